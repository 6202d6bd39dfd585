/** Parts of HSDS 3.0 as JSON nests them; only what Puente writes or reads. */
export interface HsdsAttribute {
  readonly id: string
  readonly link_id?: string
  readonly link_entity?: string
  readonly taxonomy_term_id?: string
  readonly value?: string
  readonly taxonomy_term?: { readonly id: string; readonly code?: string; readonly name: string; readonly description: string }
}

export interface HsdsService {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly organization_id?: string
  readonly alternate_name?: string
  readonly description?: string
  readonly url?: string
  readonly email?: string
  readonly eligibility_description?: string
  readonly assured_date?: string
  readonly alert?: string
  readonly organization?: { readonly id: string; readonly name: string; readonly description: string }
  readonly phones?: readonly { id: string; number: string; type?: string; description?: string }[]
  readonly schedules?: readonly { id: string; byday?: string; description?: string; opens_at?: string; closes_at?: string; freq?: string }[]
  readonly service_areas?: readonly { id: string; name?: string; description?: string }[]
  readonly service_at_locations?: readonly {
    id: string
    location_id?: string
    location?: {
      id: string
      location_type: string
      name?: string
      description?: string
      addresses?: readonly { address_1: string; address_2?: string; city: string; state_province: string; country: string }[]
    }
  }[]
  readonly languages?: readonly { id: string; name?: string; code?: string }[]
  readonly cost_options?: readonly { id: string; option?: string; currency?: string; amount?: number; amount_description?: string }[]
  readonly required_documents?: readonly { id: string; document?: string }[]
  readonly attributes?: readonly HsdsAttribute[]
}

/** A fault of a foreign directory: where it stands and what is wrong, without a word of what it says. */
export interface RowFault {
  /** "service" in JSON, "phones.csv" in a data package. */
  readonly resource: string
  /** Place in the list, from 1; the line of the file in a data package. */
  readonly row: number
  readonly field: string
  readonly what: string
}
