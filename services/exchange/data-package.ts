import { stringify } from 'csv-stringify/sync'
import { type Files, readRows, tablePaths } from './csv-tables.ts'
import type { HsdsService, RowFault } from './form.ts'
import { faultsOf, missingLinks } from './validate.ts'
import { ENTITIES, type EntityName, entityOf, type FieldType } from './vocabulary.ts'

type Row = Record<string, unknown>
type Tables = Map<string, Row[]>

const NAMES = Object.keys(ENTITIES) as EntityName[]
const PARENT_KEY: Readonly<Record<string, string>> = { service: 'service_id', location: 'location_id' }

/** Writes services as a tabular data package: datapackage.json and one CSV for each table. */
export function toDataPackage(services: readonly HsdsService[]): Files {
  const tables: Tables = new Map(NAMES.map((name) => [name, []]))
  const seen = new Set<string>()
  const put = (name: string, value: Row) => {
    const entity = entityOf(name)
    for (const [field, of] of Object.entries(entity.objects ?? {})) if (value[field]) put(of, value[field] as Row)
    for (const [field, of] of Object.entries(entity.lists ?? {})) for (const one of (value[field] ?? []) as Row[]) put(of, one)
    // Organisations and terms hang below many services: one row each.
    if (seen.has(`${name} ${value.id}`)) return
    seen.add(`${name} ${value.id}`)
    tables.get(name)?.push(value)
  }
  for (const service of services) put('service', service as unknown as Row)
  const files = new Map<string, string>([['datapackage.json', `${JSON.stringify(descriptor(), undefined, 2)}\n`]])
  for (const name of NAMES) {
    const { path, fields } = entityOf(name)
    files.set(path, stringify(tables.get(name) ?? [], { header: true, columns: Object.keys(fields), quoted_empty: false }))
  }
  return files
}

function descriptor(): object {
  return {
    name: 'puente-services',
    profile: 'tabular-data-package',
    resources: NAMES.map((name) => {
      const { path, fields, required, tabularRequired } = entityOf(name)
      const must = [...required, ...(tabularRequired ?? [])]
      return {
        name,
        path,
        profile: 'tabular-data-resource',
        schema: {
          primaryKey: 'id',
          fields: Object.entries(fields).map(([field, type]) => ({
            name: field,
            ...tableType(type),
            ...constraintsOf(field, type, must.includes(field)),
          })),
          ...foreignKeysOf(fields),
        },
      }
    }),
  }
}

/** Every link to a table of ours, as the published descriptor names them. */
function foreignKeysOf(fields: Readonly<Record<string, FieldType>>): object {
  const foreignKeys = NAMES.filter((of) => `${of}_id` in fields).map((of) => ({
    fields: `${of}_id`,
    reference: { resource: of, fields: 'id' },
  }))
  return foreignKeys.length > 0 ? { foreignKeys } : {}
}

function tableType(type: FieldType): object {
  if (type === 'uuid' || type === 'uri' || type === 'email') return { type: 'string', format: type }
  return { type: typeof type === 'object' ? 'string' : type }
}

function constraintsOf(field: string, type: FieldType, isRequired: boolean): object {
  const constraints = {
    ...(isRequired ? { required: true } : {}),
    ...(field === 'id' ? { unique: true } : {}),
    ...(typeof type === 'object' ? { enum: type } : {}),
  }
  return Object.keys(constraints).length > 0 ? { constraints } : {}
}

/** Reads a tabular data package. @returns the services, or every row that is wrong (then no service at all) */
export function fromDataPackage(files: Files): { services: readonly HsdsService[]; faults: readonly RowFault[] } {
  const faults: RowFault[] = []
  const told = tablePaths(files)
  const pathOf = (name: string) => told.get(name) ?? entityOf(name).path
  const tables: Tables = new Map(NAMES.map((name) => [name, readTable(name, pathOf(name), files.get(pathOf(name)), faults)]))
  if (!files.has(pathOf('service'))) faults.push({ resource: pathOf('service'), row: 0, field: 'file', what: 'is missing' })
  if (faults.length > 0) return { services: [], faults }
  const byKey = new Map<string, Row[]>()
  for (const name of NAMES)
    for (const row of tables.get(name) ?? [])
      for (const key of ['id', 'service_id', 'location_id', 'link_id']) {
        if (row[key] === undefined || (key === 'location_id' && name === 'service_at_location')) continue
        const at = `${name} ${key} ${row[key]}`
        const rows = byKey.get(at)
        if (rows) rows.push(row)
        else byKey.set(at, [row])
      }
  const nest = (name: string, row: Row): Row => {
    const entity = entityOf(name)
    const whole: Row = { ...row }
    for (const [field, of] of Object.entries(entity.lists ?? {})) {
      // A table that is not in the package says nothing; an empty one says that there is none.
      if (!files.has(pathOf(of))) continue
      const key = of === 'attribute' ? 'link_id' : (PARENT_KEY[name] ?? 'service_id')
      whole[field] = (byKey.get(`${of} ${key} ${row.id}`) ?? []).map((child) => nest(of, child))
    }
    for (const [field, of] of Object.entries(entity.objects ?? {})) {
      const [found] = byKey.get(`${of} id ${row[`${of}_id`]}`) ?? []
      if (found) whole[field] = nest(of, found)
    }
    return whole
  }
  return { services: (tables.get('service') ?? []).map((row) => nest('service', row) as unknown as HsdsService), faults }
}

function readTable(name: EntityName, path: string, text: string | undefined, faults: RowFault[]): Row[] {
  if (text === undefined) return []
  const { fields } = entityOf(name)
  const { lines, fault } = readRows(path, text)
  if (fault) faults.push(fault)
  const ids = new Set<unknown>()
  return lines.map(({ record, line }) => {
    const at = { resource: path, row: line }
    const row: Row = {}
    for (const [field, value] of Object.entries(record))
      if (value !== '' && Object.hasOwn(fields, field)) row[field] = fields[field] === 'number' ? Number(value) : value
    if (ids.has(row.id)) faults.push({ ...at, field: 'id', what: 'stands in a row before' })
    ids.add(row.id)
    faults.push(...faultsOf(name, row, at), ...missingLinks(name, row, at))
    return row
  })
}
