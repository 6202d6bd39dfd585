import { createHash } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { PuenteError } from '../errors/index.ts'
import { WRAPPED_BYTES } from '../privacy/index.ts'

const MAGIC = 'PUENTE-KEYS-1'
const NAME_BYTES = 16
const RECORD_BYTES = NAME_BYTES + WRAPPED_BYTES

/**
 * The keys of all people of one database, wrapped by the master key, in ONE file per folder of backups. Backups hold no keys of people:
 * without the ring they cannot be read. Erasing somebody overwrites their record in the ring, and with it goes every backup of them,
 * however old. That is why the ring must never be kept in older versions.
 */
export interface KeyRing {
  readonly database: string
  readonly at: number
  /** By name of the record (see ringName). */
  readonly keys: ReadonlyMap<string, Uint8Array>
}

/** A record's name: says nothing of the row that it is of. */
export function ringName(id: string): string {
  return createHash('sha256')
    .update(`ring\0${id}`)
    .digest('hex')
    .slice(0, NAME_BYTES * 2)
}

/** Where the ring of a backup file stands. */
export function ringPath(backupPath: string, database: string): string {
  return join(dirname(resolve(backupPath)), `puente-${database.slice(0, 8)}.keys`)
}

/** Where a ring stands until it is whole. */
export function unfinished(path: string): string {
  return `${path}.partial`
}

/** Writes a ring in place of the one before. */
export async function writeRing(path: string, ring: KeyRing): Promise<void> {
  const partial = unfinished(path)
  const file = await open(partial, 'w', 0o600)
  try {
    await file.write(Buffer.from(`${MAGIC} ${JSON.stringify({ database: ring.database, at: ring.at })}\n`))
    const records = [...ring.keys].map(([name, key]) => Buffer.concat([Buffer.from(name, 'hex'), key]))
    await file.write(Buffer.concat(records))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(partial, path)
}

/** @throws PuenteError P2022 when there is none or it is damaged */
export async function readRing(path: string): Promise<KeyRing> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new PuenteError('P2022', { detail: path, cause })
  })
  const start = bytes.indexOf(10) + 1
  const head = bytes.subarray(0, Math.max(0, start - 1)).toString('utf8')
  if (!head.startsWith(`${MAGIC} `) || (bytes.length - start) % RECORD_BYTES !== 0) throw new PuenteError('P2022', { detail: path })
  const keys = new Map<string, Uint8Array>()
  for (let at = start; at < bytes.length; at += RECORD_BYTES) {
    const record = bytes.subarray(at, at + RECORD_BYTES)
    const key = record.subarray(NAME_BYTES)
    if (key.some((byte) => byte !== 0)) keys.set(record.subarray(0, NAME_BYTES).toString('hex'), key)
  }
  return { ...(JSON.parse(head.slice(MAGIC.length + 1)) as { database: string; at: number }), keys }
}

/** Overwrites records where they stand. @returns how many were there */
export async function shredRecords(path: string, ids: readonly string[]): Promise<number> {
  const names = new Set(ids.map(ringName))
  const file = await open(path, 'r+')
  try {
    const bytes = await file.readFile()
    let count = 0
    for (let at = bytes.indexOf(10) + 1; at < bytes.length; at += RECORD_BYTES) {
      if (!names.has(bytes.subarray(at, at + NAME_BYTES).toString('hex'))) continue
      await file.write(Buffer.alloc(WRAPPED_BYTES), 0, WRAPPED_BYTES, at + NAME_BYTES)
      count++
    }
    await file.sync()
    return count
  } finally {
    await file.close()
  }
}
