import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { LANGUAGES } from '../../bot/vocabulary.ts'
import type { Fault, Say } from './fault.ts'
import { startOfPeriod } from './freshness.ts'
import type { Loaded } from './load-content.ts'
import { proseFaults } from './prose-rules.ts'
import { lineFinder } from './read-yaml.ts'
import type { ServiceRecord } from './service-schema.ts'

/** Everything that must hold inside one service record. @param now no date of a source lies after it */
export function checkService(service: Loaded<ServiceRecord>, now?: Date): Fault[] {
  const { value, file } = service
  const found: { path: string[]; what: string; fix: string }[] = []
  const say: Say = (path, what, fix) => found.push({ path, what, fix })
  const expected = `content/services/${value.country}/${value.id}.yaml`
  if (file !== expected)
    say(['id'], `"${value.id}" does not fit the file name`, `Rename the file to ${expected} or correct id and country.`)
  checkPhones(value, say)
  for (const field of ['phones', 'fees'] as const)
    for (const id of duplicatesIn(value[field].map((item) => item.id)))
      say([field], `two ${field} have the id "${id}"`, 'Give each its own id.')
  checkHoursAndDates(value, now, say)
  checkWordsOf(value, say)
  const locate = found.length > 0 ? lineFinder(service.text) : () => 0
  return found.map(({ path, what, fix }) => ({ file, line: locate(path), field: path.join('.'), what, fix }))
}

function checkPhones(service: ServiceRecord, say: Say): void {
  service.phones.forEach(({ number, kind, reach }, i) => {
    const path = ['phones', String(i), 'number']
    const isShort = !number.startsWith('+')
    if (isShort !== (kind === 'short-code') && !(isShort && kind === 'sms'))
      say(
        path,
        `"${number}" is ${isShort ? 'a short code' : 'a full number'} but kind says "${kind}"`,
        'Write kind: short-code for 911 and the like, otherwise the number with + and country code.',
      )
    if (isShort) return
    const parsed = parsePhoneNumberFromString(number)
    if (!parsed?.isValid())
      say(
        path,
        `"${number}" is not a valid number of any country's plan`,
        'Compare it with the source digit by digit; leave it out if the source is incomplete.',
      )
    else if (!mayBelong(service, parsed.country ?? '', reach))
      say(
        path,
        `"${number}" belongs to ${parsed.country}, not to ${service.country}`,
        'Correct the country code, or write reach: outside for a line abroad.',
      )
  })
}

function checkHoursAndDates(service: ServiceRecord, now: Date | undefined, say: Say): void {
  service.schedule.forEach((opening, i) => {
    if ('opens' in opening && opening.opens >= opening.closes)
      say(
        ['schedule', String(i)],
        `closes at ${opening.closes}, before it opens at ${opening.opens}`,
        'Correct the hours; 24 hours every day is {always: true}.',
      )
  })
  const assured = startOfPeriod(service.assured_date)
  if (now && assured && assured > now)
    say(['assured_date'], `"${service.assured_date}" has not come yet`, 'Write the newest date of its sources.')
}

/** Words in the tone of the house, and the same figures in every language. */
function checkWordsOf(service: ServiceRecord, say: Say): void {
  for (const field of ['alert', 'eligibility', 'required_documents', 'description'] as const)
    for (const lang of LANGUAGES) for (const { what, fix } of proseFaults(service[field]?.[lang] ?? '', lang)) say([field, lang], what, fix)
  for (const [id, value] of Object.entries(service.values)) {
    if (typeof value === 'string') continue
    for (const lang of LANGUAGES) {
      const text = value[lang]
      const missing = text === undefined ? undefined : figures(value.es).find((figure) => !figures(text).includes(figure))
      if (missing)
        say(
          ['values', id, lang],
          `"${text}" does not hold the ${missing} of the Spanish "${value.es}"`,
          'Write the same figure in every language.',
        )
    }
  }
}

/** The figures of a text, whatever sign stands between thousands ("1,500", "1 500"). "8:00" is 8. */
function figures(text: string): string[] {
  return [...text.replace(/:00/g, '').matchAll(/\d(?:[.,\u00a0\u202f ]?\d)*/g)].map(([figure]) => figure.replace(/\D/g, ''))
}

/** Offices abroad (consulates, lines for people abroad) have numbers of another country. */
function mayBelong(service: ServiceRecord, phoneCountry: string, reach: string): boolean {
  return (
    service.country === 'any' ||
    phoneCountry === service.country.toUpperCase() ||
    service.kind === 'consulate' ||
    reach === 'outside' ||
    (service.country === 'do' && phoneCountry === 'US')
  )
}

/** One office never stands under two names: records that share a voice number within a country. */
export function checkSameOffice(services: ReadonlyMap<string, Loaded<ServiceRecord>>): Fault[] {
  const seen = new Map<string, string>()
  const faults: Fault[] = []
  for (const { value, file } of services.values()) {
    const key = `${value.country}|${value.name.es.toLowerCase()}|${(value.unit?.es ?? '').toLowerCase()}|${value.address?.text ?? ''}|${value.address?.city ?? ''}`
    const twin = seen.get(key)
    if (twin)
      faults.push({ file, line: 1, field: 'name', what: `the same name, unit and address as ${twin}`, fix: 'Merge the two records.' })
    seen.set(key, value.id)
  }
  return faults
}

function duplicatesIn(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))]
}
