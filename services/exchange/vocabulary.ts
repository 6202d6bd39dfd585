/**
 * The tables of the Human Services Data Specification 3.0 that Puente writes and reads, as a list of our own: every field that such a table
 * has, its type, and which are required, as the published reference says (docs.openreferral.org). JSON Schema and the tabular data package
 * are both made from it, so that they cannot differ. What hangs below a table is told where Puente uses it.
 */
export type FieldType = 'uuid' | 'string' | 'uri' | 'email' | 'date' | 'time' | 'datetime' | 'number' | readonly string[]

export interface Entity {
  /** File in the tabular data package. */
  readonly path: string
  readonly fields: Readonly<Record<string, FieldType>>
  readonly required: readonly string[]
  /** Required in a table, where there is no nesting to tell it. */
  readonly tabularRequired?: readonly string[]
  /** Lists and single objects that hang below it in JSON: field → entity. */
  readonly lists?: Readonly<Record<string, string>>
  readonly objects?: Readonly<Record<string, string>>
}

const PLACES = ['physical', 'postal', 'virtual'] as const
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

export const ENTITIES = {
  organization: {
    path: 'organizations.csv',
    fields: {
      id: 'uuid',
      name: 'string',
      alternate_name: 'string',
      description: 'string',
      email: 'email',
      website: 'uri',
      tax_status: 'string',
      tax_id: 'string',
      year_incorporated: 'number',
      legal_status: 'string',
      logo: 'string',
      uri: 'uri',
      parent_organization_id: 'uuid',
    },
    required: ['id', 'name', 'description'],
  },
  service: {
    path: 'services.csv',
    fields: {
      id: 'uuid',
      organization_id: 'uuid',
      program_id: 'uuid',
      name: 'string',
      alternate_name: 'string',
      description: 'string',
      url: 'uri',
      email: 'email',
      status: ['active', 'inactive', 'defunct', 'temporarily closed'],
      interpretation_services: 'string',
      application_process: 'string',
      fees_description: 'string',
      wait_time: 'string',
      fees: 'string',
      accreditations: 'string',
      eligibility_description: 'string',
      minimum_age: 'number',
      maximum_age: 'number',
      assured_date: 'date',
      assurer_email: 'email',
      licenses: 'string',
      alert: 'string',
      last_modified: 'datetime',
    },
    required: ['id', 'name', 'status'],
    tabularRequired: ['organization_id'],
    lists: {
      phones: 'phone',
      schedules: 'schedule',
      service_areas: 'service_area',
      service_at_locations: 'service_at_location',
      languages: 'language',
      cost_options: 'cost_option',
      required_documents: 'required_document',
      attributes: 'attribute',
    },
    objects: { organization: 'organization' },
  },
  phone: {
    path: 'phones.csv',
    fields: {
      id: 'uuid',
      location_id: 'uuid',
      service_id: 'uuid',
      organization_id: 'uuid',
      contact_id: 'uuid',
      service_at_location_id: 'uuid',
      number: 'string',
      extension: 'number',
      type: 'string',
      description: 'string',
    },
    required: ['id', 'number'],
  },
  schedule: {
    path: 'schedules.csv',
    fields: {
      id: 'uuid',
      service_id: 'uuid',
      location_id: 'uuid',
      service_at_location_id: 'uuid',
      valid_from: 'date',
      valid_to: 'date',
      dtstart: 'date',
      timezone: 'number',
      until: 'date',
      count: 'number',
      wkst: WEEKDAYS,
      freq: ['WEEKLY', 'MONTHLY'],
      interval: 'number',
      byday: 'string',
      byweekno: 'string',
      bymonthday: 'string',
      byyearday: 'string',
      description: 'string',
      opens_at: 'time',
      closes_at: 'time',
      schedule_link: 'uri',
      attending_type: 'string',
      notes: 'string',
    },
    required: ['id'],
  },
  service_area: {
    path: 'service_areas.csv',
    fields: {
      id: 'uuid',
      service_id: 'uuid',
      name: 'string',
      description: 'string',
      extent: 'string',
      extent_type: 'string',
      uri: 'string',
    },
    required: ['id'],
  },
  service_at_location: {
    path: 'service_at_location.csv',
    fields: { id: 'uuid', service_id: 'uuid', location_id: 'uuid', description: 'string' },
    required: ['id'],
    tabularRequired: ['service_id', 'location_id'],
    objects: { location: 'location' },
  },
  location: {
    path: 'locations.csv',
    fields: {
      id: 'uuid',
      location_type: PLACES,
      url: 'uri',
      organization_id: 'uuid',
      name: 'string',
      alternate_name: 'string',
      description: 'string',
      transportation: 'string',
      latitude: 'number',
      longitude: 'number',
      external_identifier: 'string',
      external_identifier_type: 'string',
    },
    required: ['id', 'location_type'],
    lists: { addresses: 'address' },
  },
  address: {
    path: 'addresses.csv',
    fields: {
      id: 'uuid',
      location_id: 'uuid',
      attention: 'string',
      address_1: 'string',
      address_2: 'string',
      city: 'string',
      region: 'string',
      state_province: 'string',
      postal_code: 'string',
      country: 'string',
      address_type: PLACES,
    },
    required: ['id', 'address_1', 'city', 'state_province', 'postal_code', 'country', 'address_type'],
  },
  language: {
    path: 'languages.csv',
    fields: { id: 'uuid', service_id: 'uuid', location_id: 'uuid', phone_id: 'uuid', name: 'string', code: 'string', note: 'string' },
    required: ['id'],
  },
  cost_option: {
    path: 'cost_options.csv',
    fields: {
      id: 'uuid',
      service_id: 'uuid',
      valid_from: 'date',
      valid_to: 'date',
      option: 'string',
      currency: 'string',
      amount: 'number',
      amount_description: 'string',
    },
    required: ['id'],
    tabularRequired: ['service_id'],
  },
  required_document: {
    path: 'required_documents.csv',
    fields: { id: 'uuid', service_id: 'uuid', document: 'string', uri: 'uri' },
    required: ['id'],
  },
  attribute: {
    path: 'attributes.csv',
    fields: { id: 'uuid', link_id: 'uuid', taxonomy_term_id: 'uuid', link_type: 'string', link_entity: 'string', value: 'string' },
    required: ['id'],
    tabularRequired: ['link_id', 'taxonomy_term_id', 'link_entity'],
    objects: { taxonomy_term: 'taxonomy_term' },
  },
  taxonomy_term: {
    path: 'taxonomy_terms.csv',
    fields: {
      id: 'uuid',
      code: 'string',
      name: 'string',
      description: 'string',
      parent_id: 'uuid',
      taxonomy: 'string',
      language: 'string',
      taxonomy_id: 'uuid',
      term_uri: 'uri',
    },
    required: ['id', 'name', 'description'],
  },
} as const satisfies Record<string, Entity>

export type EntityName = keyof typeof ENTITIES

/** An entity by name, in the wide type. */
export function entityOf(name: string): Entity {
  return (ENTITIES as Readonly<Record<string, Entity>>)[name] as Entity
}
