import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { LANGUAGES } from '../../bot/vocabulary.ts'
import type { Fault } from './fault.ts'
import { startOfPeriod } from './freshness.ts'
import type { Loaded } from './load-content.ts'
import { proseFaults } from './prose-rules.ts'
import { lineFinder } from './read-yaml.ts'
import type { ServiceRecord } from './service-schema.ts'

/** Everything that must hold inside one service record. @param now no date of a source lies after it */
export function checkService(service: Loaded<ServiceRecord>, now?: Date): Fault[] {
  const { value, file } = service
  const found: { path: string[]; what: string; fix: string }[] = []
  const expected = `content/services/${value.country}/${value.id}.yaml`
  if (file !== expected)
    found.push({
      path: ['id'],
      what: `"${value.id}" does not fit the file name`,
      fix: `Rename the file to ${expected} or correct id and country.`,
    })
  value.phones.forEach((phone, i) => {
    const path = ['phones', String(i), 'number']
    const isShort = !phone.number.startsWith('+')
    if (isShort !== (phone.kind === 'short-code') && !(isShort && phone.kind === 'sms'))
      found.push({
        path,
        what: `"${phone.number}" is ${isShort ? 'a short code' : 'a full number'} but kind says "${phone.kind}"`,
        fix: 'Write kind: short-code for 911 and the like, otherwise the number with + and country code.',
      })
    if (isShort) return
    const parsed = parsePhoneNumberFromString(phone.number)
    if (!parsed?.isValid())
      found.push({
        path,
        what: `"${phone.number}" is not a valid number of any country's plan`,
        fix: 'Compare it with the source digit by digit; leave it out if the source is incomplete.',
      })
    else if (!mayBelong(value, parsed.country ?? '', phone.reach))
      found.push({
        path,
        what: `"${phone.number}" belongs to ${parsed.country}, not to ${value.country}`,
        fix: 'Correct the country code, or write reach: outside for a line abroad.',
      })
  })
  for (const field of ['phones', 'fees'] as const)
    for (const id of duplicatesIn(value[field].map((item) => item.id)))
      found.push({ path: [field], what: `two ${field} have the id "${id}"`, fix: 'Give each its own id.' })
  value.schedule.forEach((opening, i) => {
    if ('opens' in opening && opening.opens >= opening.closes)
      found.push({
        path: ['schedule', String(i)],
        what: `closes at ${opening.closes}, before it opens at ${opening.opens}`,
        fix: 'Correct the hours; 24 hours every day is {always: true}.',
      })
  })
  const assured = startOfPeriod(value.assured_date)
  if (now && assured && assured > now)
    found.push({ path: ['assured_date'], what: `"${value.assured_date}" has not come yet`, fix: 'Write the newest date of its sources.' })
  for (const field of ['alert', 'eligibility', 'required_documents', 'description'] as const)
    for (const lang of LANGUAGES)
      for (const fault of proseFaults(value[field]?.[lang] ?? '', lang)) found.push({ path: [field, lang], ...fault })
  const locate = found.length > 0 ? lineFinder(service.text) : () => 0
  return found.map(({ path, what, fix }) => ({ file, line: locate(path), field: path.join('.'), what, fix }))
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
