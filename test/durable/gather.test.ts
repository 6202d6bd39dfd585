import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { correlationId, withCorrelation } from '../../services/observability/index.ts'
import { type Engine, insertAudit, openStore } from '../../services/store/index.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openStore({ databaseUrl: undefined, dataDir: ':memory:' })
})
afterEach(async () => {
  await engine.close()
})
const keep = (kind: string) => engine.gathered((tx) => insertAudit(tx, { at: 1, kind, conversationId: null, details: {} }))
const kept = async () => (await engine.db.selectFrom('audit_event').select('kind').orderBy('seq').execute()).map(({ kind }) => kind)

test('what comes at once is kept in its order, and none of it is told before it is kept', async () => {
  const all = Array.from({ length: 100 }, (_, i) => String(i))
  await Promise.all(
    all.map(async (kind) => {
      await keep(kind)
      expect(await kept()).toContain(kind)
    }),
  )
  expect(await kept()).toEqual(all)
})

test('one that fails takes nobody with it, and nothing of it stays', async () => {
  const bad = engine.gathered(async (tx) => {
    await insertAudit(tx, { at: 1, kind: 'bad', conversationId: null, details: {} })
    throw new RangeError('on purpose')
  })
  const [first, second, third] = await Promise.allSettled([keep('a'), bad, keep('b')])
  expect([first.status, second.status, third.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await kept()).toEqual(['a', 'b'])
})

test('each is done under the correlation id of its own request', async () => {
  const seen: string[] = []
  const one = (id: string) => withCorrelation(id, () => engine.gathered(async () => void seen.push(correlationId())))
  await Promise.all([one('request-1'), one('request-2'), one('request-3')])
  expect(seen).toEqual(['request-1', 'request-2', 'request-3'])
})
