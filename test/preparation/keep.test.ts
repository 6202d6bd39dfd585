import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Preparation } from '../../bot/index.ts'
import { loadSettings } from '../../services/config/index.ts'
import { erasePerson } from '../../services/erasure/index.ts'
import { collectPerson } from '../../services/export/collect.ts'
import { createLogger, createMetrics } from '../../services/observability/index.ts'
import { keepPreparation, readPreparation } from '../../services/preparation/index.ts'
import { openVault, type Vault } from '../../services/privacy/index.ts'
import { runRetention } from '../../services/retention/index.ts'
import { type Engine, findConversation } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type StoredPerson, storePerson } from '../support/people.ts'

const NOW = Date.parse('2026-11-25T15:00:00Z')
const DAY_MS = 86_400_000
const SAVED = Preparation.parse({
  answers: { health: 'asma de la niña', when: 'junio' },
  done: ['copies'],
  shown: ['birth-records', 'copies'],
})
const COUNT = { country: 'hn', officeId: 'o', hasPapers: false, hasSkills: true, hasChildren: undefined } as const

describe.each(bothStores().engines)('what is kept of a preparation in %s', (_name, open) => {
  let engine: Engine
  let vault: Vault
  let person: StoredPerson
  beforeEach(async () => {
    engine = await open()
    vault = await openVault(engine, ['ab'.repeat(32)])
    person = await storePerson(engine, vault, { address: '+15550001', text: 'hola', now: NOW })
  }, 60_000)
  afterEach(() => engine.close())
  const keep = (change: Parameters<typeof keepPreparation>[1]['change'], now = NOW) =>
    keepPreparation(engine.db, { personId: person.personId, vault: vault.forPerson(person.dataKey), change, now, today: '2026-11-25' })
  const read = () => readPreparation(engine.db, vault.forPerson(person.dataKey), person.personId)

  test('sealed under the person, read back whole, changed, deleted', async () => {
    await keep({ save: SAVED })
    const [row] = await engine.db.selectFrom('preparation').selectAll().execute()
    expect(Buffer.from(row?.body_sealed ?? []).toString('latin1')).not.toMatch(/asma|junio|copies/)
    expect(await read()).toEqual(SAVED)
    await expect(readPreparation(engine.db, vault.forPerson(vault.newDataKey()), person.personId)).rejects.toThrow()
    await keep({ save: { ...SAVED, done: [] } })
    expect((await read())?.done).toEqual([])
    await keep({ save: null })
    expect(await read()).toBeUndefined()
  })

  test('"my data" shows it; erasing takes it, and the count stays as it was', async () => {
    await keep({ save: SAVED, count: COUNT })
    await keep({ save: SAVED, count: { ...COUNT, hasPapers: true } })
    expect((await collectPerson(engine.db, vault, person.personId)).preparation).toEqual([
      { field: 'when', text: 'junio' },
      { field: 'health', text: 'asma de la niña' },
      { field: 'done', text: 'copies' },
    ])
    const conversation = await findConversation(engine.db, person.conversationId)
    if (!conversation) throw new RangeError('no conversation')
    await engine.db
      .transaction()
      .execute((tx) => erasePerson({ vault, clock: () => new Date(NOW), redacts: () => false }, tx, { conversation, by: 'person' }))
    expect(await engine.db.selectFrom('preparation').selectAll().execute()).toEqual([])
    expect(await engine.db.selectFrom('return_count').selectAll().execute()).toEqual([
      {
        month: '2026-11',
        country: 'hn',
        office_id: 'o',
        people: 2,
        papers_told: 2,
        without_papers: 1,
        skills_told: 2,
        with_skills: 2,
        children_told: 0,
        with_children: 0,
      },
    ])
  })

  test('what nobody has touched for long goes, the person stays', async () => {
    const run = {
      vault,
      clock: () => new Date(NOW),
      redacts: () => false,
      engine,
      logger: createLogger('silent'),
      metrics: createMetrics(),
      retention: { ...loadSettings({}).retention, preparationDays: 90 },
      forget: () => undefined,
    }
    await keep({ save: SAVED }, NOW - 89 * DAY_MS)
    expect(await runRetention(run)).toMatchObject({ preparations: 0 })
    await keep({ save: SAVED }, NOW - 91 * DAY_MS)
    expect(await runRetention(run)).toMatchObject({ preparations: 1, people: 0 })
    expect(await read()).toBeUndefined()
  })
})
