import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { dateTime } from './dates.ts'
import { locale, useText } from './i18n.ts'
import type { Me } from './types.ts'
import { useData } from './use-data.ts'

interface Code {
  readonly code: string
  readonly kind: string
  readonly label: string
  readonly retiredAt: number | null
  readonly redirectTo: string | null
  readonly uses: number
  readonly links: readonly { readonly way: string; readonly href: string }[]
}

const KINDS = ['consulate', 'shelter', 'reception', 'campaign'] as const
const LANGUAGES = ['es', 'en', 'ht', 'fr', 'pt'] as const
/** Codes of no office. */
const CAMPAIGNS = 'none'

/** Entry codes of an office: made, printed, ended. */
export function CodesView({ me }: { me: Me }) {
  const t = useText()
  const isAdministrator = me.role === 'administrator'
  const offices = useData<{ offices: readonly { id: string; name: string }[] }>(isAdministrator ? '/offices' : '').data?.offices
  const [office, setOffice] = useState(me.officeId)
  const path = `/offices/${office}/entry-codes`
  const { data, error, reload } = useData<{ codes: readonly Code[]; unknown?: number }>(path)
  const [failed, setFailed] = useState('')
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      setFailed('')
      await work()
      await reload()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setFailed([t(`error.${cause.code}`, { defaultValue: t('error.other') }), cause.detail].filter(Boolean).join(' '))
    }
  }
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = [...new FormData(form)].filter(([, value]) => value !== '')
    void attempt(async () => {
      await api('POST', path, Object.fromEntries(given))
      form.reset()
    })
  }
  return (
    <section className="page">
      <h1>{t('nav.codes')}</h1>
      <p className="dim">{t('codes.about')}</p>
      {offices && (
        <label>
          {t('codes.office')}{' '}
          <select value={office} onChange={(e) => setOffice(e.target.value)}>
            {offices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value={CAMPAIGNS}>{t('codes.no_office')}</option>
          </select>
        </label>
      )}
      {(error || failed) && <p role="alert">{failed || t(`error.${error?.code}`, { defaultValue: t('error.other') })}</p>}
      {data?.unknown !== undefined && <p className="dim">{t('codes.unknown', { count: data.unknown })}</p>}
      <ol className="work codes">
        {data?.codes.map((code) => (
          <CodeRow key={code.code} code={code} path={path} attempt={attempt} />
        ))}
      </ol>
      {data?.codes.length === 0 && <p className="empty">{t('codes.none')}</p>}
      <h2>{t('codes.new')}</h2>
      <form onSubmit={make} className="card-form">
        <label>
          {t('codes.kind')}
          <select name="kind" required>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`codes.kind_${kind}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('codes.label')}
          <input name="label" required minLength={2} maxLength={80} placeholder={t('codes.label_example')} />
        </label>
        <label>
          {t('codes.word')}
          <input name="word" pattern="[A-Za-z]{5,12}" maxLength={12} autoComplete="off" />
        </label>
        <label>
          {t('codes.language')}
          <select name="language">
            <option value="">{t('codes.any_language')}</option>
            {LANGUAGES.map((lang) => (
              <option key={lang} value={lang}>
                {t(`codes.lang_${lang}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit">{t('codes.make')}</button>
      </form>
    </section>
  )
}

function CodeRow({ code, path, attempt }: { code: Code; path: string; attempt: (work: () => Promise<unknown>) => Promise<void> }) {
  const t = useText()
  const [lang, setLang] = useState<string>(locale())
  const file = (query: string) => `/console/api${path}/${code.code}/poster?lang=${lang}&${query}`
  const end = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const redirectTo = String(new FormData(event.currentTarget).get('redirectTo') ?? '')
    void attempt(() => api('POST', `${path}/${code.code}/end`, redirectTo === '' ? {} : { redirectTo }))
  }
  return (
    <li>
      <b className="code">{code.code}</b> {t(`codes.kind_${code.kind}`)} · {code.label}
      <p className="dim">
        {code.retiredAt === null
          ? t('codes.uses', { count: code.uses })
          : t(code.redirectTo ? 'codes.led_to' : 'codes.ended', { date: dateTime(code.retiredAt), to: code.redirectTo ?? '' })}
      </p>
      {code.retiredAt === null && (
        <>
          <p className="actions">
            <select value={lang} aria-label={t('codes.poster_language', { code: code.code })} onChange={(e) => setLang(e.target.value)}>
              {LANGUAGES.map((one) => (
                <option key={one} value={one}>
                  {t(`codes.lang_${one}`)}
                </option>
              ))}
            </select>
            {(['a4', 'letter', 'card'] as const).map((size) => (
              <span key={size}>
                {t(`codes.size_${size}`)}: <a href={file(`size=${size}&format=pdf`)}>PDF</a>{' '}
                <a href={file(`size=${size}&format=svg`)}>SVG</a>
              </span>
            ))}
            <a href={file('size=sms')}>{t('codes.size_sms')}</a>
          </p>
          <details>
            <summary>{t('codes.links')}</summary>
            <ul className="plain">
              {code.links.map(({ way, href }) => (
                <li key={way}>
                  {t(`codes.way_${way}`)}: <code>{href}</code>
                </li>
              ))}
            </ul>
          </details>
          <details>
            <summary>{t('codes.end')}</summary>
            <form onSubmit={end} className="inline">
              <label>
                {t('codes.redirect')} <input name="redirectTo" maxLength={12} autoComplete="off" />
              </label>{' '}
              <button type="submit">{t('codes.end_now')}</button>
            </form>
          </details>
        </>
      )}
    </li>
  )
}
