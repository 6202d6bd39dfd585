import type { HsdsService, RowFault } from './form.ts'
import { ENTITIES, entityOf } from './vocabulary.ts'

/** What was held against which schema: an operator's proof of an export or import. */
export interface ValidationReport {
  readonly standard: 'HSDS 3.0'
  readonly services: number
  readonly faults: number
  readonly checks: readonly Check[]
}

interface Check {
  readonly against: string
  readonly faults: number
  readonly kinds: readonly { readonly kind: string; readonly objects: number; readonly faults: number }[]
}

/** Makes the report: for each schema, how many objects of each kind were held against it and how many faults they have. */
export function reportOf(
  services: readonly HsdsService[],
  checks: readonly { readonly against: string; readonly faults: readonly RowFault[] }[],
): ValidationReport {
  const objects = objectsOf(services)
  return {
    standard: 'HSDS 3.0',
    services: services.length,
    faults: checks.reduce((sum, check) => sum + check.faults.length, 0),
    checks: checks.map(({ against, faults }) => {
      const wrong = new Map<string, number>()
      for (const fault of faults) wrong.set(kindOf(fault), (wrong.get(kindOf(fault)) ?? 0) + 1)
      const kinds = [...new Set([...objects.keys(), ...wrong.keys()])]
      return {
        against,
        faults: faults.length,
        kinds: kinds.map((kind) => ({ kind, objects: objects.get(kind) ?? 0, faults: wrong.get(kind) ?? 0 })),
      }
    }),
  }
}

/** The report as lines for people. */
export function reportLines(report: ValidationReport): string[] {
  return [
    `Schema validation report (${report.standard}): ${report.services} services, ${report.faults} faults`,
    ...report.checks.flatMap(({ against, faults, kinds }) => [
      `  ${against}: ${faults} faults`,
      ...kinds.map((of) => `    ${of.kind.padEnd(20)} ${String(of.objects).padStart(6)} objects ${String(of.faults).padStart(6)} faults`),
    ]),
  ]
}

/** How many different objects of each kind there are, those that hang below others too. */
function objectsOf(services: readonly HsdsService[]): Map<string, number> {
  const ids = new Map(Object.keys(ENTITIES).map((kind) => [kind, new Set<unknown>()]))
  const count = (kind: string, value: unknown) => {
    if (value === null || typeof value !== 'object') return
    const row = value as Readonly<Record<string, unknown>>
    ids.get(kind)?.add(row.id ?? row)
    const { lists = {}, objects = {} } = entityOf(kind)
    for (const [field, of] of Object.entries(lists)) if (Array.isArray(row[field])) for (const one of row[field]) count(of, one)
    for (const [field, of] of Object.entries(objects)) count(of, row[field])
  }
  for (const service of services) count('service', service)
  return new Map([...ids].map(([kind, found]) => [kind, found.size]))
}

/** "service" with field phones.0.number is a fault of a phone; so is one of phones.csv. */
function kindOf({ resource, field }: RowFault): string {
  const table = Object.keys(ENTITIES).find((kind) => entityOf(kind).path === resource)
  if (table) return table
  if (resource !== 'service') return resource
  let kind = 'service'
  for (const part of field.split('.')) {
    const { lists = {}, objects = {} } = entityOf(kind)
    kind = lists[part] ?? objects[part] ?? kind
  }
  return kind
}
