import { type FormEvent, useState } from 'react'
import { CarePlan } from './care-plan.tsx'
import { dateTime } from './dates.ts'
import { useKept } from './drafts.ts'
import { AskErasure } from './erasure.tsx'
import { FollowUp } from './follow-up.tsx'
import { useText } from './i18n.ts'
import { Notes } from './notes.tsx'
import { Referrals } from './referrals.tsx'
import { Sharing } from './sharing.tsx'
import type { CaseInfo, Me } from './types.ts'
import { useData } from './use-data.ts'

const OUTCOMES = ['solved', 'referred', 'information-given', 'could-not-help', 'no-answer', 'person-wished', 'not-needed']
const HOUR_MS = 3_600_000

type Act = (path: string, body?: unknown) => Promise<void>

/** Beside the conversation: dates, needs and plan, referrals, notes, what ends or moves the case. */
export function CasePanel({ info, me, act }: { info: CaseInfo; me: Me; act: Act }) {
  const t = useText()
  const isMine = info.isLead && info.assigneeId === me.staffId
  const mayEnd = info.status !== 'closed' && (isMine || (info.isLead && me.role === 'supervisor'))
  const seesPlan = info.ground === 'shared' && (info.sees.includes('needs') || info.sees.includes('plan'))
  const hasGround = info.ground === 'consent' || info.ground === 'asked' || info.ground === 'break-glass'
  return (
    <aside className="panel" aria-label={t('panel.label')}>
      <dl className="facts">
        <div>
          <dt>{t('panel.opened')}</dt>
          <dd>{dateTime(info.openedAt)}</dd>
        </div>
        <div>
          <dt>{t('panel.promised')}</dt>
          <dd>{dateTime(info.promisedAt)}</dd>
        </div>
        <div>
          <dt>{t('panel.first')}</dt>
          <dd>{info.firstContactAt ? dateTime(info.firstContactAt) : t('panel.not_yet')}</dd>
        </div>
      </dl>
      {(hasGround || seesPlan) && <CarePlan info={info} isMine={isMine && info.status !== 'closed'} />}
      {info.ground !== null && <Sharing info={info} mayAsk={info.status !== 'closed' && (isMine || info.ground === 'shared')} />}
      {hasGround && <Referrals info={info} isMine={isMine && info.status !== 'closed'} />}
      <FollowUp caseId={info.id} />
      {hasGround && <Notes caseId={info.id} />}
      {mayEnd && <Moving info={info} me={me} isMine={isMine} act={act} />}
      {mayEnd && <Closing act={act} caseId={info.id} />}
      {(isMine || (info.isLead && me.role === 'supervisor')) && <AskErasure caseId={info.id} />}
      <details>
        <summary>{t('panel.history')}</summary>
        <ul className="plain">
          {info.events.map((event) => (
            <li key={`${event.at}${event.kind}`}>
              <span className="dim">{dateTime(event.at)}</span> {t(`event.${event.kind}`, { defaultValue: event.kind })}
            </li>
          ))}
        </ul>
      </details>
    </aside>
  )
}

function Moving({ info, me, isMine, act }: { info: CaseInfo; me: Me; isMine: boolean; act: Act }) {
  const t = useText()
  const { data } = useData<{ staff: readonly { id: string; firstName: string; role: string }[] }>('/staff')
  const colleagues = (data?.staff ?? []).filter(
    (member) => member.id !== me.staffId && ['caseworker', 'mental-health', 'supervisor', 'consulate'].includes(member.role),
  )
  const [to, setTo] = useState('')
  return (
    <details>
      <summary>{t('panel.move')}</summary>
      <form
        className="inline"
        onSubmit={(event) => {
          event.preventDefault()
          void act('/transfer', { staffId: to })
        }}
      >
        <label htmlFor="to">{t('panel.to')}</label>
        <select id="to" value={to} onChange={(event) => setTo(event.target.value)} required>
          <option value="">–</option>
          {colleagues.map((member) => (
            <option key={member.id} value={member.id}>
              {member.firstName}, {t(`role.${member.role}`)}
            </option>
          ))}
        </select>
        <button type="submit">{t('panel.transfer')}</button>
      </form>
      {isMine && info.status === 'open' && (
        <div className="actions">
          {[4, 24, 72].map((hours) => (
            <button
              type="button"
              className="quiet"
              key={hours}
              onClick={() => void act('/snooze', { until: Date.now() + hours * HOUR_MS })}
            >
              {t('panel.snooze', { hours })}
            </button>
          ))}
        </div>
      )}
    </details>
  )
}

function Closing({ act, caseId }: { act: Act; caseId: string }) {
  const t = useText()
  const [reason, setReason] = useKept(`close:${caseId}`)
  const close = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void act('/close', { outcome: form.get('outcome'), reason })
  }
  return (
    <details>
      <summary>{t('panel.close')}</summary>
      <form onSubmit={close}>
        <label htmlFor="outcome">{t('panel.outcome')}</label>
        <select id="outcome" name="outcome" required>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`outcome.${outcome}`)}
            </option>
          ))}
        </select>
        <label htmlFor="reason">{t('panel.reason')}</label>
        <textarea id="reason" rows={2} required value={reason} onChange={(event) => setReason(event.target.value)} />
        <button type="submit">{t('panel.close_now')}</button>
      </form>
    </details>
  )
}
