import { createRequire } from 'node:module'
import type { ErrorObject, ValidateFunction } from 'ajv'
import type { HsdsService, RowFault } from './form.ts'
import { ENTITIES, type Entity, entityOf, type FieldType } from './vocabulary.ts'

const require = createRequire(import.meta.url)
// Both are CommonJS with a default export; asked for by require they have the same form under Node and Jest.
const { Ajv } = require('ajv') as typeof import('ajv')
const addFormats = (require('ajv-formats') as { default: typeof import('ajv-formats').default }).default

/** More is told of no directory: whoever sent it has enough to mend. */
export const MAX_FAULTS = 10_000
/** HH:MM, with or without seconds and offset; 24:00 is the end of a day. */
export const TIME_PATTERN = '^([01]\\d|2[0-4]):[0-5]\\d(:[0-5]\\d)?(Z|[+-]\\d{2}:\\d{2})?$'

/** JSON Schema of an entity, nested as HSDS nests it. Fields that we do not know are left alone, as the standard asks. */
export function jsonSchemaOf(name: string): object {
  const entity = entityOf(name)
  const nested = {
    ...Object.fromEntries(Object.entries(entity.lists ?? {}).map(([field, of]) => [field, { type: 'array', items: { $ref: ref(of) } }])),
    ...Object.fromEntries(Object.entries(entity.objects ?? {}).map(([field, of]) => [field, { $ref: ref(of) }])),
  }
  return {
    $id: ref(name),
    type: 'object',
    required: [...entity.required],
    properties: { ...Object.fromEntries(Object.entries(entity.fields).map(([field, type]) => [field, fieldSchema(type)])), ...nested },
  }
}

function ref(name: string): string {
  return `hsds-3.0:${name}`
}

function fieldSchema(type: FieldType): object {
  if (typeof type === 'object') return { type: 'string', enum: [...type] }
  if (type === 'number') return { type: 'number' }
  if (type === 'string') return { type: 'string' }
  if (type === 'time') return { type: 'string', pattern: TIME_PATTERN }
  return { type: 'string', format: type === 'datetime' ? 'date-time' : type }
}

let compiled: Map<string, ValidateFunction> | undefined
function validator(name: string): ValidateFunction {
  if (!compiled) {
    const ajv = new Ajv({ allErrors: true, strict: true })
    addFormats(ajv, ['uuid', 'uri', 'email', 'date', 'date-time'])
    for (const entity of Object.keys(ENTITIES)) ajv.addSchema(jsonSchemaOf(entity))
    compiled = new Map(Object.keys(ENTITIES).map((entity) => [entity, ajv.getSchema(ref(entity)) as ValidateFunction]))
  }
  return compiled.get(name) as ValidateFunction
}

/** Holds services against the schema. @returns every fault with its row (from 1), at most MAX_FAULTS */
export function validateServices(services: readonly unknown[]): RowFault[] {
  const faults: RowFault[] = []
  const seen = new Map<string, number>()
  services.forEach((service, i) => {
    faults.push(...faultsOf('service', service, { resource: 'service', row: i + 1 }))
    const { id } = (service ?? {}) as Partial<HsdsService>
    if (typeof id !== 'string') return
    const before = seen.get(id)
    if (before !== undefined) faults.push({ resource: 'service', row: i + 1, field: 'id', what: `is the same as in row ${before}` })
    seen.set(id, i + 1)
  })
  return faults.slice(0, MAX_FAULTS)
}

/** Holds one row against its entity; a table's row must tell its links too. */
export function faultsOf(name: string, value: unknown, at: { resource: string; row: number }): RowFault[] {
  const validate = validator(name)
  if (validate(value)) return []
  return (validate.errors ?? []).map((error) => ({ ...at, field: fieldOf(error), what: error.message ?? 'is wrong' }))
}

/** Links that a table's row lacks. */
export function missingLinks(name: string, row: Readonly<Record<string, unknown>>, at: { resource: string; row: number }): RowFault[] {
  const entity: Entity = entityOf(name)
  return (entity.tabularRequired ?? []).flatMap((field) => (row[field] === undefined ? [{ ...at, field, what: 'is missing' }] : []))
}

/** Where in a row a fault is: "phones.0.number". */
export function fieldOf(error: ErrorObject): string {
  const path = error.instancePath.split('/').filter(Boolean)
  const { missingProperty } = error.params as { missingProperty?: string }
  return [...path, ...(missingProperty ? [missingProperty] : [])].join('.') || 'row'
}
