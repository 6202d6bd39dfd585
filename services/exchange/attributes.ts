import type { HsdsAttribute, HsdsService } from './form.ts'
import { hsdsId } from './ids.ts'

/** What HSDS 3.0 has no field for: each is one attribute of the service, its value JSON, so that a round trip loses nothing. */
export const EXTRAS = {
  id: 'Identifier of the record in Puente',
  country: 'Country whose people the record serves',
  kind: 'Kind of institution',
  texts: 'The same texts in other languages than Spanish',
  phones: 'Short names, reach and labels of the phones',
  emails: 'All e-mail addresses',
  urls: 'All web addresses',
  address: 'Address as far as it is known',
  values: 'Further facts of the record',
  verified: 'Who has checked it by a call or visit, and when',
  assured_date: 'Date of the facts, as exact as the source gives it',
  confidence: 'How sure the sources are',
  sources: 'Sources of the facts',
} as const
export type Extra = keyof typeof EXTRAS

const termId = (extra: Extra) => hsdsId('term', extra)

/** One attribute of a service. */
export function attributeOf(serviceId: string, extra: Extra, value: unknown): HsdsAttribute {
  return {
    id: hsdsId('attribute', serviceId, extra),
    link_id: serviceId,
    link_entity: 'service',
    taxonomy_term_id: termId(extra),
    value: JSON.stringify(value),
    taxonomy_term: { id: termId(extra), code: `puente:${extra}`, name: extra, description: EXTRAS[extra] },
  }
}

/** What our attributes of a service say; a value that is no JSON is a fault of the one who wrote it. */
export function readExtras(service: HsdsService): { values: Partial<Record<Extra, unknown>>; faulty: Extra[] } {
  const values: Partial<Record<Extra, unknown>> = {}
  const faulty: Extra[] = []
  for (const extra of Object.keys(EXTRAS) as Extra[]) {
    const found = service.attributes?.find((a) => (a.taxonomy_term_id ?? a.taxonomy_term?.id) === termId(extra))
    if (found?.value === undefined) continue
    try {
      values[extra] = JSON.parse(found.value)
    } catch {
      faulty.push(extra)
    }
  }
  return { values, faulty }
}
