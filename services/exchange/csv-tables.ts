import { parse } from 'csv-parse/sync'
import type { RowFault } from './form.ts'

/** Files of a tabular data package by name. */
export type Files = ReadonlyMap<string, string>

/** Which file a package has for a table, as its own datapackage.json tells it: name of the resource → path. A broken one tells nothing. */
export function tablePaths(files: Files): ReadonlyMap<string, string> {
  try {
    const { resources } = JSON.parse(files.get('datapackage.json') ?? '{}') as { resources?: unknown }
    const named = Array.isArray(resources) ? (resources as ({ name?: unknown; path?: unknown } | null)[]) : []
    return new Map(named.flatMap((one) => (typeof one?.name === 'string' && typeof one.path === 'string' ? [[one.name, one.path]] : [])))
  } catch {
    return new Map()
  }
}

/** The rows of a CSV text with their lines, or why it cannot be read. */
export function readRows(
  path: string,
  text: string,
): { lines: readonly { record: Record<string, string>; line: number }[]; columns: readonly string[]; fault?: RowFault } {
  let columns: string[] = []
  const header = (found: string[]) => {
    columns = found
    return found
  }
  try {
    const rows = parse(text, { columns: header, bom: true, info: true, skip_empty_lines: true }) as unknown as {
      record: Record<string, string>
      info: { lines: number }
    }[]
    return { lines: rows.map(({ record, info }) => ({ record, line: info.lines })), columns }
  } catch (error) {
    const { lines: row = 0, code = 'unknown' } = error as { lines?: number; code?: string }
    return { lines: [], columns, fault: { resource: path, row, field: 'row', what: `is not readable as CSV (${code})` } }
  }
}
