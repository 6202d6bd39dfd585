import { useCallback, useEffect, useState } from 'react'
import { span } from './dates.ts'
import { useText } from './i18n.ts'
import { Pager } from './pager.tsx'
import { type Queue, type QueueRow, VIEWS, type View } from './types.ts'
import { useData, useNews } from './use-data.ts'

const LAST_VIEW = 'puente-view'

/** The view that one was in: from a case one goes back to it. */
export function lastView(): View {
  return VIEWS.find((view) => view === sessionStorage.getItem(LAST_VIEW)) ?? 'unassigned'
}

/** Cases that wait, the urgent first, then whoever waits longest, each against the time that was promised. */
export function QueueView({ view: wanted, officeId }: { view: View | undefined; officeId: string }) {
  const t = useText()
  const view = wanted ?? lastView()
  const [offset, setOffset] = useState(0)
  const { data, error, reload } = useData<Queue>(`/queue?view=${view}&offset=${offset}`)
  const duty = useData<{ staff: readonly { firstName: string }[] }>(`/offices/${officeId}/duty`)
  const onDuty = duty.data?.staff.map(({ firstName }) => firstName).join(', ') ?? ''
  useEffect(() => sessionStorage.setItem(LAST_VIEW, view), [view])
  useNews(useCallback(() => void reload(), [reload]))
  return (
    <section className="queue">
      <h1>{t('nav.queue')}</h1>
      {onDuty !== '' && <p className="dim">{t('settings.duty_today', { names: onDuty })}</p>}
      <div className="tabs">
        {VIEWS.map((name) => (
          <button type="button" key={name} aria-pressed={name === view} onClick={() => location.assign(`#/queue/${name}`)}>
            {t(`view.${name}`)} <span className="count">{data?.counts[name] ?? ''}</span>
          </button>
        ))}
      </div>
      {error && <p role="alert">{t(`error.${error.code}`, { defaultValue: t('error.other') })}</p>}
      {data && data.rows.length === 0 && <p className="empty">{t('queue.empty')}</p>}
      <ul className="cases">
        {data?.rows.map((row) => (
          <li key={row.id}>
            <Row row={row} now={data.now} />
          </li>
        ))}
      </ul>
      {data && <Pager offset={offset} page={data.page} total={data.counts[view]} onMove={setOffset} />}
    </section>
  )
}

function Row({ row, now }: { row: QueueRow; now: number }) {
  const t = useText()
  const left = row.promised_at - now
  return (
    <a href={`#/case/${row.id}`} className={row.priority === 'urgent' ? 'urgent' : ''}>
      <span>
        <b>{row.number}</b> {row.priority === 'urgent' && <span className="tag">{t('queue.urgent')}</span>}
      </span>
      <span>
        {t(`reason.${row.reason}`, { defaultValue: row.reason })}
        {row.topic && <span className="dim"> · {t(`topic.${row.topic}`, { defaultValue: row.topic })}</span>}
      </span>
      <span className="dim">
        {[
          row.country && t(`country.${row.country}`, { defaultValue: row.country.toUpperCase() }),
          t(`lang.${row.lang}`),
          t(`channel.${row.channel}`, { defaultValue: row.channel }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <span className={left < 0 && row.first_contact_at === null ? 'late' : 'dim'}>
        {row.assigneeName ? t('queue.has', { name: row.assigneeName }) : t('queue.nobody')} ·{' '}
        {t('queue.waits', { time: span(now - row.waiting_since) })}
        {row.first_contact_at === null && ` · ${left < 0 ? t('queue.late', { time: span(left) }) : t('queue.left', { time: span(left) })}`}
      </span>
    </a>
  )
}
