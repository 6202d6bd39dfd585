/**
 * The part of the Human Services Data Specification 3.0 that Puente writes and reads, as a table of our own: which fields an entity has
 * and which are required, as its published reference says (docs.openreferral.org, CC BY-SA 4.0). JSON Schema and the tabular data
 * package are both made from it, so that they cannot differ.
 */
export type FieldType = 'uuid' | 'string' | 'uri' | 'email' | 'date' | 'time' | 'number' | readonly string[]

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

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const

export const ENTITIES = {
  organization: {
    path: 'organizations.csv',
    fields: { id: 'uuid', name: 'string', description: 'string', email: 'email', website: 'uri' },
    required: ['id', 'name', 'description'],
  },
  service: {
    path: 'services.csv',
    fields: {
      id: 'uuid',
      organization_id: 'uuid',
      name: 'string',
      alternate_name: 'string',
      description: 'string',
      url: 'uri',
      email: 'email',
      status: ['active', 'inactive', 'defunct', 'temporarily closed'],
      fees_description: 'string',
      eligibility_description: 'string',
      assured_date: 'date',
      alert: 'string',
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
    fields: { id: 'uuid', service_id: 'uuid', number: 'string', extension: 'number', type: 'string', description: 'string' },
    required: ['id', 'number'],
  },
  schedule: {
    path: 'schedules.csv',
    fields: {
      id: 'uuid',
      service_id: 'uuid',
      valid_from: 'date',
      valid_to: 'date',
      freq: ['WEEKLY', 'MONTHLY'],
      wkst: WEEKDAYS,
      byday: 'string',
      description: 'string',
      opens_at: 'time',
      closes_at: 'time',
    },
    required: ['id'],
  },
  service_area: {
    path: 'service_areas.csv',
    fields: { id: 'uuid', service_id: 'uuid', name: 'string', description: 'string' },
    required: ['id'],
  },
  service_at_location: {
    path: 'service_at_locations.csv',
    fields: { id: 'uuid', service_id: 'uuid', location_id: 'uuid', description: 'string' },
    required: ['id'],
    tabularRequired: ['service_id', 'location_id'],
    objects: { location: 'location' },
  },
  location: {
    path: 'locations.csv',
    fields: { id: 'uuid', location_type: ['physical', 'postal', 'virtual'], name: 'string', description: 'string' },
    required: ['id', 'location_type'],
    lists: { addresses: 'address' },
  },
  address: {
    path: 'addresses.csv',
    fields: {
      id: 'uuid',
      location_id: 'uuid',
      address_1: 'string',
      address_2: 'string',
      city: 'string',
      region: 'string',
      state_province: 'string',
      postal_code: 'string',
      country: 'string',
      address_type: ['physical', 'postal', 'virtual'],
    },
    required: ['id', 'address_1', 'city', 'state_province', 'postal_code', 'country', 'address_type'],
  },
  language: {
    path: 'languages.csv',
    fields: { id: 'uuid', service_id: 'uuid', name: 'string', code: 'string' },
    required: ['id'],
  },
  cost_option: {
    path: 'cost_options.csv',
    fields: { id: 'uuid', service_id: 'uuid', option: 'string', currency: 'string', amount: 'number', amount_description: 'string' },
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
    fields: { id: 'uuid', link_id: 'uuid', taxonomy_term_id: 'uuid', link_entity: 'string', value: 'string' },
    required: ['id'],
    tabularRequired: ['link_id', 'taxonomy_term_id', 'link_entity'],
    objects: { taxonomy_term: 'taxonomy_term' },
  },
  taxonomy_term: {
    path: 'taxonomy_terms.csv',
    fields: { id: 'uuid', code: 'string', name: 'string', description: 'string' },
    required: ['id', 'name', 'description'],
  },
} as const satisfies Record<string, Entity>

export type EntityName = keyof typeof ENTITIES

/** An entity by name, in the wide type. */
export function entityOf(name: string): Entity {
  return (ENTITIES as Readonly<Record<string, Entity>>)[name] as Entity
}
