import { ServiceRecord } from '../content/index.ts'
import { changesOf, type FieldChange } from './changes.ts'
import { fromDataPackage } from './data-package.ts'
import type { HsdsService, RowFault } from './form.ts'
import { fromHsds } from './from-hsds.ts'
import { serviceHsdsId } from './ids.ts'
import { publishedDescriptor, type SchemaFiles, validatePublished } from './published.ts'
import { validateTables } from './published-tables.ts'
import { reportOf, type ValidationReport } from './report.ts'
import { validateServices } from './validate.ts'

/** A directory as it came: the JSON text of services, or the files of a data package. */
export type Directory = { readonly json: string } | { readonly files: ReadonlyMap<string, string> }

export interface ReadChange {
  /** Id of our record, or the one that a new record would have. */
  readonly service: string
  readonly isNew: boolean
  readonly changes: readonly FieldChange[]
}

/** What a directory would change; with one fault there are no changes at all. */
export interface ReadDirectory {
  readonly services: number
  readonly changes: readonly ReadChange[]
  readonly faults: readonly RowFault[]
  /** What was held against which schema. */
  readonly report: ValidationReport
}

interface Check {
  readonly against: string
  readonly faults: readonly RowFault[]
}

const MAX_SERVICES = 10_000

/**
 * Reads a foreign directory against our records. Nothing is written.
 * @param published schema files of the standard that an operator has given: held against as well
 * @throws PuenteError P2009 when these files are not complete
 */
export function readDirectory(directory: Directory, known: ReadonlyMap<string, ServiceRecord>, published?: SchemaFiles): ReadDirectory {
  const { services, faults: unreadable } = 'json' in directory ? readJson(directory.json) : fromDataPackage(directory.files)
  const isReadable = unreadable.length === 0
  const checks: Check[] = [
    { against: 'our transcription', faults: isReadable ? validateServices(services) : unreadable },
    ...(published ? heldAgainst(published, directory, isReadable ? services : []) : []),
  ]
  const wrong = unlike(checks.flatMap((check) => check.faults))
  if (wrong.length > 0) return { services: services.length, changes: [], faults: wrong, report: reportOf(services, checks) }
  const { changes, faults } = changesFrom(services, known)
  const report = reportOf(services, [...checks, { against: 'the form of our records', faults }])
  return { services: services.length, changes: faults.length > 0 ? [] : changes, faults, report }
}

function heldAgainst(published: SchemaFiles, directory: Directory, services: readonly HsdsService[]): Check[] {
  const descriptor = publishedDescriptor(published)
  return [
    { against: 'the published service.json', faults: validatePublished(services, published) },
    ...('files' in directory && descriptor
      ? [{ against: 'the published datapackage.json', faults: validateTables(directory.files, descriptor) }]
      : []),
  ]
}

/** A fault that two schemas tell in the same words is one. */
function unlike(faults: readonly RowFault[]): RowFault[] {
  return [...new Map(faults.map((fault) => [JSON.stringify([fault.resource, fault.row, fault.field, fault.what]), fault])).values()]
}

function changesFrom(services: readonly HsdsService[], known: ReadonlyMap<string, ServiceRecord>) {
  const ourIds = new Map([...known.values()].map((record) => [serviceHsdsId(record), record.id]))
  const rowFaults: RowFault[] = []
  const changes = services.flatMap((service, i) => {
    const at = { resource: 'service', row: i + 1 }
    // The identifier is what counts: a record does not become another one because an attribute says so.
    const ours = ourIds.get(service.id)
    const { candidate, faulty } = fromHsds(service, ours ? known.get(ours) : undefined)
    rowFaults.push(...faulty.map((field) => ({ ...at, field: `attributes.${field}`, what: 'is no JSON' })))
    const id = ours ?? slugOf(candidate.id, service)
    const current = known.get(id)
    if (!ours && current) {
      rowFaults.push({ ...at, field: 'id', what: `is not the identifier of our record ${id}` })
      return []
    }
    rowFaults.push(
      ...formFaults({ ...current, ...candidate, id }, current !== undefined).map((field) => ({
        ...at,
        field,
        what: 'has a form that our records do not have',
      })),
    )
    const found = changesOf(current, { ...candidate, id })
    return found.length > 0 ? [{ service: id, isNew: current === undefined, changes: found }] : []
  })
  return { changes, faults: rowFaults }
}

/** What a new record still lacks is for the curator to fill; what is there in a wrong form is a fault of the row. */
function formFaults(record: Record<string, unknown>, isKnown: boolean): string[] {
  const parsed = ServiceRecord.safeParse(record)
  if (parsed.success) return []
  const wrong = parsed.error.issues.filter((issue) => isKnown || record[String(issue.path[0])] !== undefined)
  return [...new Set(wrong.map((issue) => issue.path.join('.') || 'record'))]
}

function slugOf(told: unknown, service: HsdsService): string {
  if (typeof told === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(told)) return told
  const words =
    service.name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  return [...words.slice(0, 6), service.id.slice(0, 8)].join('-').toLowerCase()
}

function readJson(text: string): { services: HsdsService[]; faults: RowFault[] } {
  const fault = (what: string) => ({ services: [], faults: [{ resource: 'service', row: 0, field: 'file', what }] })
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return fault('is no JSON')
  }
  // A list, or a page of an HSDS API.
  const list = Array.isArray(raw) ? raw : (raw as { contents?: unknown } | null)?.contents
  if (!Array.isArray(list)) return fault('is neither a list of services nor a page with "contents"')
  if (list.length > MAX_SERVICES) return fault(`holds more than ${MAX_SERVICES} services`)
  return { services: list as HsdsService[], faults: [] }
}
