import { api } from './api.ts'
import { dateTime } from './dates.ts'
import { EndSession } from './end-session.tsx'
import { useText } from './i18n.ts'
import { PasswordForm } from './password-form.tsx'
import { useData } from './use-data.ts'

interface Session {
  readonly id: string
  readonly isCurrent: boolean
  readonly since: string
  readonly device: string
}

interface Alert {
  readonly id: string
  readonly kind: string
  readonly caseId: string | null
  readonly at: number
  readonly details: Readonly<Record<string, string>>
}

/** What one was told, and where one is signed in. */
export function AccountView() {
  const t = useText()
  const alerts = useData<{ alerts: readonly Alert[] }>('/alerts')
  const sessions = useData<{ sessions: readonly Session[] }>('/sessions')
  const seen = async (id: string) => {
    await api('POST', `/alerts/${id}/seen`)
    await alerts.reload()
  }
  return (
    <section className="page">
      <h1>{t('nav.account')}</h1>
      <h2>{t('account.alerts')}</h2>
      {alerts.data?.alerts.length === 0 && <p className="empty">{t('account.no_alerts')}</p>}
      <ul className="plain">
        {alerts.data?.alerts.map((alert) => (
          <li key={alert.id}>
            <span className="dim">{dateTime(alert.at)}</span> {t(`alert.${alert.kind}`, { defaultValue: alert.kind })}{' '}
            {Object.values(alert.details).join(' · ')} {alert.caseId && <a href={`#/case/${alert.caseId}`}>{t('account.open_case')}</a>}{' '}
            <button type="button" className="quiet" onClick={() => void seen(alert.id)}>
              {t('account.seen')}
            </button>
          </li>
        ))}
      </ul>
      <h2>{t('account.sessions')}</h2>
      <ul className="plain">
        {sessions.data?.sessions.map((session) => (
          <li key={session.id}>
            {[dateTime(Date.parse(session.since)), session.device.slice(0, 80)].filter(Boolean).join(' · ')}{' '}
            {session.isCurrent ? <span className="tag">{t('account.this')}</span> : <EndSession id={session.id} onDone={sessions.reload} />}
          </li>
        ))}
      </ul>
      <h2>{t('password.title')}</h2>
      <PasswordForm onDone={sessions.reload} />
    </section>
  )
}
