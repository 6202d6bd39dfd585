import type { ServiceRecord } from '../content/index.ts'
import { attributeOf, type Extra } from './attributes.ts'
import type { HsdsService } from './form.ts'
import { hsdsId, serviceHsdsId } from './ids.ts'

/** How "day and night" is written in a schedule's description, so that it is told apart from 00:00 to 23:59. */
export const ALWAYS = '24/7'
export const AS_OF = 'As of '
const FULL_DAY = /^\d{4}-\d{2}-\d{2}$/

const TEXTS = ['name', 'unit', 'description', 'eligibility', 'required_documents', 'area_served', 'alert'] as const

/** A record in the form of HSDS 3.0. What the standard has no field for goes into attributes; nothing is made up to fill a field. */
export function toHsds(record: ServiceRecord): HsdsService {
  const id = serviceHsdsId(record)
  const organizationId = hsdsId('organization', record.name.es)
  const locationId = hsdsId('location', record.id)
  const at = (what: string, i: number | string = 0) => hsdsId(what, record.id, i)
  return drop({
    id,
    organization_id: organizationId,
    organization: { id: organizationId, name: record.name.es, description: record.description?.es ?? record.name.es },
    name: record.name.es,
    status: 'active',
    alternate_name: record.unit?.es,
    description: record.description?.es,
    url: record.urls[0],
    email: record.emails[0],
    eligibility_description: record.eligibility?.es,
    assured_date: FULL_DAY.test(record.assured_date) ? record.assured_date : undefined,
    alert: record.alert?.es,
    phones: record.phones.map((phone, i) =>
      drop({ id: at('phone', `${i} ${phone.id}`), service_id: id, number: phone.number, type: phone.kind, description: phone.label?.es }),
    ),
    schedules: record.schedule.map((opening, i) => ({
      id: at('schedule', i),
      service_id: id,
      freq: 'WEEKLY',
      ...('always' in opening
        ? { byday: 'MO,TU,WE,TH,FR,SA,SU', description: ALWAYS }
        : { byday: opening.days.join(',').toUpperCase(), opens_at: `${opening.opens}:00`, closes_at: `${opening.closes}:00` }),
    })),
    service_areas: record.area_served ? [{ id: at('area'), service_id: id, name: record.area_served.es }] : [],
    service_at_locations: record.address
      ? [
          {
            id: at('service-at-location'),
            service_id: id,
            location_id: locationId,
            // No postal address: HSDS asks there for a postal code, which our sources do not give.
            location: drop({
              id: locationId,
              location_type: 'physical',
              name: record.address.city || undefined,
              description: record.address.text || undefined,
            }),
          },
        ]
      : [],
    languages: record.languages.map((language, i) =>
      drop({ id: at('language', i), service_id: id, name: language, code: language.length <= 3 ? language : undefined }),
    ),
    cost_options: record.fees.map((fee, i) =>
      drop({
        id: at('cost', `${i} ${fee.id}`),
        service_id: id,
        option: fee.id,
        amount: 'free' in fee ? 0 : fee.amount,
        currency: 'free' in fee ? undefined : fee.currency,
        amount_description: fee.as_of === undefined ? undefined : `${AS_OF}${fee.as_of}`,
      }),
    ),
    required_documents: record.required_documents ? [{ id: at('document'), service_id: id, document: record.required_documents.es }] : [],
    attributes: extrasOf(record).map(([extra, value]) => attributeOf(id, extra, value)),
  })
}

/** What of a record stands in attributes. */
export function extrasOf(record: ServiceRecord): [Extra, unknown][] {
  const { id, country, kind, emails, urls, address, values, verified, assured_date, confidence, sources } = record
  const texts = Object.fromEntries(
    TEXTS.flatMap((field) => {
      const { es, ...others } = record[field] ?? { es: '' }
      return Object.keys(others).length > 0 ? [[field, others]] : []
    }),
  )
  const phones = record.phones.map((phone) => ({ id: phone.id, reach: phone.reach, label: phone.label }))
  const all = { id, country, kind, texts, phones, emails, urls, address, values, verified, assured_date, confidence, sources }
  return (Object.entries(all) as [Extra, unknown][]).filter(([, value]) => value !== undefined)
}

/** Without the fields that are undefined. */
function drop<T extends object>(of: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as never
}
