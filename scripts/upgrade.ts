// npm run upgrade: databases of the release at commit 7345b18 (test/fixtures/upgrade, made by that release), with data, on both stores:
// up, backed up and restored, back to the old form, and up again. Closes with one JSON line.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { startPostgres } from '../test/support/postgres.ts'
import { checkStore } from './upgrade/check-store.ts'

const FIXTURES = 'test/fixtures/upgrade'
const RELEASE = '7345b18'

const folder = await mkdtemp(join(tmpdir(), 'puente-upgrade-'))
const newFolder = async (name: string) => {
  await mkdir(join(folder, name), { recursive: true })
  return join(folder, name)
}
let count = 0
const oldFolder = await newFolder('old')
await writeFile(join(oldFolder, 'puente.sqlite'), gunzipSync(await readFile(join(FIXTURES, `${RELEASE}.sqlite.gz`))))
console.error('SQLite …')
const sqlite = await checkStore({
  old: { databaseUrl: undefined, dataDir: oldFolder },
  newPlace: async () => ({ databaseUrl: undefined, dataDir: await newFolder(`new-${count++}`) }),
  folder: await newFolder('sqlite-backups'),
})
console.error('PostgreSQL …')
const server = await startPostgres()
const url = await server.newDatabase()
const client = new pg.Client({ connectionString: url })
await client.connect()
for (const statement of JSON.parse(gunzipSync(await readFile(join(FIXTURES, `${RELEASE}.postgres.json.gz`))).toString()) as string[])
  await client.query(statement)
await client.end()
const postgres = await checkStore({
  old: { databaseUrl: url, dataDir: '' },
  newPlace: async () => ({ databaseUrl: await server.newDatabase(), dataDir: '' }),
  folder: await newFolder('postgres-backups'),
})
await server.stop()
await rm(folder, { recursive: true, force: true })
const isOk = sqlite.faults.length + postgres.faults.length === 0
console.log(JSON.stringify({ show: 'upgrade', release: RELEASE, isOk, sqlite, postgres }))
process.exit(isOk ? 0 : 1)
