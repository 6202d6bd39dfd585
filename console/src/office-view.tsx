import { type FormEvent, useState } from 'react'
import { api } from './api.ts'
import { dateTime } from './dates.ts'
import { Erasures } from './erasure.tsx'
import { useText } from './i18n.ts'
import { SharedCases } from './sharing.tsx'
import type { Me, Part } from './types.ts'
import { useData } from './use-data.ts'

interface Received {
  readonly id: string
  readonly caseNumber: string
  readonly state: string
  readonly at: number
  readonly from: string
}

/** What came to the office: referrals with their consented packet, and for supervisors complaints and the export. */
export function OfficeView({ me }: { me: Me }) {
  const t = useText()
  const { data, reload } = useData<{ referrals: readonly Received[] }>('/referrals')
  const isSupervisor = me.role === 'supervisor'
  const complaints = useData<{ complaints: readonly { id: string; at: number; text: string }[] }>(isSupervisor ? '/complaints' : '')
  const settle = async (id: string) => {
    await api('POST', `/complaints/${id}/answered`)
    await complaints.reload()
  }
  return (
    <section className="page">
      <h1>{t('nav.office')}</h1>
      <h2>{t('office.referrals')}</h2>
      {data?.referrals.length === 0 && <p className="empty">{t('office.none')}</p>}
      <ul className="plain">
        {data?.referrals.map((referral) => (
          <li key={referral.id}>
            <b>{referral.caseNumber}</b> · {referral.from} · {dateTime(referral.at)}{' '}
            <span className="tag">{t(`referral_state.${referral.state}`)}</span>
            <Answer referral={referral} onChange={reload} />
          </li>
        ))}
      </ul>
      <SharedCases />
      {isSupervisor && (
        <>
          <Erasures />
          <h2>{t('office.complaints')}</h2>
          <ul className="plain">
            {complaints.data?.complaints.map((complaint) => (
              <li key={complaint.id}>
                <span className="dim">{dateTime(complaint.at)}</span>
                <p>{complaint.text}</p>
                <button type="button" className="quiet" onClick={() => void settle(complaint.id)}>
                  {t('office.answered')}
                </button>
              </li>
            ))}
          </ul>
          <p>
            <a href="/console/api/export" download="cases.json">
              {t('office.export')}
            </a>
          </p>
        </>
      )}
    </section>
  )
}

function Answer({ referral, onChange }: { referral: Received; onChange: () => Promise<void> }) {
  const t = useText()
  const [parts, setParts] = useState<readonly Part[]>()
  const open = async () =>
    setParts((await api<{ parts: readonly Part[] }>('POST', `/referrals/${referral.id}/packet`, { why: t('office.why') })).parts)
  const answer = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    await api('POST', `/referrals/${referral.id}/answer`, { state: form.get('state'), text: form.get('text') })
    await onChange()
  }
  return (
    <>
      {parts ? (
        <ul>
          {parts.map((part) => (
            <li key={part.key}>{part.text}</li>
          ))}
        </ul>
      ) : (
        <button type="button" className="quiet" onClick={() => void open()}>
          {t('packet.open')}
        </button>
      )}
      <form onSubmit={(event) => void answer(event)} className="inline">
        <label htmlFor={`state-${referral.id}`}>{t('office.state')}</label>
        <select id={`state-${referral.id}`} name="state">
          {['accepted', 'declined', 'done'].map((state) => (
            <option key={state} value={state}>
              {t(`referral_state.${state}`)}
            </option>
          ))}
        </select>
        <label htmlFor={`text-${referral.id}`}>{t('office.text')}</label>
        <input id={`text-${referral.id}`} name="text" />
        <button type="submit">{t('office.answer')}</button>
      </form>
    </>
  )
}
