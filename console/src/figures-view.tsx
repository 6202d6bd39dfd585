import { useState } from 'react'
import { Bars, DayChart } from './bars.tsx'
import { useText } from './i18n.ts'
import { ReportButton } from './report-button.tsx'
import type { Me } from './types.ts'
import { useData } from './use-data.ts'

const TILES = ['conversations_month', 'questions', 'unanswered', 'handoffs', 'useful', 'not_useful'] as const
const BREAKDOWNS = ['topic', 'phase', 'lang', 'channel'] as const
type Field = (typeof TILES)[number] | 'conversations' | 'people'
type Counts = Readonly<Record<Field, number | null>>
interface Row {
  readonly value: string
  readonly counts: Counts
}

interface Figures {
  readonly office: string
  readonly month: string
  readonly until: string
  readonly totals: Counts
  readonly days: readonly Row[]
  readonly weeks: readonly Row[]
  readonly by: Readonly<Record<(typeof BREAKDOWNS)[number], readonly Row[]>>
  readonly waits: readonly { readonly upToMinutes: number | null; readonly people: number | null }[]
  readonly promise: { readonly inTime: number | null; readonly late: number | null }
}

const thisMonth = () => new Date().toISOString().slice(0, 7)
const shown = (count: number | null) => (count === null ? '<5' : `${count}+`)

/** What is asked of an office and how it answers, month by month; nobody is in it. */
export function FiguresView({ me }: { me: Me }) {
  const t = useText()
  const [month, setMonth] = useState(thisMonth())
  const offices = useData<{ offices: readonly { id: string; name: string }[] }>(me.role === 'administrator' ? '/offices' : '')
  const [office, setOffice] = useState(me.officeId)
  const { data, error } = useData<Figures>(`/offices/${office}/figures/${month}`)
  const file = `/console/api/offices/${office}/figures/${month}/file`
  return (
    <section className="page figures">
      <h1>{t('nav.figures')}</h1>
      <p className="dim">{t('figures.about')}</p>
      <div className="actions">
        <label>
          {t('figures.month')}{' '}
          <input type="month" value={month} max={thisMonth()} min="2020-01" onChange={(e) => e.target.value && setMonth(e.target.value)} />
        </label>
        {offices.data && (
          <label>
            {t('figures.office')}{' '}
            <select value={office} onChange={(e) => setOffice(e.target.value)}>
              {offices.data.offices.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {error && <p role="alert">{t(`error.${error.code}`, { defaultValue: t('error.other') })}</p>}
      {data && data.month === month && <Month figures={data} file={file} />}
    </section>
  )
}

function Month({ figures, file }: { figures: Figures; file: string }) {
  const t = useText()
  const isEmpty = Object.values(figures.totals).every((count) => count === null)
  if (isEmpty) return <p className="empty">{t(figures.days.length === 0 ? 'figures.not_yet' : 'figures.none', { until: figures.until })}</p>
  const name = (by: string, value: string) =>
    t(`${by === 'topic' ? 'topic' : by === 'lang' ? 'lang' : `figures.${by}_name`}.${value}`, { defaultValue: value })
  return (
    <>
      <p>
        <b>{figures.office}</b> · {t('figures.until', { until: figures.until })}
      </p>
      <dl className="tiles">
        {TILES.map((field) => (
          <div key={field}>
            <dt>{t(`figures.field.${field}`)}</dt>
            <dd>{shown(figures.totals[field])}</dd>
          </div>
        ))}
      </dl>
      <p className="actions">
        <a href={`${file}?as=csv`} download>
          {t('figures.csv')}
        </a>
        <ReportButton file={file} />
      </p>
      <h2>{t('figures.by_day')}</h2>
      <DayChart title={t('figures.by_day')} bars={figures.days.map(({ value, counts }) => ({ label: value, value: counts.questions }))} />
      <h2>{t('figures.by_week')}</h2>
      <Weeks rows={figures.weeks} />
      {BREAKDOWNS.map((by) => (
        <div key={by}>
          <h2>{t(`figures.by_${by}`)}</h2>
          {figures.by[by].length === 0 ? (
            <p className="dim">{t('figures.few')}</p>
          ) : (
            <Bars
              caption={t('figures.field.questions')}
              bars={figures.by[by].map(({ value, counts }) => ({ label: name(by, value), value: counts.questions }))}
            />
          )}
        </div>
      ))}
      <h2>{t('figures.unanswered_topics')}</h2>
      <Bars
        caption={t('figures.field.unanswered')}
        bars={figures.by.topic
          .filter(({ counts }) => counts.unanswered !== null)
          .toSorted((a, b) => (b.counts.unanswered ?? 0) - (a.counts.unanswered ?? 0))
          .map(({ value, counts }) => ({ label: name('topic', value), value: counts.unanswered }))}
      />
      <h2>{t('figures.waits')}</h2>
      <Bars
        caption={t('figures.waits_about')}
        bars={figures.waits.map(({ upToMinutes, people }) => ({
          label: upToMinutes === null ? t('figures.longer') : t('figures.up_to', { time: timeOf(upToMinutes) }),
          value: people,
        }))}
      />
      <p>{t('figures.promise', { inTime: shown(figures.promise.inTime), late: shown(figures.promise.late) })}</p>
    </>
  )
}

function Weeks({ rows }: { rows: readonly Row[] }) {
  const t = useText()
  const fields = ['conversations', 'questions', 'unanswered', 'handoffs'] as const
  return (
    <table className="weeks">
      <thead>
        <tr>
          <th scope="col">{t('figures.week')}</th>
          {fields.map((field) => (
            <th scope="col" key={field}>
              {t(`figures.field.${field}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ value, counts }) => (
          <tr key={value}>
            <th scope="row">{value.replace('/', ' – ')}</th>
            {fields.map((field) => (
              <td key={field}>{shown(counts[field])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function timeOf(minutes: number): string {
  return minutes < 60 ? `${minutes} min` : minutes < 1440 ? `${minutes / 60} h` : `${minutes / 1440} d`
}
