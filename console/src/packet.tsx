import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import type { CaseInfo, Me, Part } from './types.ts'

/** What the person agreed to share. Opening it asks why, and is noted; in danger a mental-health professional may break the glass. */
export function Packet({ info, me, onChange }: { info: CaseInfo; me: Me; onChange: () => Promise<void> }) {
  const t = useText()
  const [parts, setParts] = useState<readonly Part[]>()
  const [notice, setNotice] = useState('')
  const isGlass = info.ground !== 'consent' && info.ground !== 'shared' && info.ground !== 'break-glass'
  const mayBreak = isGlass && me.role === 'mental-health' && info.priority === 'urgent' && !info.isRevoked
  const open = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const why = String(new FormData(event.currentTarget).get('why'))
    setNotice('')
    try {
      const path = isGlass ? `/cases/${info.id}/break-glass` : `/cases/${info.id}/packet`
      setParts((await api<{ parts: readonly Part[] }>('POST', path, isGlass ? { reason: why } : { why })).parts)
      await onChange()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setNotice(t(`error.${cause.code}`, { defaultValue: t('error.other') }))
    }
  }
  const tell = async () => {
    await api('POST', `/cases/${info.id}/glass-told`)
    setNotice(t('packet.told'))
  }
  if (info.ground === null && !mayBreak) return null
  if (isGlass && !mayBreak) return null
  if (info.ground === 'shared' && !info.sees.includes('packet')) return null
  return (
    <section className="packet">
      <h2>{t('packet.title')}</h2>
      {info.consent && (
        <p className="dim">{t('packet.consent', { from: dateTime(info.consent.givenAt), until: dateTime(info.consent.expiresAt) })}</p>
      )}
      {parts ? (
        <>
          <ul>
            {parts.map((part) => (
              <li key={part.key}>{part.text}</li>
            ))}
          </ul>
          {info.ground === 'break-glass' && (
            <button type="button" className="quiet" onClick={() => void tell()}>
              {t('packet.tell')}
            </button>
          )}
        </>
      ) : (
        <form onSubmit={(event) => void open(event)} className="inline">
          <label htmlFor="why">{t(isGlass ? 'packet.glass_why' : 'packet.why')}</label>
          <input id="why" name="why" required minLength={isGlass ? 10 : 3} maxLength={300} />
          <button type="submit" className={isGlass ? 'danger' : ''}>
            {t(isGlass ? 'packet.break' : 'packet.open')}
          </button>
        </form>
      )}
      {notice !== '' && <p role="alert">{notice}</p>}
    </section>
  )
}
