import { randomBytes, timingSafeEqual } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'
import { hashOfToken, newToken } from '../privacy/index.ts'
import {
  type ApiKeyRow,
  type Engine,
  findApiKey,
  insertApiKey,
  insertAudit,
  listApiKeys,
  revokeApiKey,
  touchApiKey,
} from '../store/index.ts'

/** What a key may be for. Cards and services are public and need none. */
export const SCOPES = [
  'referrals:read',
  'referrals:answer',
  'packets:read',
  'indicators:read',
  'services:propose',
  'webhooks:manage',
] as const
export type Scope = (typeof SCOPES)[number]

export interface ApiKey {
  readonly id: string
  readonly officeId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly perMinute: number
}

/** A key as administrators see it: never its secret. */
export interface ApiKeyView extends ApiKey {
  readonly expiresAt: number
  readonly revokedAt: number | null
  readonly lastUsedAt: number | null
}

interface KeyDeps {
  readonly engine: Engine
  readonly clock: () => Date
}

const DAY_MS = 86_400_000
const TOUCH_EVERY_MS = 60_000
const FORM = /^puente_([0-9a-f]{16})_([\w-]{20,64})$/

/** Makes a key. @returns the key itself, shown this once: only its hash is kept */
export async function makeApiKey(
  { engine, clock }: KeyDeps,
  wanted: { officeId: string; name: string; scopes: readonly Scope[]; days: number; perMinute: number; by: string },
): Promise<{ id: string; key: string; expiresAt: number }> {
  const id = randomBytes(8).toString('hex')
  const secret = `${newToken()}${newToken()}`
  const now = clock().getTime()
  const expiresAt = now + wanted.days * DAY_MS
  await engine.db.transaction().execute(async (tx) => {
    await insertApiKey(tx, {
      id,
      office_id: wanted.officeId,
      name: wanted.name,
      secret_hash: hashOfToken(secret),
      scopes: JSON.stringify(wanted.scopes),
      per_minute: wanted.perMinute,
      expires_at: expiresAt,
      created_by: wanted.by,
      created_at: now,
    })
    await insertAudit(tx, { at: now, kind: 'api-key-made', conversationId: null, details: { key: id, by: wanted.by } })
  })
  return { id, key: `puente_${id}_${secret}`, expiresAt }
}

export async function apiKeys({ engine }: KeyDeps): Promise<ApiKeyView[]> {
  return (await listApiKeys(engine.db)).map((row) => ({
    ...toKey(row),
    expiresAt: Number(row.expires_at),
    revokedAt: row.revoked_at === null ? null : Number(row.revoked_at),
    lastUsedAt: row.last_used_at === null ? null : Number(row.last_used_at),
  }))
}

/** @throws PuenteError P1004 when there is no such key that still holds */
export async function endApiKey({ engine, clock }: KeyDeps, id: string, by: string): Promise<void> {
  const now = clock().getTime()
  await engine.db.transaction().execute(async (tx) => {
    if (!(await revokeApiKey(tx, id, now))) throw new PuenteError('P1004')
    await insertAudit(tx, { at: now, kind: 'api-key-revoked', conversationId: null, details: { key: id, by } })
  })
}

/** Whose key an Authorization header holds. @throws PuenteError P1040 */
export async function keyOf({ engine, clock }: KeyDeps, header: string | undefined): Promise<ApiKey> {
  const [, id = '', secret = ''] = FORM.exec(/^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? '') ?? []
  const row = id === '' ? undefined : await findApiKey(engine.db, id)
  const now = clock().getTime()
  // The secret holds 256 bits: a fast hash is enough, and the comparison tells nothing by its time.
  const isRight = timingSafeEqual(Buffer.from(hashOfToken(secret)), Buffer.from(row?.secret_hash ?? hashOfToken('')))
  if (!row || !isRight || row.revoked_at !== null || Number(row.expires_at) <= now) throw new PuenteError('P1040')
  if (now - Number(row.last_used_at ?? 0) > TOUCH_EVERY_MS) await touchApiKey(engine.db, id, now)
  return toKey(row)
}

function toKey(row: ApiKeyRow): ApiKey {
  return { id: row.id, officeId: row.office_id, name: row.name, scopes: JSON.parse(row.scopes), perMinute: Number(row.per_minute) }
}
