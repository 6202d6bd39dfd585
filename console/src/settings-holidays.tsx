import { useState } from 'react'
import { day as dayWords } from './dates.ts'
import { useText } from './i18n.ts'
import type { PartProps } from './settings.ts'

const MAX_SHOWN = 12

/** Whose holidays are kept, on which of them the office is open all the same, and days of its own on which it is shut. */
export function HolidaySettings({ settings, form, onChange }: PartProps) {
  const t = useText()
  const [extra, setExtra] = useState('')
  const coming = settings.upcoming.filter(({ country }) => form.holidays.includes(country)).slice(0, MAX_SHOWN)
  const name = (country: string) => t(`country.${country.toLowerCase()}`, { defaultValue: t('settings.us') })
  const add = () => {
    if (extra >= settings.today) onChange({ closedOn: [...new Set([...form.closedOn, extra])].sort() })
    setExtra('')
  }
  return (
    <>
      <h2>{t('settings.holidays')}</h2>
      <fieldset className="choices">
        <legend className="dim">{t('settings.holidays_about')}</legend>
        {settings.holidayCountries.map((country) => (
          <label className="check" key={country}>
            <input
              type="checkbox"
              checked={form.holidays.includes(country)}
              onChange={() =>
                onChange({ holidays: settings.holidayCountries.filter((c) => (c === country) !== form.holidays.includes(c)) })
              }
            />
            {name(country)}
          </label>
        ))}
      </fieldset>
      {coming.length > 0 && (
        <ul className="plain rows">
          {coming.map(({ date, country, name: holiday }) => (
            <li key={`${date}${country}`}>
              <span>
                <b>{dayWords(date)}</b> {holiday} <span className="dim">· {name(country)}</span>
              </span>
              <label className="check">
                <input
                  type="checkbox"
                  aria-label={`${t('settings.open_anyway')}: ${dayWords(date)}, ${holiday}`}
                  checked={form.openOn.includes(date)}
                  onChange={() =>
                    onChange({
                      openOn: form.openOn.includes(date) ? form.openOn.filter((one) => one !== date) : [...form.openOn, date].sort(),
                    })
                  }
                />
                {t('settings.open_anyway')}
              </label>
            </li>
          ))}
        </ul>
      )}
      <h3>{t('settings.closed_on')}</h3>
      {form.closedOn.length > 0 && (
        <ul className="plain rows">
          {form.closedOn.map((date) => (
            <li key={date}>
              <b>{dayWords(date)}</b>
              <button
                type="button"
                className="quiet"
                aria-label={`${t('settings.take_out')}: ${dayWords(date)}`}
                onClick={() => onChange({ closedOn: form.closedOn.filter((one) => one !== date) })}
              >
                {t('settings.take_out')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="actions">
        <label className="short">
          {t('settings.another_day')}
          <input type="date" min={settings.today} value={extra} onChange={(e) => setExtra(e.target.value)} />
        </label>
        <button type="button" className="quiet" disabled={extra < settings.today} onClick={add}>
          {t('settings.add')}
        </button>
      </div>
    </>
  )
}
