import { type FormEvent, useState } from 'react'
import { ApiError, api } from './api.ts'
import { day } from './dates.ts'
import { useText } from './i18n.ts'
import type { Settings } from './settings.ts'

const OTHERS = ['en', 'ht', 'fr', 'pt'] as const
const MAX_CHARS = 120

/** The notice of the day: what stands before answers about this office until it is taken down or its last day is over. */
export function NoticeForm({ settings, onChange }: { settings: Settings; onChange: () => Promise<void> }) {
  const t = useText()
  const { id, notice, today } = settings
  const [fault, setFault] = useState('')
  const path = `/offices/${id}/notice`
  const act = async (method: 'PUT' | 'DELETE', body?: object) => {
    setFault('')
    try {
      await api(method, path, body)
      await onChange()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setFault(t(`error.${cause.code}`, { defaultValue: t('error.other') }))
    }
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const texts = Object.fromEntries(
      ['es', ...OTHERS].map((lang) => [lang, String(form.get(`text-${lang}`) ?? '').trim()] as const).filter(([, text]) => text !== ''),
    )
    void act('PUT', { texts, closes: form.get('closes') === 'on', until: form.get('until') })
  }
  return (
    <>
      <h2>{t('settings.notice')}</h2>
      <p className="dim">{t('settings.notice_about')}</p>
      {notice && (
        <div className="card standing">
          <p>
            <span className="tag">{t(notice.closes ? 'settings.closes_tag' : 'settings.stands')}</span>{' '}
            {t('settings.until_day', { date: day(notice.until) })}
          </p>
          {Object.entries(notice.texts).map(([lang, text]) => (
            <p key={lang} lang={lang}>
              {text}
            </p>
          ))}
          <button type="button" className="quiet" onClick={() => void act('DELETE')}>
            {t('settings.take_down')}
          </button>
        </div>
      )}
      <details open={!notice}>
        <summary>{t(notice ? 'settings.another_notice' : 'settings.new_notice')}</summary>
        <form onSubmit={submit}>
          <label>
            {t('lang.es')}
            <input name="text-es" maxLength={MAX_CHARS} placeholder={t('settings.example')} />
          </label>
          <details>
            <summary>{t('settings.other_languages')}</summary>
            {OTHERS.map((lang) => (
              <label key={lang}>
                {t(`lang.${lang}`)}
                <input name={`text-${lang}`} lang={lang} maxLength={MAX_CHARS} />
              </label>
            ))}
          </details>
          <div className="actions">
            <label className="short">
              {t('settings.last_day')}
              <input type="date" name="until" min={today} defaultValue={today} required />
            </label>
            <label className="check">
              <input type="checkbox" name="closes" />
              {t('settings.closes')}
            </label>
          </div>
          <button type="submit">{t('settings.put_up')}</button>
          {fault !== '' && <p role="alert">{fault}</p>}
        </form>
      </details>
    </>
  )
}
