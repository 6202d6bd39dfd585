import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { useText } from './i18n.ts'

/** Ends one of one's other sessions; the password is asked for once more. */
export function EndSession({ id, onDone }: { id: string; onDone: () => Promise<void> }) {
  const t = useText()
  const [isAsking, setAsking] = useState(false)
  const [said, setSaid] = useState('')
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = new FormData(event.currentTarget).get('password')
    try {
      await api('POST', `/sessions/${id}/end`, { password })
      await onDone()
    } catch (cause) {
      setSaid(cause instanceof ApiError ? t(`error.${cause.code}`, { defaultValue: t('error.other') }) : t('error.other'))
    }
  }
  if (!isAsking)
    return (
      <button type="button" className="quiet" onClick={() => setAsking(true)}>
        {t('account.end')}
      </button>
    )
  const field = `password-${id}`
  return (
    <form className="actions" onSubmit={(event) => void submit(event)}>
      <label htmlFor={field}>{t('password.current')}</label>
      {/* biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed */}
      <input id={field} name="password" type="password" autoComplete="current-password" required autoFocus />
      <button type="submit">{t('account.end')}</button>
      {said !== '' && <span role="alert">{said}</span>}
    </form>
  )
}
