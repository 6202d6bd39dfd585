// npm run erase-check [-- --people 5 --store postgres --keep]: people with canary words prepare their return, ask, look at their own data,
// ask for a person, and erase themselves; then their words and numbers are searched in database, log of the database, logs, backup, temporary files and a heap
// snapshot. SQLite, or a real PostgreSQL with all of its files. One JSON line.
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { postSigned, smsFields } from '../test/support/signed-webhook.ts'
import { until } from '../test/support/test-app.ts'
import { startWatchedApp, TOKEN } from './erase-check/app.ts'
import { startRedactingProvider } from './erase-check/provider.ts'
import { searchFolder } from './erase-check/search.ts'
import { openWatchedStore } from './erase-check/store.ts'
import { liveThrough } from './erase-check/story.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '2' },
    store: { type: 'string', default: 'sqlite' },
    keep: { type: 'boolean', default: false },
  },
})
/** Connections to the provider are used for 15 seconds (services/channels/twilio/client.ts). */
const CONNECTIONS_MS = 18_000
const PLACES = ['data', 'log', 'temp', 'heap', 'backup'] as const

const folder = await mkdtemp(join(tmpdir(), 'puente-erase-'))
for (const name of PLACES) await mkdir(join(folder, name), { recursive: true })
const provider = await startRedactingProvider()
const store = await openWatchedStore(values.store === 'postgres' ? 'postgres' : 'sqlite', folder)
const app = await startWatchedApp(folder, provider.apiUrl, store.env)
const sids: string[] = []
const tell = async (phone: string, text: string) => {
  const before = provider.sentTo(phone).length
  const fields = smsFields({ From: phone, Body: text })
  if (fields.MessageSid) sids.push(fields.MessageSid)
  await postSigned(`${app.url}/webhooks/twilio/messages`, fields, TOKEN)
  await until(() => provider.sentTo(phone).length > before)
  return provider.sentTo(phone).at(-1) ?? ''
}
const digits = () => String(randomBytes(4).readUInt32BE()).padStart(10, '7').slice(0, 10)
const people = Array.from({ length: Number(values.people) }, () => ({
  phone: `+52${digits()}`,
  word: `zorzal${randomBytes(5).toString('hex')}`,
}))
const canaries = people.flatMap(({ phone, word }) => [phone.slice(1), word])
const search = async () => {
  await store.flush()
  return Object.fromEntries(
    await Promise.all(PLACES.map(async (place) => [place, await searchFolder(join(folder, place), canaries)] as const)),
  )
}

await liveThrough({ tell, url: app.url }, people)
await app.backup(join(folder, 'backup', 'before.puente'))
await app.heapSnapshot()
const before = await search()
await rm(join(folder, 'heap'), { recursive: true })
await mkdir(join(folder, 'heap'))
console.error(`before: ${JSON.stringify(before)}`)

const ownSids = new Set(sids)
for (const { phone } of people) {
  await tell(phone, 'BORRAR MIS DATOS')
  await tell(phone, 'SI')
}
await until(() => [...ownSids].every((sid) => provider.deleted.has(sid)))
// Life goes on until the connections that the last message left by have been let go: others write meanwhile.
const erasedAt = performance.now()
for (let i = 0; i < 8 || performance.now() - erasedAt < CONNECTIONS_MS; i++) {
  await tell(`+52555000${1000 + i}`, `como saco mi pasaporte en mexico ${'x'.repeat(i % 9)}`)
  await until(() => performance.now() - erasedAt >= Math.min(CONNECTIONS_MS, i * 2_000))
}
await app.heapSnapshot()
const live = await search()
const restored = await app.restore(join(folder, 'backup', 'before.puente'), await store.restoreEnv())
await app.stop()
await provider.stop()
const after = await search()
const again = await searchFolder(store.restoredFolder, canaries)
await store.stop()
const sum = (found: typeof after) => Object.values(found).reduce((total, { hits }) => total + hits, 0)
const hits = Object.fromEntries(PLACES.map((place) => [place, Math.max(live[place]?.hits ?? 0, after[place]?.hits ?? 0)]))
// The search itself is proved by a file that has a canary.
await mkdir(join(folder, 'control'))
await writeFile(join(folder, 'control', 'file'), `x${canaries[0]}x`)
const control = await searchFolder(join(folder, 'control'), canaries)
const total = sum(live) + sum(after) + again.hits
const isOk = total === 0 && control.hits === 1 && restored.erased >= people.length
if (values.keep) console.error(folder)
else await rm(folder, { recursive: true, force: true })
const searchedMb = Math.round([...Object.values(live), ...Object.values(after), again].reduce((n, { bytes }) => n + bytes, 0) / 1e6)
const figures = { store: values.store, people: people.length, hitsBefore: sum(before), hits, hitsRestored: again.hits, total, searchedMb }
console.log(JSON.stringify({ show: 'erase-check', isOk, ...figures, redactedAtProvider: provider.deleted.size, restored }))
process.exit(isOk ? 0 : 1)
