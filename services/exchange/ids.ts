import { createHash } from 'node:crypto'

/** Our own name space (RFC 9562, version 5): the same record has the same identifier in every export. */
const NAMESPACE = Buffer.from('7c1b2d0f5a0e5c6c9a3f2f6b4f7d9e11', 'hex')

/** The identifier that HSDS asks for (a UUID), made from a name of ours. */
export function hsdsId(...parts: readonly (string | number)[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(parts.join('\n')).digest().subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The identifier of a record: the one that it came with, or ours. It stays the same in every export. */
export function serviceHsdsId(record: { readonly id: string; readonly hsds_id?: string | undefined }): string {
  return record.hsds_id ?? hsdsId('service', record.id)
}
