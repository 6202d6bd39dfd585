import type { ServiceRecord } from '../content/index.ts'
import { type Extra, readExtras } from './attributes.ts'
import type { HsdsService } from './form.ts'
import { hsdsId } from './ids.ts'
import { ALWAYS, AS_OF, extrasOf } from './to-hsds.ts'

/** A record as far as a directory tells it: fields that it does not have are not there, and propose no change. */
export type Candidate = Readonly<Record<string, unknown>>

interface PhoneExtra {
  readonly id?: string
  readonly reach?: string
  readonly label?: Record<string, string>
}

/**
 * Reads a service that holds against the schema. The standard's own fields win over our attributes: a neighbour who changes a phone number
 * changes `phones`, not our attribute. Attributes that they dropped on the way are taken from our record (`known`): that a directory has no
 * place for something does not propose to delete it.
 */
export function fromHsds(service: HsdsService, known?: ServiceRecord): { candidate: Candidate; faulty: readonly string[] } {
  const { values, faulty } = readExtras(service)
  const extras: Partial<Record<Extra, unknown>> = { ...(known ? Object.fromEntries(extrasOf(known)) : {}), ...values }
  const texts = (extras.texts ?? {}) as Record<string, Record<string, string>>
  const text = (field: string, es: string | undefined) => (es ? { es, ...texts[field] } : undefined)
  const first = (es: readonly (string | undefined)[] | undefined) => es?.find((one) => one)
  const whole = {
    ...extras,
    texts: undefined,
    name: text('name', service.name),
    unit: text('unit', service.alternate_name),
    description: text('description', service.description),
    eligibility: text('eligibility', service.eligibility_description),
    alert: text('alert', service.alert),
    required_documents: text('required_documents', first(service.required_documents?.map((d) => d.document))),
    area_served: text('area_served', first(service.service_areas?.map((a) => a.name ?? a.description))),
    phones: phonesOf(service, { extras: (extras.phones ?? []) as PhoneExtra[], recordId: String(extras.id ?? ''), record: known }),
    emails: withFirst(service.email, extras.emails),
    urls: withFirst(service.url, extras.urls),
    address: addressOf(service, extras.address),
    schedule: service.schedules?.flatMap((s): object[] => {
      if (s.description === ALWAYS) return [{ always: true }]
      const days = (s.byday ?? '').toLowerCase().split(',').filter(Boolean)
      return days.length > 0 && s.opens_at && s.closes_at ? [{ days, opens: s.opens_at.slice(0, 5), closes: s.closes_at.slice(0, 5) }] : []
    }),
    languages: service.languages?.flatMap((l) => l.code ?? l.name ?? []),
    fees: service.cost_options?.map((cost, i) => ({
      id: cost.option && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(cost.option) ? cost.option : `cost-${i + 1}`,
      ...(cost.amount === 0 && cost.currency === undefined ? { free: true } : { amount: cost.amount, currency: cost.currency }),
      ...(cost.amount_description?.startsWith(AS_OF) ? { as_of: cost.amount_description.slice(AS_OF.length) } : {}),
    })),
    assured_date: service.assured_date ?? extras.assured_date,
    // A record of ours has the identifier that is made from its id; every other one keeps its own.
    hsds_id: service.id === hsdsId('service', String(extras.id ?? '')) ? undefined : service.id,
  }
  return { candidate: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)), faulty }
}

function phonesOf(
  service: HsdsService,
  ours: { readonly extras: readonly PhoneExtra[]; readonly recordId: string; readonly record: ServiceRecord | undefined },
) {
  return service.phones?.map((phone, i) => {
    const number = phone.number.replace(/[\s()-]/g, '')
    // Our own phone, whatever number it has now, is known by its identifier; one that a neighbour has under another by its number.
    const known =
      ours.extras.find((extra, k) => hsdsId('phone', ours.recordId, `${k} ${extra.id}`) === phone.id) ??
      ours.record?.phones.find((one) => one.number === number)
    const label = phone.description ? { ...known?.label, es: phone.description } : undefined
    return {
      id: known?.id ?? `phone-${i + 1}`,
      number,
      kind: KINDS[phone.type ?? ''] ?? 'voice',
      reach: known?.reach ?? 'unknown',
      ...(label ? { label } : {}),
    }
  })
}

const KINDS: Readonly<Record<string, string>> = {
  voice: 'voice',
  cell: 'voice',
  'short-code': 'short-code',
  whatsapp: 'whatsapp',
  sms: 'sms',
  text: 'sms',
  fax: 'fax',
}

function withFirst(first: string | undefined, all: unknown): unknown[] | undefined {
  const known = Array.isArray(all) ? all : undefined
  if (first === undefined) return known
  return known ? [first, ...known.slice(1)] : [first]
}

function addressOf(service: HsdsService, known: unknown): object | undefined {
  const location = service.service_at_locations?.find((at) => at.location)?.location
  const [postal] = location?.addresses ?? []
  if (postal)
    return { text: [postal.address_1, postal.address_2].filter(Boolean).join(', '), city: postal.city, region: postal.state_province }
  if (known && typeof known === 'object') return { ...known, ...(location?.description ? { text: location.description } : {}) }
  return location?.description ? { text: location.description } : undefined
}
