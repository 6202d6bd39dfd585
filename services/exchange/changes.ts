import { isDeepStrictEqual } from 'node:util'
import { parseDocument } from 'yaml'
import { ServiceRecord } from '../content/index.ts'
import type { Candidate } from './from-hsds.ts'

/** One field that a directory would change: "name.es", "phones.main", "schedule". `null`: it is not there. */
export interface FieldChange {
  readonly field: string
  readonly current: unknown
  readonly proposed: unknown
}

/** Named by their id, so that one phone can be accepted and another not. */
const BY_ID = new Set(['phones', 'fees'])
const BY_KEY = new Set(['name', 'unit', 'description', 'eligibility', 'required_documents', 'area_served', 'alert', 'address', 'values'])

type Fields = Map<string, unknown>

/** A record or candidate as single fields. */
function fieldsOf(record: Candidate): Fields {
  const fields: Fields = new Map()
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined) continue
    if (BY_ID.has(name) && Array.isArray(value) && new Set(value.map((one) => one.id)).size === value.length)
      for (const one of value) fields.set(`${name}.${one.id}`, one)
    else if (BY_KEY.has(name) && value !== null && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) fields.set(`${name}.${key}`, one)
    else if (!(Array.isArray(value) && value.length === 0)) fields.set(name, value)
  }
  return fields
}

/** What a candidate would change in a record (undefined: there is none yet). A field that the candidate does not tell is no change. */
export function changesOf(current: ServiceRecord | undefined, candidate: Candidate): FieldChange[] {
  const before = fieldsOf(current ?? {})
  const after = fieldsOf(candidate)
  const told = (field: string) => {
    const [name = ''] = field.split('.')
    return name in candidate
  }
  const all = [...new Set([...before.keys(), ...after.keys()])].filter((field) => field !== 'id' || current === undefined)
  return all
    .filter((field) => told(field) && !isDeepStrictEqual(before.get(field), after.get(field)))
    .map((field) => ({ field, current: before.get(field) ?? null, proposed: after.get(field) ?? null }))
}

/** The present value of a field, null when it is not there. */
export function fieldValue(record: ServiceRecord | undefined, field: string): unknown {
  return fieldsOf(record ?? {}).get(field) ?? null
}

/**
 * Writes accepted fields into the text of a record's file; comments and the order of what is not touched stay. A new record may still lack
 * something that its directory does not know (country, sources): that is told at the top of its file, and the content check refuses the file
 * until it is filled.
 * @param text the present file, '' for a new record
 * @returns the new text and what it lacks, or the fields that would not fit the record's form
 */
export function patchRecord(
  text: string,
  changes: readonly FieldChange[],
): { readonly text: string; readonly lacking: readonly string[] } | { readonly faults: string[] } {
  const document = parseDocument(text === '' ? '{}' : text)
  if (text === '') document.contents = document.createNode({}) as never
  for (const { field, proposed } of changes) {
    const [name = '', ...rest] = field.split('.')
    const key = rest.join('.')
    if (BY_ID.has(name) && key !== '') {
      const list = (document.toJS() as Record<string, { id: string }[]>)[name] ?? []
      const i = list.findIndex((one) => one.id === key)
      if (proposed === null) i >= 0 && document.deleteIn([name, i])
      else if (i >= 0) document.setIn([name, i], document.createNode(proposed))
      else document.setIn([name], document.createNode([...list, proposed]))
    } else if (proposed === null) document.deleteIn(key === '' ? [name] : [name, key])
    else document.setIn(key === '' ? [name] : [name, key], document.createNode(proposed))
  }
  const record = document.toJS() as Record<string, unknown>
  const issues = ServiceRecord.safeParse(record).error?.issues ?? []
  const isLack = (field: unknown) => text === '' && record[String(field)] === undefined
  const wrong = issues.filter((issue) => !isLack(issue.path[0]))
  if (wrong.length > 0) return { faults: [...new Set(wrong.map((issue) => issue.path.join('.') || 'record'))] }
  const lacking = [...new Set(issues.map((issue) => String(issue.path[0])))]
  if (lacking.length > 0) document.commentBefore = ` To be filled before it can be used: ${lacking.join(', ')}`
  return { text: document.toString({ lineWidth: 0 }), lacking }
}
