import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { keepDraft, loadCase, readDraft, replyAsCaseworker } from '../../services/cases/index.ts'
import { erasePerson } from '../../services/erasure/index.ts'
import { deleteOldStaffRecords, type Engine } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type CaseWorld, openCaseWorld } from '../support/case-world.ts'

const { engines } = bothStores()

describe.each(engines)('what a caseworker is writing, %s', (_name, open) => {
  let engine: Engine
  let world: CaseWorld
  let caseId: string
  beforeEach(async () => {
    engine = await open()
    world = await openCaseWorld(engine)
    caseId = (await world.newCase()).caseId
  })
  afterEach(() => engine.close())

  const conversation = async () => (await loadCase(engine.db, caseId)).conversation
  const keep = async (text: string, actor = world.ana) =>
    await keepDraft(world.deps, actor, { caseId, conversation: await conversation(), text })
  const read = async (actor = world.ana) => await readDraft(world.deps, actor, caseId, await conversation())
  const rows = () => engine.db.selectFrom('reply_draft').selectAll().execute()

  test('is kept sealed, the last words in place of those before, for whoever wrote it alone', async () => {
    expect(await read()).toBe('')
    await keep('Le escribo')
    await keep('Le escribo mañana')
    expect([await read(), await read(world.ben)]).toEqual(['Le escribo mañana', ''])
    const [row] = await rows()
    expect(Buffer.from(row?.text_sealed ?? []).includes('escribo')).toBe(false)
    await keep('  ')
    expect(await rows()).toEqual([])
  })

  test('goes when it is sent, in the same stroke; of a reply that may not go out it stays', async () => {
    await keep('Le escribo mañana')
    await expect(replyAsCaseworker(world.deps, world.ben, { caseId, id: randomUUID(), text: 'Le escribo' })).rejects.toMatchObject({
      code: 'P1014',
    })
    expect(await rows()).toHaveLength(1)
    await replyAsCaseworker(world.deps, world.ana, { caseId, id: randomUUID(), text: 'Le escribo mañana' })
    expect(await rows()).toEqual([])
  })

  test('goes with the person, and when nobody went on with it', async () => {
    await keep('Le escribo mañana')
    await deleteOldStaffRecords(engine.db, world.deps.clock().getTime())
    expect(await rows()).toHaveLength(1)
    await deleteOldStaffRecords(engine.db, world.deps.clock().getTime() + 1)
    expect(await rows()).toEqual([])
    await keep('Le escribo mañana')
    const whose = await conversation()
    await engine.db
      .transaction()
      .execute((tx) => erasePerson({ ...world.deps, redacts: () => false }, tx, { conversation: whose, by: 'person' }))
    expect(await rows()).toEqual([])
  })
})
