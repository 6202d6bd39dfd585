import type { Lang } from '../../bot/vocabulary.ts'
import { addressText, feeText, inLanguage, phoneText, scheduleText } from './format.ts'
import type { ServiceRecord } from './service-schema.ts'

const PLACEHOLDER = /\{\{\s*([^}]*?)\s*\}\}/g

export interface Filled {
  readonly text: string
  /** Placeholders that no listed service can fill, as written. */
  readonly unresolved: string[]
}

/**
 * Fills `{{service.field[.id]}}` from service records: the only way for a figure or a contact into prose.
 * @param services the records that the card lists, by id
 */
export function fillPlaceholders(text: string, services: ReadonlyMap<string, ServiceRecord>, lang: Lang): Filled {
  const unresolved: string[] = []
  const filled = text.replace(PLACEHOLDER, (whole, path: string) => {
    const [serviceId = '', field = '', id] = path.split('.')
    const service = services.get(serviceId)
    const value = service ? fieldText(service, field, id, lang) : undefined
    if (value === undefined || value === '') unresolved.push(whole)
    return value ?? whole
  })
  return { text: filled, unresolved }
}

/** The prose without its placeholders: what is left must hold no digit. */
export function withoutPlaceholders(text: string): string {
  return text.replace(PLACEHOLDER, '')
}

/** Ids of the services that a text takes values from. */
export function servicesNamed(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? '').split('.')[0] ?? '')
}

function fieldText(service: ServiceRecord, field: string, id: string | undefined, lang: Lang): string | undefined {
  const byId = <T extends { id: string }>(list: readonly T[]) => (id === undefined ? list[0] : list.find((item) => item.id === id))
  switch (field) {
    case 'name':
      return inLanguage(service.name, lang)
    case 'phone': {
      const phone = byId(service.phones.filter((p) => p.kind !== 'whatsapp' || id !== undefined))
      return phone && phoneText(phone)
    }
    case 'whatsapp': {
      const phone = byId(service.phones.filter((p) => p.kind === 'whatsapp'))
      return phone && phoneText({ ...phone, reach: 'both' })
    }
    case 'email':
      return service.emails[id === undefined ? 0 : Number(id)]
    case 'url':
      return service.urls[id === undefined ? 0 : Number(id)]
    case 'address':
      return addressText(service.address)
    case 'hours':
      return scheduleText(service.schedule, lang)
    case 'fee': {
      const fee = byId(service.fees)
      return fee && feeText(fee, lang)
    }
    case 'value': {
      const value = id === undefined ? undefined : service.values[id]
      return value === undefined ? undefined : inLanguage(value, lang)
    }
    default:
      return undefined
  }
}
