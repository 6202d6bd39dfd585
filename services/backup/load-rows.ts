import { PuenteError } from '../errors/index.ts'
import type { KeyWrap } from '../privacy/index.ts'
import { vaultOf } from '../privacy/index.ts'
import { clearAuditHead, type Db, deletePerson, doubtOutgoing, insertRows } from '../store/index.ts'
import { type KeyRing, ringName } from './key-ring.ts'
import { unpackRow } from './rows.ts'

export interface Loaded {
  readonly rows: number
  readonly people: number
  /** People and questions of the backup that were erased since. */
  readonly erased: number
  readonly sendsInDoubt: number
  readonly turnsInDoubt: number
}

interface Source {
  readonly lines: AsyncIterable<string>
  readonly ring: KeyRing
  readonly wrap: KeyWrap
  readonly kinds: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** Inserts every row of a backup, the erased left out. @throws PuenteError P2021 when its end is missing */
export async function loadRows(tx: Db, source: Source): Promise<Loaded> {
  const erasedPeople: string[] = []
  const count = { rows: 0, people: 0, erased: 0 }
  let isWhole = false
  let table = ''
  const isOld = !source.kinds.has('audit_head')
  if (!isOld) await clearAuditHead(tx)
  for await (const line of source.lines) {
    const packed = JSON.parse(line) as Record<string, unknown>
    if (typeof packed.table === 'string' && Object.keys(packed).length === 1) {
      table = packed.table
      continue
    }
    if (typeof packed.end === 'number' && Object.keys(packed).length === 1) {
      isWhole = packed.end === count.rows
      continue
    }
    count.rows++
    const row = withKey(source, table, unpackRow(packed))
    if (table === 'person') count.people++
    if (!row) {
      count.erased++
      if (table !== 'person') continue
      // Their rows come with the rest and go with the person at the end.
      erasedPeople.push(String(packed.id))
    }
    const kinds = source.kinds.get(table)
    if (!kinds) throw new PuenteError('P2021', { detail: `this release has no table ${table}` })
    await insertRows(tx, table, kinds, [row ?? { ...unpackRow(packed), data_key: Buffer.alloc(0) }])
  }
  if (!isWhole) throw new PuenteError('P2021', { detail: 'its end is missing' })
  for (const id of erasedPeople) await deletePerson(tx, id, source.ring.at)
  const doubt = await doubtOutgoing(tx)
  return { ...count, people: count.people - erasedPeople.length, sendsInDoubt: doubt.sends, turnsInDoubt: doubt.turns }
}

/** The row with what the ring holds for it; undefined when it was erased. */
function withKey({ ring, wrap, kinds }: Source, table: string, row: Record<string, unknown>): Record<string, unknown> | undefined {
  if (table !== 'person' && table !== 'unanswered') return row
  const key = ring.keys.get(ringName(String(row.id)))
  if (!key) return undefined
  if (table === 'person') return { ...row, data_key: kinds.has('audit_head') ? key : wrap.wrapWithoutId(wrap.unwrap(key)) }
  const text = vaultOf(wrap.unwrap(key)).openText(Buffer.from(String(row.text), 'base64'), `unanswered:${row.id}`)
  return { ...row, text }
}
