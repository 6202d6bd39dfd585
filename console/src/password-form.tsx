import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { useText } from './i18n.ts'

/** A new password for oneself. Every other session ends with it. */
export function PasswordForm({ onDone }: { onDone: () => Promise<void> }) {
  const t = useText()
  const [said, setSaid] = useState('')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    try {
      await api('POST', '/password', { current: given.get('current'), wanted: given.get('wanted') })
      form.reset()
      setSaid(t('password.done'))
      await onDone()
    } catch (cause) {
      setSaid(cause instanceof ApiError ? t(`error.${cause.code}`, { defaultValue: t('error.other') }) : t('error.other'))
    }
  }
  return (
    <form className="card" onSubmit={(event) => void submit(event)}>
      <label htmlFor="current">{t('password.current')}</label>
      <input id="current" name="current" type="password" autoComplete="current-password" required />
      <label htmlFor="wanted">{t('password.wanted')}</label>
      <input id="wanted" name="wanted" type="password" autoComplete="new-password" minLength={10} required />
      {said !== '' && <p role="status">{said}</p>}
      <button type="submit">{t('password.change')}</button>
    </form>
  )
}
