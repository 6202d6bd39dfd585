import { createRequire } from 'node:module'
import { type Files, readRows, tablePaths } from './csv-tables.ts'
import type { RowFault } from './form.ts'
import { fieldOf, MAX_FAULTS, TIME_PATTERN } from './validate.ts'

const require = createRequire(import.meta.url)
const { Ajv } = require('ajv') as typeof import('ajv')
const addFormats = (require('ajv-formats') as { default: typeof import('ajv-formats').default }).default

interface TableField {
  readonly name: string
  readonly type?: string
  readonly format?: string
  readonly constraints?: { readonly required?: boolean; readonly unique?: boolean; readonly enum?: readonly string[] }
}
interface Table {
  readonly name: string
  readonly path: string
  readonly schema: {
    readonly fields: readonly TableField[]
    readonly foreignKeys?: readonly { readonly fields: string; readonly reference: { readonly resource: string } }[]
  }
}
type Line = { readonly row: Readonly<Record<string, unknown>>; readonly line: number }

const FORMATS = new Set(['uuid', 'uri', 'email'])

/**
 * Holds the tables of a data package against a published descriptor (Table Schema, as HSDS uses it): columns, types, formats, lists of values,
 * what is required and unique, and that every link leads to a row. The libraries for Table Schema on npm have been still for years.
 * @param descriptor the published datapackage.json
 */
export function validateTables(files: Files, descriptor: object): RowFault[] {
  const paths = tablePaths(files)
  const tables = ((descriptor as { resources?: readonly Table[] }).resources ?? []).map((table) => {
    const path = paths.get(table.name) ?? table.path
    const { lines, columns, fault } = readRows(path, files.get(path) ?? '')
    return { ...table, path, columns, fault, lines: lines.map(({ record, line }) => ({ line, row: typed(table, record) })) }
  })
  const ids = new Map(tables.map(({ name, lines }) => [name, new Set(lines.map(({ row }) => row.id))]))
  return tables
    .flatMap((table) => {
      if (table.fault) return [table.fault]
      const known = new Set(table.schema.fields.map((field) => field.name))
      const foreign = table.columns.filter((column) => !known.has(column))
      return [
        ...foreign.map((field) => ({ resource: table.path, row: 1, field, what: 'is no column of the published table' })),
        ...rowFaults(table, table.lines),
        ...doubled(table, table.lines),
        ...looseLinks(table, table.lines, ids),
      ]
    })
    .slice(0, MAX_FAULTS)
}

/** An empty cell is nothing; a number is read as one. */
function typed(table: Table, record: Readonly<Record<string, string>>): Record<string, unknown> {
  const numbers = new Set(table.schema.fields.filter((field) => field.type === 'number').map((field) => field.name))
  return Object.fromEntries(
    Object.entries(record).flatMap(([field, value]) => (value === '' ? [] : [[field, numbers.has(field) ? Number(value) : value]])),
  )
}

function rowFaults(table: Table, lines: readonly Line[]): RowFault[] {
  const ajv = new Ajv({ allErrors: true })
  addFormats(ajv)
  const validate = ajv.compile({
    type: 'object',
    required: table.schema.fields.filter((field) => field.constraints?.required).map((field) => field.name),
    properties: Object.fromEntries(table.schema.fields.map((field) => [field.name, fieldSchema(field)])),
  })
  return lines.flatMap(({ row, line }) =>
    validate(row)
      ? []
      : (validate.errors ?? []).map((error) => ({
          resource: table.path,
          row: line,
          field: fieldOf(error),
          what: error.message ?? 'is wrong',
        })),
  )
}

function fieldSchema({ type, format, constraints }: TableField): object {
  if (type === 'number') return { type: 'number' }
  if (type === 'date') return { type: 'string', format: 'date' }
  if (type === 'datetime') return { type: 'string', format: 'date-time' }
  // The standard's own words ask for HH:MM with or without an offset, its example has seconds: all of these are times.
  if (type === 'time') return { type: 'string', pattern: TIME_PATTERN }
  if (constraints?.enum) return { type: 'string', enum: [...constraints.enum] }
  return { type: 'string', ...(format && FORMATS.has(format) ? { format } : {}) }
}

function doubled(table: Table, lines: readonly Line[]): RowFault[] {
  return table.schema.fields
    .filter((field) => field.constraints?.unique)
    .flatMap(({ name: field }) => {
      const seen = new Set<unknown>()
      return lines.flatMap(({ row, line }) => {
        const isDouble = row[field] !== undefined && seen.has(row[field])
        seen.add(row[field])
        return isDouble ? [{ resource: table.path, row: line, field, what: 'stands in a row before' }] : []
      })
    })
}

function looseLinks(table: Table, lines: readonly Line[], ids: ReadonlyMap<string, ReadonlySet<unknown>>): RowFault[] {
  return (table.schema.foreignKeys ?? []).flatMap(({ fields: field, reference }) =>
    lines.flatMap(({ row, line }) =>
      row[field] === undefined || ids.get(reference.resource)?.has(row[field])
        ? []
        : [{ resource: table.path, row: line, field, what: `leads to no row of ${reference.resource}` }],
    ),
  )
}
