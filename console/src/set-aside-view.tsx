import { useState } from 'react'
import { ApiError, api } from './api.ts'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import { useData } from './use-data.ts'

interface SetAside {
  readonly id: string
  readonly kind: string
  readonly code: string | null
  readonly tries: number
  readonly channel: string
  readonly createdAt: number
  readonly setAsideAt: number
}

/** Work that was given up after its last try, and the button that tries it again; whose it is stands nowhere here. */
export function SetAsideView() {
  const t = useText()
  const { data, reload } = useData<{ jobs: readonly SetAside[] }>('/set-aside')
  const [said, setSaid] = useState('')
  const tryAgain = async (id: string) => {
    try {
      await api('POST', `/set-aside/${id}/again`)
      setSaid(t('set_aside.tried'))
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setSaid(t(`error.${cause.code}`, { defaultValue: t('error.other') }))
    }
    await reload()
  }
  return (
    <section className="page">
      <h1>{t('nav.set_aside')}</h1>
      <p className="dim">{t('set_aside.what')}</p>
      <p role="status">{said}</p>
      {data?.jobs.length === 0 && <p className="empty">{t('set_aside.none')}</p>}
      <ul className="plain">
        {data?.jobs.map((job) => (
          <li key={job.id}>
            <b>{t(`set_aside.kind.${job.kind}`)}</b> · {t(`channel.${job.channel}`, { defaultValue: job.channel })} ·{' '}
            {dateTime(job.createdAt)} <span className="tag">{job.code}</span>{' '}
            <span className="dim">{t('set_aside.tries', { count: job.tries })}</span>
            <button type="button" className="quiet" onClick={() => void tryAgain(job.id)}>
              {t('set_aside.again')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
