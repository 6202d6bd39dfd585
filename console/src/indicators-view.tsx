import { useState } from 'react'
import { locale, useText } from './i18n.ts'
import { ReportButton } from './report-button.tsx'
import type { Me } from './types.ts'
import { useData } from './use-data.ts'

interface Indicator {
  readonly id: string
  readonly name: string
  readonly formula: string
  readonly source: string
  readonly limits: string
  readonly shares: readonly { readonly value: string; readonly label: string; readonly percent: number }[]
  readonly rows: readonly { readonly country: string; readonly value: string; readonly label: string; readonly people: number | null }[]
}

interface Indicators {
  readonly office: string
  readonly month: string
  readonly isOver: boolean
  readonly indicators: readonly Indicator[]
}

/** The month before this one: the last that is over. */
function lastMonth(): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15)).toISOString().slice(0, 7)
}

/** What came of the work, month by month, each number with what it means and what it does not. */
export function IndicatorsView({ me }: { me: Me }) {
  const t = useText()
  const [month, setMonth] = useState(lastMonth())
  const offices = useData<{ offices: readonly { id: string; name: string }[] }>(me.role === 'administrator' ? '/offices' : '')
  const [office, setOffice] = useState(me.officeId)
  const path = `/offices/${office}/indicators/${month}`
  const { data, error } = useData<Indicators>(`${path}?lang=${locale()}`)
  return (
    <section className="page indicators">
      <h1>{t('nav.indicators')}</h1>
      <p className="dim">{t('indicators.about')}</p>
      <div className="actions">
        <label>
          {t('figures.month')}{' '}
          <input type="month" value={month} max={lastMonth()} min="2020-01" onChange={(e) => e.target.value && setMonth(e.target.value)} />
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
      {data &&
        data.month === month &&
        (data.isOver ? <Month data={data} path={path} /> : <p className="empty">{t('indicators.not_over')}</p>)}
    </section>
  )
}

function Month({ data, path }: { data: Indicators; path: string }) {
  const t = useText()
  const file = `/console/api${path}/file`
  return (
    <>
      <p className="actions">
        <b>{data.office}</b>
        <a href={`${file}?as=csv&lang=${locale()}`} download>
          {t('figures.csv')}
        </a>
        <ReportButton file={file} />
      </p>
      {data.indicators.map((indicator) => (
        <OneIndicator key={indicator.id} indicator={indicator} />
      ))}
    </>
  )
}

function OneIndicator({ indicator }: { indicator: Indicator }) {
  const t = useText()
  const rows = indicator.rows.filter(({ people }) => people !== null)
  return (
    <article>
      <h2>{indicator.name}</h2>
      {indicator.shares.map(({ value, label, percent }) => (
        <p key={value}>
          <b>
            {label !== '' && `${label}: `}
            {t('indicators.about_share', { percent })}
          </b>
        </p>
      ))}
      {rows.length === 0 ? (
        <p className="dim">{t('indicators.few')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('indicators.value')}</th>
              <th scope="col">{t('indicators.country')}</th>
              <th scope="col">{t('indicators.people')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ country, value, label, people }) => (
              <tr key={`${country}:${value}`}>
                <th scope="row">{label}</th>
                <td>{country === '' ? t('indicators.all') : t(`country.${country}`, { defaultValue: country })}</td>
                <td>{people}+</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details>
        <summary>{t('indicators.formula')}</summary>
        <p>{indicator.formula}</p>
        <p>
          {t('indicators.source')}: {indicator.source} {t('indicators.limits')}: {indicator.limits}
        </p>
      </details>
    </article>
  )
}
