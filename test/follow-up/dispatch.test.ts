import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Preparation } from '../../bot/index.ts'
import { closeCase, savePlan } from '../../services/cases/index.ts'
import { memoryOf, stateContext } from '../../services/conversations/index.ts'
import { dispatchCheckIns, type FollowUpDeps, openFollowUp, readFollowUp } from '../../services/follow-up/index.ts'
import { keepPreparation } from '../../services/preparation/index.ts'
import {
  deletePerson,
  findConversation,
  listCheckIns,
  listFollowUpFigures,
  listFollowUps,
  saveState,
  setSuppression,
  touchInbound,
} from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type CaseWorld, openCaseWorld } from '../support/case-world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const { engines } = bothStores()

describe.each(engines)('check-ins on %s', (_name, open) => {
  let world: CaseWorld
  let deps: FollowUpDeps
  beforeAll(async () => {
    world = await openCaseWorld(await open())
    deps = { cases: world.deps, perMinute: 60, retryDays: 5, text: world.deps.text }
    await dispatchCheckIns(deps) // the first look only starts the count
  })
  afterAll(async () => {
    await world.deps.engine.close()
  })
  const db = () => world.deps.engine.db
  const conversationOf = async (id: string) => {
    const found = await findConversation(db(), id)
    if (!found) throw new RangeError('no conversation')
    return found
  }
  /** Somebody whose case was closed and who agreed to be asked. */
  const followed = async (over: { channel?: string; steps?: readonly string[] } = {}) => {
    const made = await world.newCase(over)
    if (over.steps)
      await savePlan(
        world.deps,
        world.ana,
        made.caseId,
        over.steps.map((text) => ({ text, state: 'open' as const })),
      )
    await closeCase(world.deps, world.ana, made.caseId, { outcome: 'solved', reason: 'listo' })
    const [offer] = await listFollowUps(db(), { caseId: made.caseId })
    await word(made.conversationId, { followUp: { answer: 'yes', offer: { id: offer?.id ?? '' }, textVersion: 't', words: 'si' } })
    return { ...made, followUpId: offer?.id ?? '' }
  }
  const word = async (conversationId: string, effects: object) => {
    const conversation = await conversationOf(conversationId)
    await openFollowUp(deps).hooks.apply(db(), { conversation, effects, lang: 'es', country: 'mx' })
  }
  const states = async (followUpId: string) =>
    Object.fromEntries(
      (await listCheckIns(db(), followUpId)).map((row) => [row.month, row.reason ? `${row.state}:${row.reason}` : row.state]),
    )
  const asks = async (conversationId: string) =>
    (await world.said(conversationId)).filter((message) => /usted dijo que podíamos preguntarle/.test(message.text)).length
  /** The next minutes of the day at which it is day everywhere. */
  const run = async (minutes = 1) => {
    const counts = []
    for (let i = 0; i < minutes; i++) {
      world.pass(MINUTE)
      counts.push(await dispatchCheckIns(deps))
    }
    return counts
  }
  const toNoon = () => {
    const now = world.deps.clock().getTime()
    world.pass((17 * HOUR + 30 * MINUTE - (now % DAY) + DAY) % DAY)
  }

  test('closing offers it in the same message; planned from the yes; nothing before its time', async () => {
    const { conversationId, followUpId } = await followed()
    expect((await world.said(conversationId)).at(-1)?.text).toMatch(/cerró su caso.*\n¿Puede Casa preguntarle.*1, 3, 6, 12 meses/)
    expect(await states(followUpId)).toEqual({ 1: 'planned', 3: 'planned', 6: 'planned', 12: 'planned' })
    world.pass(20 * DAY)
    toNoon()
    await run()
    expect(await asks(conversationId)).toBe(0)
    world.pass(12 * DAY)
    toNoon()
    await run()
    expect(await asks(conversationId)).toBe(1)
    expect(await states(followUpId)).toMatchObject({ 1: 'asking' })
    expect(memoryOf(world.deps.vault, await conversationOf(conversationId)).pending?.kind).toBe('check-in')
  })

  test('a missed one is asked once more, then there is silence', async () => {
    const { conversationId, followUpId } = await followed()
    for (let day = 0; day < 30; day++) {
      world.pass(DAY)
      toNoon()
      await run()
    }
    expect(await asks(conversationId)).toBe(2)
    expect(await states(followUpId)).toMatchObject({ 1: 'missed:missed', 3: 'planned' })
  })

  test('a clock that jumps a year: one check-in, the older ones skipped', async () => {
    const { conversationId, followUpId } = await followed()
    world.pass(400 * DAY)
    toNoon()
    await run(5)
    expect(await asks(conversationId)).toBe(1)
    expect(await states(followUpId)).toEqual({ 1: 'skipped:late', 3: 'skipped:late', 6: 'skipped:late', 12: 'asking' })
  })

  test('two processes at once ask once', async () => {
    const { conversationId } = await followed()
    world.pass(32 * DAY)
    toNoon()
    world.pass(MINUTE)
    await Promise.all(Array.from({ length: 4 }, () => dispatchCheckIns(deps)))
    await run()
    expect(await asks(conversationId)).toBe(1)
  })

  test('in the night of where they may be it waits for the morning', async () => {
    const { conversationId, followUpId } = await followed()
    world.pass(32 * DAY)
    toNoon()
    world.pass(12 * HOUR)
    await run()
    expect(await asks(conversationId)).toBe(0)
    expect(await states(followUpId)).toMatchObject({ 1: 'planned' })
    world.pass(12 * HOUR)
    await run()
    expect(await asks(conversationId)).toBe(1)
  })

  test('never after STOP', async () => {
    const { conversationId, addressHash, followUpId } = await followed()
    await setSuppression(db(), { channel: 'sms', addressHash, set: 'out', word: 'stop', now: 1 })
    world.pass(32 * DAY)
    toNoon()
    await run()
    expect(await asks(conversationId)).toBe(0)
    expect(await states(followUpId)).toMatchObject({ 1: 'skipped:stopped', 12: 'skipped:stopped' })
  })

  test.each([
    ['with a caseworker', 'caseworker', {}],
    ['danger pending', 'bot', { crisis: { kind: 'violence', offers: 1 } }],
  ])('not %s: put off, and left alone when it lasts', async (_why, status, memory) => {
    const { conversationId, followUpId } = await followed()
    const conversation = await conversationOf(conversationId)
    const state = { ...memoryOf(world.deps.vault, conversation), ...memory }
    const stateSealed = world.deps.vault.forPerson(conversation.dataKey).sealText(JSON.stringify(state), stateContext(conversation))
    expect(await saveState(db(), { id: conversationId, version: conversation.version, stateSealed, status, now: 1 })).toBe(true)
    for (let day = 0; day < 60; day++) {
      world.pass(DAY)
      toNoon()
      await run()
    }
    expect(await asks(conversationId)).toBe(0)
    expect((await states(followUpId))[1]).toMatch(/^skipped:(with-a-person|danger)$/)
  })

  test('outside the window only the template leaves; inside it free text', async () => {
    const shut = await followed({ channel: 'whatsapp' })
    const read = await followed({ channel: 'whatsapp' })
    world.pass(32 * DAY)
    toNoon()
    await touchInbound(db(), read.conversationId, world.deps.clock().getTime())
    await run()
    const kinds = async (id: string) =>
      (await db().selectFrom('message').select('kind').where('conversation_id', '=', id).execute()).map((row) => row.kind)
    // The stand-in of the channel has no template: out of the window it stays unsent.
    expect(await states(shut.followUpId)).toMatchObject({ 1: 'skipped:no-template' })
    expect(await kinds(read.conversationId)).toContain('check-in')
  })

  test('answers go to the case; "bad" and "no" are tasks for the caseworker by name; figures hold no person', async () => {
    const { caseId, conversationId, followUpId } = await followed({ steps: ['Sacar el acta', 'Inscribir a la niña'] })
    world.pass(32 * DAY)
    toNoon()
    await run()
    const { asked } = await openFollowUp(deps).hooks.view(db(), await conversationOf(conversationId))
    expect(asked).toMatchObject({ question: 'how', step: 'Sacar el acta', hasCase: true })
    const id = asked?.id ?? ''
    await word(conversationId, { checkIn: { id, question: 'how', answer: 'bad', words: 'mal, sin trabajo', next: 'step' } })
    // The same answer a second time (a turn run again) changes nothing.
    await word(conversationId, { checkIn: { id, question: 'how', answer: 'good', words: 'x', next: 'step' } })
    await word(conversationId, { checkIn: { id, question: 'step', answer: 'no', words: 'no', next: 'person' } })
    await word(conversationId, { checkIn: { id, question: 'person', answer: 'no', words: 'no', next: undefined } })
    expect(await states(followUpId)).toMatchObject({ 1: 'answered' })
    const alerts = await db().selectFrom('staff_alert').selectAll().where('case_id', '=', caseId).execute()
    expect(alerts.map((alert) => [alert.kind, alert.staff_id])).toEqual(
      expect.arrayContaining([
        ['check-in-bad', 'Ana'],
        ['check-in-not-done', 'Ana'],
      ]),
    )
    const shown = await readFollowUp(deps, caseId, await conversationOf(conversationId))
    expect(shown.checkIns[0]).toMatchObject({ month: 1, how: 3, stepDone: false, wantsPerson: false, step: 'Sacar el acta' })
    expect(shown.checkIns[0]?.words.how).toBe('mal, sin trabajo')
    expect(await listFollowUpFigures(db())).toEqual(
      expect.arrayContaining([expect.objectContaining({ office_id: 'o', country: 'mx', month: 1, measure: 'how', value: 'bad', n: 1 })]),
    )
    const sealed = await db().selectFrom('check_in').select('words_sealed').where('id', '=', id).executeTakeFirstOrThrow()
    expect(Buffer.from(sealed.words_sealed ?? []).toString('latin1')).not.toContain('trabajo')
  })

  describe('the school of the children who came', () => {
    const remember = async (conversationId: string, over: object) => {
      const conversation = await conversationOf(conversationId)
      const state = { ...memoryOf(world.deps.vault, conversation), ...over }
      const stateSealed = world.deps.vault.forPerson(conversation.dataKey).sealText(JSON.stringify(state), stateContext(conversation))
      await saveState(db(), { id: conversationId, version: conversation.version, stateSealed, status: 'bot', now: 1 })
    }
    const tellProfile = async (conversationId: string, over: object) => {
      const conversation = await conversationOf(conversationId)
      const save = Preparation.parse({ answers: { school: 'Ana, 7, segundo grado' }, ...over })
      const vault = world.deps.vault.forPerson(conversation.dataKey)
      await keepPreparation(db(), { personId: conversation.personId, vault, change: { save }, now: 1, today: '2026-11-25' })
    }
    const askedNow = async (conversationId: string) => {
      world.pass(32 * DAY)
      toNoon()
      await run(3)
      return (await openFollowUp(deps).hooks.view(db(), await conversationOf(conversationId))).asked
    }
    const answer = async (conversationId: string, id: string, school: string) => {
      await word(conversationId, { checkIn: { id, question: 'how', answer: 'good', words: 'bien', next: 'school' } })
      await word(conversationId, { checkIn: { id, question: 'school', answer: school, words: school, next: 'person' } })
      await word(conversationId, { checkIn: { id, question: 'person', answer: 'no', words: 'no', next: undefined } })
    }
    const counted = async () =>
      (await listFollowUpFigures(db())).filter(({ measure }) => measure === 'school').reduce((sum, { n }) => sum + Number(n), 0)

    test('comes before the step until it was answered; "no" is a task by name and is asked again once the plan is done', async () => {
      const { caseId, conversationId, followUpId } = await followed({ steps: ['Sacar el acta'] })
      await remember(conversationId, { profiles: ['children'] })
      const first = await askedNow(conversationId)
      expect(first).toMatchObject({ asksSchool: true, step: undefined })
      const before = await counted()
      await answer(conversationId, first?.id ?? '', 'no')
      expect(await counted()).toBe(before + 1)
      const alerts = await db().selectFrom('staff_alert').selectAll().where('case_id', '=', caseId).execute()
      expect(alerts.map((alert) => [alert.kind, alert.staff_id])).toContainEqual(['check-in-no-school', 'Ana'])
      expect((await readFollowUp(deps, caseId, await conversationOf(conversationId))).checkIns[0]).toMatchObject({ school: 'no' })
      await run(60)
      world.pass(29 * DAY)
      const second = await askedNow(conversationId)
      expect(second).toMatchObject({ asksSchool: false, step: 'Sacar el acta' })
      await word(conversationId, { checkIn: { id: second?.id ?? '', question: 'how', answer: 'good', words: 'bien', next: 'step' } })
      await word(conversationId, { checkIn: { id: second?.id ?? '', question: 'step', answer: 'yes', words: 'si', next: 'person' } })
      await word(conversationId, { checkIn: { id: second?.id ?? '', question: 'person', answer: 'no', words: 'no', next: undefined } })
      world.pass(60 * DAY)
      const third = await askedNow(conversationId)
      expect(third).toMatchObject({ asksSchool: true, step: undefined })
      await answer(conversationId, third?.id ?? '', 'yes')
      world.pass(155 * DAY)
      expect(await askedNow(conversationId)).toMatchObject({ asksSchool: false, step: undefined })
      expect(await states(followUpId)).toMatchObject({ 12: 'asking' })
    })

    test.each([
      ['told in the profile, leave given there', { mayCount: true }, 1],
      ['a no in the profile stands', { mayCount: false }, 0],
      ['never asked there: the offer of the follow-up said it', {}, 1],
    ])('%s', async (_why, profile, more) => {
      const { conversationId } = await followed()
      await tellProfile(conversationId, profile)
      const asked = await askedNow(conversationId)
      expect(asked?.asksSchool).toBe(true)
      const before = await counted()
      await answer(conversationId, asked?.id ?? '', 'yes')
      expect(await counted()).toBe(before + more)
    })

    test('an offer in the older words did not say that answers are counted', async () => {
      const { conversationId, followUpId } = await followed()
      await db().updateTable('follow_up').set({ text_version: '2026-11' }).where('id', '=', followUpId).execute()
      await remember(conversationId, { profiles: ['children'] })
      const asked = await askedNow(conversationId)
      const before = await counted()
      await answer(conversationId, asked?.id ?? '', 'yes')
      expect(await counted()).toBe(before)
    })

    test('who told that no child comes, or told nothing, is not asked; erasing changes no figure', async () => {
      const none = await followed()
      await remember(none.conversationId, { profiles: ['children'] })
      await tellProfile(none.conversationId, { answers: { school: 'No, vengo sola' } })
      expect(await askedNow(none.conversationId)).toMatchObject({ asksSchool: false })
      const silent = await followed()
      expect(await askedNow(silent.conversationId)).toMatchObject({ asksSchool: false })
      const figures = await listFollowUpFigures(db())
      for (const { id } of await db().selectFrom('person').select('id').execute()) await deletePerson(db(), id, 1)
      expect(await listFollowUpFigures(db())).toEqual(figures)
    })
  })

  test('what has piled up is spread within the send rate, whatever the clock says', async () => {
    const people = []
    for (let i = 0; i < 30; i++) people.push(await followed())
    world.pass(200 * DAY)
    toNoon()
    const sent = (await run(4)).map(({ asked }) => asked)
    expect(Math.max(...sent)).toBeLessThanOrEqual(10)
    expect(sent.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(30)
  })
})
