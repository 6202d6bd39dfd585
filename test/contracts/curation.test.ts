import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openVault } from '../../services/privacy/index.ts'
import {
  cardsAsked,
  countQuestions,
  type Engine,
  findQuestion,
  insertUnanswered,
  listAnsweredSince,
  listQuestions,
  markQuestionAnswered,
  noteCardAsked,
  openStore,
  pruneCuration,
} from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'

const { engines } = bothStores()
const PAGE = { limit: 10, offset: 0 }

describe.each(engines)("the curators' list on %s", (_name, open) => {
  let engine: Engine
  let count = 0
  const ask = (question: string, asker: string, over: { at?: number; reason?: string } = {}) =>
    insertUnanswered(engine.db, {
      id: `row${count++}`,
      at: over.at ?? 100,
      lang: 'es',
      country: 'mx',
      topic: null,
      reason: over.reason ?? 'nothing-known',
      text: question,
      question,
      asker,
    })
  beforeAll(async () => {
    engine = await open()
  })
  afterAll(async () => {
    await engine.close()
  })

  test('counts people and not questions, the most asked first; one that once found nothing is no longer only unsure', async () => {
    for (const asker of ['a', 'a', 'a']) await ask('few', asker)
    for (const asker of ['a', 'b', 'c']) await ask('many', asker)
    await ask('doubtful', 'a', { reason: 'unsure' })
    await ask('both', 'a', { reason: 'unsure' })
    await ask('both', 'b', { reason: 'nothing-known' })
    const listed = await listQuestions(engine.db, 'unanswered', PAGE)
    expect(listed.map(({ question, people }) => [question, people])).toEqual([
      ['many', 3],
      ['both', 2],
      ['few', 1],
    ])
    expect((await listQuestions(engine.db, 'unsure', PAGE)).map((row) => row.question)).toEqual(['doubtful'])
    expect([await countQuestions(engine.db, 'unanswered'), await countQuestions(engine.db, 'unsure')]).toEqual([3, 1])
    expect((await listQuestions(engine.db, 'unanswered', { limit: 1, offset: 1 })).map((row) => row.question)).toEqual(['both'])
  })

  test('an answered question leaves the list, and comes back when it is left unanswered again', async () => {
    expect(await markQuestionAnswered(engine.db, 'many', { card: 'mx.id-card', at: 200 })).toBe(3)
    expect(await markQuestionAnswered(engine.db, 'many', { card: 'mx.passport', at: 300 })).toBe(0)
    expect(await findQuestion(engine.db, 'many')).toBeUndefined()
    expect(await listAnsweredSince(engine.db, 150, 10)).toMatchObject([{ question: 'many', people: 3, card: 'mx.id-card', lastAt: 200 }])
    expect(await listAnsweredSince(engine.db, 250, 10)).toEqual([])
    await ask('many', 'd', { at: 400 })
    expect((await listQuestions(engine.db, 'unanswered', PAGE)).find((row) => row.question === 'many')).toMatchObject({ people: 1 })
  })

  test('a card counts each person once, by the language of their last time', async () => {
    for (const lang of ['es', 'ht']) await noteCardAsked(engine.db, { card: 'ht.id-card', asker: 'a', lang, at: 500 })
    await noteCardAsked(engine.db, { card: 'ht.id-card', asker: 'b', lang: 'ht', at: 500 })
    expect(await cardsAsked(engine.db, 0)).toEqual([{ card: 'ht.id-card', lang: 'ht', people: 2 }])
    expect(await cardsAsked(engine.db, 501)).toEqual([])
  })

  test('what is old is forgotten', async () => {
    await pruneCuration(engine.db, 300)
    expect((await listQuestions(engine.db, 'unanswered', PAGE)).map((row) => row.question)).toEqual(['many'])
    await pruneCuration(engine.db, 1_000)
    expect(await cardsAsked(engine.db, 0)).toEqual([])
  })
})

test("a person's tag is another for each question, and another person's never the same", async () => {
  const engine = await openStore({ databaseUrl: undefined, dataDir: ':memory:' })
  const vault = await openVault(engine, ['ab'.repeat(32)])
  await engine.close()
  const [one, two] = [vault.newDataKey(), vault.newDataKey()].map((key) => vault.forPerson(key))
  expect(one?.tag('question:a')).toBe(one?.tag('question:a'))
  expect(new Set([one?.tag('question:a'), one?.tag('question:b'), two?.tag('question:a')]).size).toBe(3)
})
