import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import { useData } from './use-data.ts'

interface Key {
  readonly id: string
  readonly officeId: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresAt: number
  readonly revokedAt: number | null
  readonly lastUsedAt: number | null
}

const DAYS = 365

/** Keys of institutions for the API; a key is shown once, when it is made. */
export function KeysView() {
  const t = useText()
  const { data, error, reload } = useData<{ keys: readonly Key[]; scopes: readonly string[] }>('/api-keys')
  const offices = useData<{ offices: readonly { id: string; name: string }[] }>('/offices').data?.offices ?? []
  const [made, setMade] = useState('')
  const [failed, setFailed] = useState('')
  const attempt = async (work: () => Promise<void>) => {
    try {
      setFailed('')
      await work()
      await reload()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setFailed(t(`error.${cause.code}`, { defaultValue: t('error.other') }))
    }
  }
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const wanted = { officeId: form.get('office'), name: form.get('name'), scopes: form.getAll('scope'), days: DAYS }
    void attempt(async () => setMade((await api<{ key: string }>('POST', '/api-keys', wanted)).key))
  }
  return (
    <section className="queue">
      <h1>{t('nav.keys')}</h1>
      <p className="dim">{t('keys.intro')}</p>
      {(error || failed) && <p role="alert">{failed || t('error.other')}</p>}
      {made && (
        <p role="status">
          {t('keys.once')} <code>{made}</code>
        </p>
      )}
      <form onSubmit={make}>
        <label>
          {t('keys.office')}
          <select name="office" required>
            {offices.map((office) => (
              <option key={office.id} value={office.id}>
                {office.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('keys.name')}
          <input name="name" required minLength={2} maxLength={80} />
        </label>
        <fieldset>
          <legend>{t('keys.scopes')}</legend>
          {data?.scopes.map((scope) => (
            <label key={scope} className="check">
              <input type="checkbox" name="scope" value={scope} /> <code>{scope}</code>
            </label>
          ))}
        </fieldset>
        <button type="submit">{t('keys.make')}</button>
      </form>
      <ol className="work">
        {data?.keys.map((key) => (
          <li key={key.id}>
            <b>{key.name}</b> <code>{key.scopes.join(' ')}</code>
            <p className="dim">
              {key.revokedAt === null ? t('keys.until', { date: dateTime(key.expiresAt) }) : t('keys.revoked')}
              {key.lastUsedAt !== null && ` · ${t('keys.used', { date: dateTime(key.lastUsedAt) })}`}
            </p>
            {key.revokedAt === null && (
              <button type="button" onClick={() => void attempt(() => api('DELETE', `/api-keys/${key.id}`))}>
                {t('keys.revoke')}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
