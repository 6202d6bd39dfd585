import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { useText } from './i18n.ts'

/** A new member of staff: chooses a password, puts the secret into an authenticator, and proves it with a first code. */
export function InvitationView({ token, onDone }: { token: string; onDone: () => Promise<void> }) {
  const t = useText()
  const [uri, setUri] = useState('')
  const [error, setError] = useState('')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setError('')
    try {
      if (uri === '')
        setUri((await api<{ totpUri: string }>('POST', '/invitations/accept', { token, password: form.get('password') })).totpUri)
      else {
        await api('POST', '/invitations/confirm', { token, code: String(form.get('code')).replace(/\s/g, '') })
        location.hash = ''
        await onDone()
      }
    } catch (cause) {
      setError(cause instanceof ApiError ? t(`error.${cause.code}`, { defaultValue: t('error.other') }) : t('error.other'))
    }
  }
  return (
    <main className="middle">
      <h1>{t('invitation.title')}</h1>
      <form onSubmit={(event) => void submit(event)} className="card">
        {uri === '' ? (
          <>
            <label htmlFor="password">{t('invitation.password')}</label>
            <input id="password" name="password" type="password" autoComplete="new-password" minLength={10} required />
          </>
        ) : (
          <>
            <p>{t('invitation.secret')}</p>
            <p>
              <a href={uri}>{t('invitation.open')}</a>
            </p>
            <code>{new URL(uri).searchParams.get('secret')}</code>
            <label htmlFor="code">{t('signin.code')}</label>
            <input id="code" name="code" inputMode="numeric" autoComplete="one-time-code" required />
          </>
        )}
        {error !== '' && <p role="alert">{error}</p>}
        <button type="submit">{t('signin.next')}</button>
      </form>
    </main>
  )
}
