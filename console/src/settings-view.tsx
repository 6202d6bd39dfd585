import { useEffect, useState } from 'react'
import { ApiError, api } from './api.ts'
import { dateTime } from './dates.ts'
import { locale, useText } from './i18n.ts'
import { NoticeForm } from './notice-form.tsx'
import { type Form, type Settings, WEEKDAYS } from './settings.ts'
import { HolidaySettings } from './settings-holidays.tsx'
import { DutySettings, HourSettings } from './settings-week.tsx'
import type { Me } from './types.ts'
import { useData } from './use-data.ts'

const LANGUAGES = ['es', 'en', 'ht', 'fr', 'pt'] as const
/** What an office can choose from (services/offices/settings.ts). */
const MONTHS = [1, 2, 3, 6, 9, 12]
const PROMISES = [15, 30, 60, 120, 240, 480, 1440, 2880]

/** What an office sets itself; administrators choose the office. */
export function SettingsView({ me }: { me: Me }) {
  const t = useText()
  const [office, setOffice] = useState(me.officeId)
  const offices = useData<{ offices: readonly { id: string; name: string }[] }>(me.role === 'administrator' ? '/offices' : '')
  const { data, error, reload } = useData<Settings>(`/offices/${office}/settings?lang=${locale()}`)
  return (
    <section className="page settings">
      <h1>{t('nav.settings')}</h1>
      {offices.data && (
        <label>
          {t('figures.office')}{' '}
          <select value={office} onChange={(e) => setOffice(e.target.value)}>
            {offices.data.offices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {error && <p role="alert">{t(`error.${error.code}`, { defaultValue: t('error.other') })}</p>}
      {data && data.id === office && (
        <>
          <p>
            <b>{data.name}</b> ·{' '}
            {data.isOpen
              ? t('settings.is_open')
              : data.opensAt === null
                ? t('settings.never_opens')
                : t('settings.opens', { date: dateTime(data.opensAt, data.timezone) })}
          </p>
          <NoticeForm key={`${data.id}:${JSON.stringify(data.notice)}`} settings={data} onChange={reload} />
          <DeskForm key={`${data.id}:${data.version}`} settings={data} onSaved={reload} />
        </>
      )}
    </section>
  )
}

function DeskForm({ settings, onSaved }: { settings: Settings; onSaved: () => Promise<void> }) {
  const t = useText()
  const { version, hours, holidays, closedOn, openOn, serves, languages, duty, answerMinutes, followUpMonths } = settings
  const [form, setForm] = useState<Form>({
    version,
    hours,
    holidays,
    closedOn,
    openOn,
    serves,
    languages,
    duty,
    answerMinutes,
    followUpMonths,
  })
  const [said, setSaid] = useState<{ text: string; isFault: boolean }>()
  const saved = JSON.stringify({ version, hours, holidays, closedOn, openOn, serves, languages, duty, answerMinutes, followUpMonths })
  const isChanged = JSON.stringify(form) !== saved
  useLeaveWarning(isChanged)
  const onChange = (changes: Partial<Form>) => {
    setSaid(undefined)
    setForm({ ...form, ...changes })
  }
  const save = async () => {
    try {
      await api('PUT', `/offices/${settings.id}/settings`, withoutEmpty(form))
      await onSaved()
    } catch (cause) {
      if (!(cause instanceof ApiError)) throw cause
      setSaid({
        text: t(cause.code === 'P1002' ? 'settings.wrong' : `error.${cause.code}`, { defaultValue: t('error.other') }),
        isFault: true,
      })
    }
  }
  const part = { settings, form, onChange }
  return (
    <>
      <HourSettings {...part} />
      <HolidaySettings {...part} />
      <DutySettings {...part} />
      {settings.states.length > 0 && (
        <>
          <h2>{t('settings.serves')}</h2>
          <p className="dim">{t('settings.serves_about')}</p>
          <details>
            <summary>
              {form.serves.length === 0
                ? t('settings.serves_all')
                : settings.states
                    .filter(({ id }) => form.serves.includes(id))
                    .map(({ name }) => name)
                    .join(', ')}
            </summary>
            <fieldset className="choices states">
              <legend className="hidden">{t('settings.serves')}</legend>
              {settings.states.map(({ id, name }) => (
                <label className="check" key={id}>
                  <input
                    type="checkbox"
                    checked={form.serves.includes(id)}
                    onChange={() =>
                      onChange({
                        serves: settings.states.flatMap((s) => ((s.id === id) !== form.serves.includes(s.id) ? [s.id] : [])),
                      })
                    }
                  />
                  {name}
                </label>
              ))}
            </fieldset>
          </details>
        </>
      )}
      <h2>{t('settings.languages')}</h2>
      <p className="dim">{t('settings.languages_about')}</p>
      <fieldset className="choices">
        <legend className="hidden">{t('settings.languages')}</legend>
        {LANGUAGES.map((lang) => (
          <label className="check" key={lang}>
            <input
              type="checkbox"
              checked={form.languages.includes(lang)}
              onChange={() => onChange({ languages: LANGUAGES.filter((l) => (l === lang) !== form.languages.includes(l)) })}
            />
            {t(`lang.${lang}`)}
          </label>
        ))}
      </fieldset>
      <h2>{t('settings.promise')}</h2>
      <label className="short">
        {t('settings.promise_about')}
        <select value={form.answerMinutes} onChange={(e) => onChange({ answerMinutes: Number(e.target.value) })}>
          {[...new Set([...PROMISES, form.answerMinutes])]
            .sort((a, b) => a - b)
            .map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutes < 60 ? `${minutes} min` : `${Math.round((minutes / 60) * 10) / 10} h`}
              </option>
            ))}
        </select>
      </label>
      <h2>{t('follow_up.setting')}</h2>
      <p className="dim">{t('follow_up.setting_about')}</p>
      <fieldset className="choices">
        <legend className="hidden">{t('follow_up.setting')}</legend>
        {MONTHS.map((month) => (
          <label className="check" key={month}>
            <input
              type="checkbox"
              checked={form.followUpMonths.includes(month)}
              onChange={() => onChange({ followUpMonths: MONTHS.filter((m) => (m === month) !== form.followUpMonths.includes(m)) })}
            />
            {t('follow_up.months', { count: month })}
          </label>
        ))}
      </fieldset>
      <div className="actions save">
        <button type="button" disabled={!isChanged} onClick={() => void save()}>
          {t('settings.save')}
        </button>
        <span role={said?.isFault ? 'alert' : 'status'}>{said ? said.text : isChanged ? t('settings.unsaved') : t('settings.saved')}</span>
      </div>
    </>
  )
}

/** Shifts that were opened and not filled in are none. */
function withoutEmpty(form: Form): Form {
  const hours = Object.fromEntries(WEEKDAYS.map((day) => [day, (form.hours[day] ?? []).filter(([from, to]) => from !== '' || to !== '')]))
  return { ...form, hours }
}

/** Whoever goes away with changes that are not saved is asked first. */
function useLeaveWarning(isChanged: boolean): void {
  useEffect(() => {
    if (!isChanged) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isChanged])
}
