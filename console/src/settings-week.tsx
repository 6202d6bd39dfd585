import { useText } from './i18n.ts'
import { type PartProps, type Shift, WEEKDAYS, type Weekday } from './settings.ts'

const SHIFTS = [0, 1] as const

/** Opening hours of a week: two shifts a day are enough for a lunch break. */
export function HourSettings({ settings, form, onChange }: PartProps) {
  const t = useText()
  const set = (day: Weekday, n: number, at: 0 | 1, time: string) => {
    const shifts = SHIFTS.map((i): Shift => form.hours[day]?.[i] ?? ['', ''])
    const changed = shifts.map((shift, i): Shift => (i === n ? (at === 0 ? [time, shift[1]] : [shift[0], time]) : shift))
    const last = changed.findLastIndex(([from, to]) => from !== '' || to !== '')
    onChange({ hours: { ...form.hours, [day]: changed.slice(0, last + 1) } })
  }
  return (
    <>
      <h2>{t('settings.hours')}</h2>
      <p className="dim">{t('settings.hours_about', { timezone: settings.timezone.replaceAll('_', ' ') })}</p>
      <table className="week hours">
        <tbody>
          {WEEKDAYS.map((day) => (
            <tr key={day}>
              <th scope="row">{t(`settings.day.${day}`)}</th>
              {SHIFTS.map((n) => (
                <td key={n}>
                  {([0, 1] as const).map((at) => (
                    <span key={at}>
                      {at === 1 && ' – '}
                      <input
                        aria-label={`${t(`settings.day.${day}`)}, ${t(at === 0 ? 'settings.from' : 'settings.to')} ${n + 1}`}
                        value={form.hours[day]?.[n]?.[at] ?? ''}
                        placeholder={n === 0 && at === 0 ? t('settings.shut') : '--:--'}
                        inputMode="numeric"
                        pattern="([01]\d|2[0-3]):[0-5]\d|24:00"
                        maxLength={5}
                        onChange={(e) => set(day, n, at, e.target.value)}
                        onBlur={(e) => set(day, n, at, asTime(e.target.value))}
                      />
                    </span>
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** Who is on duty on which day: they are told of a new case. */
export function DutySettings({ settings, form, onChange }: PartProps) {
  const t = useText()
  const toggle = (day: Weekday, id: string) => {
    const named = form.duty[day] ?? []
    const changed = named.includes(id) ? named.filter((one) => one !== id) : [...named, id]
    onChange({ duty: { ...form.duty, [day]: changed } })
  }
  return (
    <>
      <h2>{t('settings.duty')}</h2>
      <p className="dim">{t('settings.duty_about')}</p>
      <table className="week duty">
        <thead>
          <tr>
            <td />
            {WEEKDAYS.map((day) => (
              <th scope="col" key={day}>
                {t(`settings.short_day.${day}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {settings.staff.map(({ id, firstName, role }) => (
            <tr key={id}>
              <th scope="row">
                {firstName} <span className="dim">{t(`role.${role}`)}</span>
              </th>
              {WEEKDAYS.map((day) => (
                <td key={day}>
                  <input
                    type="checkbox"
                    aria-label={`${firstName}, ${t(`settings.day.${day}`)}`}
                    checked={form.duty[day]?.includes(id) ?? false}
                    onChange={() => toggle(day, id)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** "9", "930", "9:30" → "09:30": as people type times. */
function asTime(typed: string): string {
  const [, hour, minute = '00'] = /^(\d{1,2})[:.h]?(\d{2})?$/.exec(typed.trim()) ?? []
  return hour === undefined ? typed.trim() : `${hour.padStart(2, '0')}:${minute}`
}
