import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import pg from 'pg'
import { verifyAudit } from '../../services/store/index.ts'
import { signedIn } from '../support/console-client.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let postgres: TestPostgres
let owner: string
let daily: string
let t: TestApp
beforeAll(async () => {
  postgres = await startPostgres()
  const url = new URL(await postgres.newDatabase())
  const root = new pg.Client({ connectionString: url.href })
  await root.connect()
  await root.query(`create role puente_owner login password 'owner'`)
  await root.query(`create role "puente daily" login password 'daily'`)
  await root.query(`grant create, usage on schema public to puente_owner`)
  await root.end()
  const as = (account: string, password: string) => Object.assign(new URL(url), { username: account, password }).href
  owner = as('puente_owner', 'owner')
  daily = as('puente daily', 'daily')
}, 120_000)
afterAll(async () => {
  await t?.stop()
  await postgres?.stop()
})

const migrate = (env: Record<string, string>) =>
  promisify(execFile)(process.execPath, ['--no-warnings', 'scripts/db-migrate.ts'], { env: { ...process.env, NODE_ENV: 'test', ...env } })
/** @returns the code of PostgreSQL's refusal; 42501: no right */
async function tried(statement: string): Promise<string> {
  const client = new pg.Client({ connectionString: daily })
  await client.connect()
  const code = await client.query(statement).then(
    () => 'done',
    (error: { code?: string }) => error.code ?? 'other',
  )
  await client.end()
  return code
}

describe('an account that does not own the tables', () => {
  test('is told who has to migrate, and cannot be the owner at the same time', async () => {
    await expect(migrate({ DATABASE_URL: daily })).rejects.toMatchObject({
      code: 78,
      stderr: expect.stringContaining('DATABASE_OWNER_URL'),
    })
    await expect(migrate({ DATABASE_URL: owner, DATABASE_OWNER_URL: owner })).rejects.toMatchObject({ code: 78 })
  })

  test('carries the whole service: a message in and out, staff, erasing', async () => {
    expect((await migrate({ DATABASE_URL: daily, DATABASE_OWNER_URL: owner })).stdout).toContain('up to date')
    t = await startTestApp({ DATABASE_URL: daily })
    const phone = '+13465550771'
    const tell = async (text: string) => {
      const before = t.provider.messages(phone).filter((m) => m.direction === 'out').length
      await t.provider.deliver({ channel: 'sms', phone, text })
      return (await t.replies(phone, before + 1)).at(-1)?.text ?? ''
    }
    expect(await tell('perdi mi acta de nacimiento, soy de Puebla, Mexico')).toContain('Fuente')
    const ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
    expect(await ana.ok('GET', '/queue?view=unassigned')).toMatchObject({ rows: [] })
    await tell('BORRAR MIS DATOS')
    await t.provider.deliver({ channel: 'sms', phone, text: 'SI' })
    await until(
      async () => (await t.app.store.db.selectFrom('audit_event').select('kind').where('kind', '=', 'erased').execute()).length > 0,
    )
    expect(await verifyAudit(t.app.store.db)).toMatchObject({ brokenAt: null })
    expect(t.logs()).not.toMatch(/permission denied|42501/)
  }, 120_000)

  test.each([
    'create table other (id text)',
    'alter table person add column other text',
    'drop table message',
    'truncate message',
    'alter table audit_event disable trigger all',
    'drop trigger audit_event_no_change on audit_event',
    `create or replace function audit_event_no_change() returns trigger language plpgsql as $$ begin return new; end $$`,
    `update audit_event set kind = 'other'`,
    'delete from audit_event',
    'truncate audit_event',
    `delete from kysely_migration`,
    'alter role puente_owner nologin',
  ])('cannot: %s', async (statement) => {
    expect(await tried(statement)).toBe('42501')
  })

  test('can do what it is for', async () => {
    expect(await tried('select 1 from audit_event')).toBe('done')
    // Dead rows with keys of erased people are taken out of the file at once; without the right PostgreSQL only warns.
    expect(await tried(`select 1 / has_table_privilege('person', 'maintain')::int`)).toBe('done')
  })
})
