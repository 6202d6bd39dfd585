import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import pg from 'pg'
import { checkStore } from '../../scripts/upgrade/check-store.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'

const FIXTURES = 'test/fixtures/upgrade'
let postgres: TestPostgres
let folder: string
beforeAll(async () => {
  postgres = await startPostgres()
  folder = await mkdtemp(join(tmpdir(), 'puente-upgrade-'))
}, 120_000)
afterAll(async () => {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

const made = async (name: string) => {
  await mkdir(join(folder, name), { recursive: true })
  return join(folder, name)
}
const WHOLE = { from: '003-staff-sign-in', wordsOpened: 26, auditEvents: 13, restored: true, backAndUpAgain: true, faults: [] }

test('a SQLite database of release 7345b18 goes up, is backed up and restored, goes back and up again', async () => {
  const dataDir = await made('old')
  await writeFile(join(dataDir, 'puente.sqlite'), gunzipSync(await readFile(join(FIXTURES, '7345b18.sqlite.gz'))))
  let count = 0
  const newPlace = async () => ({ databaseUrl: undefined, dataDir: await made(`new-${count++}`) })
  expect(await checkStore({ old: { databaseUrl: undefined, dataDir }, newPlace, folder: await made('sqlite') })).toMatchObject(WHOLE)
})

test('and so does one of PostgreSQL', async () => {
  const databaseUrl = await postgres.newDatabase()
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const statements = JSON.parse(gunzipSync(await readFile(join(FIXTURES, '7345b18.postgres.json.gz'))).toString()) as string[]
  for (const statement of statements) await client.query(statement)
  await client.end()
  const newPlace = async () => ({ databaseUrl: await postgres.newDatabase(), dataDir: '' })
  expect(await checkStore({ old: { databaseUrl, dataDir: '' }, newPlace, folder: await made('postgres') })).toMatchObject(WHOLE)
})
