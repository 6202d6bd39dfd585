import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { chooseLocale, locale, useText } from './i18n.ts'

/** Address and password, then the code. After an ended session it says that what was being written is kept. */
export function SignIn({ isReturn, onDone }: { isReturn: boolean; onDone: () => Promise<void> }) {
  const t = useText()
  const [step, setStep] = useState<'password' | 'code'>('password')
  const [error, setError] = useState('')
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setError('')
    try {
      if (step === 'password') {
        await api('POST', '/sign-in', { email: form.get('email'), password: form.get('password') })
        setStep('code')
      } else {
        await api('POST', '/sign-in/code', { code: String(form.get('code')).replace(/\s/g, '') })
        await onDone()
      }
    } catch (cause) {
      setError(cause instanceof ApiError ? t(`error.${cause.code}`, { defaultValue: t('error.other') }) : t('error.other'))
    }
    setBusy(false)
  }
  return (
    <main className="middle">
      <h1>Puente</h1>
      {isReturn && <p>{t('signin.again')}</p>}
      <form onSubmit={(event) => void submit(event)} className="card">
        {step === 'password' ? (
          <>
            <label htmlFor="email">{t('signin.email')}</label>
            <input id="email" name="email" type="email" autoComplete="username" required />
            <label htmlFor="password">{t('signin.password')}</label>
            <input id="password" name="password" type="password" autoComplete="current-password" required />
          </>
        ) : (
          <>
            <label htmlFor="code">{t('signin.code')}</label>
            <input key="code" id="code" name="code" inputMode="numeric" autoComplete="one-time-code" pattern="[0-9 ]{6,7}" required />
          </>
        )}
        {error !== '' && <p role="alert">{error}</p>}
        <button type="submit" disabled={isBusy}>
          {step === 'password' ? t('signin.next') : t('signin.enter')}
        </button>
      </form>
      <button type="button" className="quiet" onClick={() => chooseLocale(locale() === 'es' ? 'en' : 'es')}>
        {t('other_language')}
      </button>
    </main>
  )
}
