import { type FormEvent, useEffect, useState } from 'react'
import { ApiError, api } from './api.ts'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import type { CaseInfo } from './types.ts'
import { useData } from './use-data.ts'

interface Referral {
  readonly id: string
  readonly to: string
  readonly state: string
  readonly at: number
  readonly answer: string | null
}

/** Bringing in others: an organisation in this system asks the person first; a service outside is noted. */
export function Referrals({ info, isMine }: { info: CaseInfo; isMine: boolean }) {
  const t = useText()
  const { data, reload } = useData<{ referrals: readonly Referral[] }>(`/cases/${info.id}/referrals`)
  const { data: offices } = useData<{ offices: readonly { id: string; name: string }[] }>('/offices')
  const [notice, setNotice] = useState('')
  // The person's word and the partner's answer come as news of the case.
  const happened = info.events[0]?.at ?? 0
  useEffect(() => {
    if (happened > 0) void reload()
  }, [happened, reload])
  const refer = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const officeId = String(form.get('office'))
    const service = String(form.get('service')).trim()
    setNotice('')
    try {
      await api('POST', `/cases/${info.id}/referrals`, officeId ? { officeId } : { service })
      setNotice(t(officeId ? 'referral.asked' : 'referral.noted'))
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setNotice(t(`error.${cause.code}`, { defaultValue: t('error.other') }))
    }
    await reload()
  }
  return (
    <details>
      <summary>{t('referral.title')}</summary>
      <ul className="plain">
        {data?.referrals.map((referral) => (
          <li key={referral.id}>
            <b>{referral.to}</b> <span className="tag">{t(`referral_state.${referral.state}`)}</span>{' '}
            <span className="dim">{dateTime(referral.at)}</span>
            {referral.answer && <p>{referral.answer}</p>}
          </li>
        ))}
      </ul>
      {isMine && (
        <form onSubmit={(event) => void refer(event)}>
          <label htmlFor="office">{t('referral.office')}</label>
          <select id="office" name="office">
            <option value="">–</option>
            {offices?.offices
              .filter((office) => office.name !== info.officeName)
              .map((office) => (
                <option key={office.id} value={office.id}>
                  {office.name}
                </option>
              ))}
          </select>
          <label htmlFor="service">{t('referral.service')}</label>
          <input id="service" name="service" maxLength={200} />
          <button type="submit">{t('referral.send')}</button>
          {notice !== '' && <p role="status">{notice}</p>}
        </form>
      )}
    </details>
  )
}
