import { useState } from 'react'
import { ApiError, api } from './api.ts'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import { useData } from './use-data.ts'

/** The person asked to be erased: one asks here, another member of the office confirms. */
export function AskErasure({ caseId }: { caseId: string }) {
  const t = useText()
  const [state, setState] = useState<'idle' | 'asked' | 'failed'>('idle')
  const ask = async () => {
    try {
      await api('POST', `/cases/${caseId}/erasure`)
      setState('asked')
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setState(cause.code === 'P1015' ? 'asked' : 'failed')
    }
  }
  return (
    <details>
      <summary>{t('erasure.title')}</summary>
      <p>{t('erasure.explain')}</p>
      {state === 'idle' && (
        <button type="button" onClick={() => void ask()}>
          {t('erasure.ask')}
        </button>
      )}
      {state !== 'idle' && <p role="status">{t(`erasure.${state}`)}</p>}
    </details>
  )
}

interface Asked {
  readonly id: string
  readonly caseNumber: string
  readonly at: number
  readonly isOwn: boolean
}

/** What waits for a second pair of eyes. */
export function Erasures() {
  const t = useText()
  const { data, reload } = useData<{ erasures: readonly Asked[] }>('/erasures')
  const decide = async (id: string, decision: 'confirm' | 'refuse') => {
    await api('POST', `/erasures/${id}/${decision}`)
    await reload()
  }
  if (!data || data.erasures.length === 0) return null
  return (
    <>
      <h2>{t('erasure.waiting')}</h2>
      <ul className="plain">
        {data.erasures.map((asked) => (
          <li key={asked.id}>
            <b>{asked.caseNumber}</b> <span className="dim">{dateTime(asked.at)}</span>
            {asked.isOwn ? (
              <p>{t('erasure.other')}</p>
            ) : (
              <div className="actions">
                <button
                  type="button"
                  onClick={() => window.confirm(t('erasure.sure', { number: asked.caseNumber })) && void decide(asked.id, 'confirm')}
                >
                  {t('erasure.confirm')}
                </button>
                <button type="button" className="quiet" onClick={() => void decide(asked.id, 'refuse')}>
                  {t('erasure.refuse')}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
