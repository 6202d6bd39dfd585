import type { DumpRow } from '../store/index.ts'

/** A row as JSON: bytes in base64, dates in ISO form. */
export function packRow(row: DumpRow): string {
  const entries = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? { $b: Buffer.from(value).toString('base64') } : value,
  ])
  return JSON.stringify(Object.fromEntries(entries))
}

export function unpackRow(packed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(packed).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && '$b' in value ? Buffer.from(String(value.$b), 'base64') : value,
    ]),
  )
}
