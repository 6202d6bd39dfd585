import { type Kysely, sql } from 'kysely'
import type { EngineCapabilities } from '../engine.ts'
import type { Schema } from '../schema.ts'

/** The tables of better-auth, in its own names and types (services/staff maps them). Nobody but it reads or writes them, save for listing sessions. */
export async function staffSignIn(db: Kysely<Schema>, engine: EngineCapabilities): Promise<void> {
  const { date, boolean, tableSuffix, integer } = engine.columns
  const run = (text: string) => sql.raw(text).execute(db)
  const table = (name: string, columns: string) => run(`create table ${name} (${columns}) ${tableSuffix}`)
  const times = `"createdAt" ${date} not null, "updatedAt" ${date} not null`

  await table(
    'auth_user',
    `id text primary key, name text not null, email text not null unique, "emailVerified" ${boolean} not null, image text, "twoFactorEnabled" ${boolean}, ${times}`,
  )
  await table(
    'auth_session',
    `id text primary key, "expiresAt" ${date} not null, token text not null unique, "ipAddress" text, "userAgent" text,
    "userId" text not null references auth_user(id) on delete cascade, ${times}`,
  )
  await run(`create index auth_session_user on auth_session ("userId")`)
  await table(
    'auth_account',
    `id text primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references auth_user(id) on delete cascade,
    "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" ${date}, "refreshTokenExpiresAt" ${date}, scope text, password text, ${times}`,
  )
  await run(`create index auth_account_user on auth_account ("userId")`)
  await table(
    'auth_verification',
    `id text primary key, identifier text not null, value text not null, "expiresAt" ${date} not null, ${times}`,
  )
  await run(`create index auth_verification_identifier on auth_verification (identifier)`)
  await table(
    'auth_two_factor',
    `id text primary key, secret text not null, "backupCodes" text not null, "userId" text not null references auth_user(id) on delete cascade,
    verified ${boolean}, "failedVerificationCount" ${integer}, "lockedUntil" ${date}`,
  )
  await run(`create index auth_two_factor_user on auth_two_factor ("userId")`)
}
