import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { answerAsPartner, claim, refer, replyAsCaseworker, sweepCases } from '../../services/cases/index.ts'
import { indicatorsCsv, readIndicators } from '../../services/indicators/index.ts'
import { tellCounts } from '../../services/indicators/tell.ts'
import { addFigures, addReturnCount, countFollowUp, deletePerson, type Engine } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type CaseWorld, openCaseWorld } from '../support/case-world.ts'

const DAY_MS = 86_400_000
const stores = bothStores()

describe.each(stores.engines)('indicators against rows counted by hand, %s', (_name, open) => {
  let engine: Engine
  let world: CaseWorld
  beforeAll(async () => {
    engine = await open()
    world = await openCaseWorld(engine)
  }, 120_000)
  afterAll(() => engine.close())

  const read = () => readIndicators(engine.db, { officeId: 'o', month: '2026-11', today: '2026-12-02' })
  const rows = async (id: string) =>
    Object.fromEntries(
      ((await read()).indicators.find((one) => one.id === id)?.rows ?? []).map(({ country, value, people }) => [
        `${country}/${value}`,
        people,
      ]),
    )
  const share = async (id: string) => (await read()).indicators.find((one) => one.id === id)?.shares.map(({ percent }) => percent)

  test('days to contact and service, requests, referrals: seven cases, looked at one by one', async () => {
    const { db } = engine
    const cases = []
    for (let i = 0; i < 7; i++) cases.push((await world.newCase()).caseId)
    await db.updateTable('care_case').set({ status: 'waiting', assignee_id: null, first_contact_at: null }).execute()
    for (const id of cases.slice(0, 6)) await claim(world.deps, world.ana, id)
    // Given back and taken again: accepted once.
    const [first = '', ...others] = cases
    await db.updateTable('care_case').set({ status: 'waiting', assignee_id: null }).where('id', '=', first).execute()
    await claim(world.deps, world.ana, first)
    await replyAsCaseworker(world.deps, world.ana, { caseId: first, text: 'Hola', id: 'm0' })
    world.pass(2 * DAY_MS)
    for (const [i, id] of others.slice(0, 5).entries())
      await replyAsCaseworker(world.deps, world.ana, { caseId: id, text: 'Hola', id: `m${i + 1}` })
    expect(await rows('request')).toEqual({ '/accepted': 5, 'mx/accepted': 5 })
    expect(await rows('contact-days')).toEqual({ '/3': 5, 'mx/3': 5 })
    const referrals = []
    for (const id of cases.slice(0, 6)) referrals.push(await refer(world.deps, world.ana, id, { service: 'mx-curp' }))
    for (const id of referrals.slice(0, 5)) {
      await answerAsPartner(world.deps, world.ana, id, { state: 'accepted', text: 'Sí' })
      await answerAsPartner(world.deps, world.ana, id, { state: 'done', text: 'Hecho' })
    }
    await answerAsPartner(world.deps, world.ana, referrals[5] ?? '', { state: 'declined', text: 'No' })
    expect(await rows('referral-made')).toEqual({ '/mx-curp': 5, 'mx/mx-curp': 5 })
    expect(await rows('referral-accepted')).toEqual({ '/mx-curp': 5, 'mx/mx-curp': 5 })
    expect(await rows('referral-refused')).toEqual({})
    expect(await rows('service-days')).toEqual({ '/3': 5, 'mx/3': 5 })
  }, 60_000)

  test('a referral that nobody answers runs out after thirty days, once', async () => {
    const { caseId } = await world.newCase()
    const id = await refer(world.deps, world.ana, caseId, { service: 'mx-curp' })
    await engine.db.updateTable('referral').set({ state: 'sent' }).where('id', '=', id).execute()
    const stateOf = async () => (await engine.db.selectFrom('referral').select('state').where('id', '=', id).executeTakeFirst())?.state
    await sweepCases(world.deps)
    expect(await stateOf()).toBe('sent')
    world.pass(31 * DAY_MS)
    await sweepCases(world.deps)
    await sweepCases(world.deps)
    expect(await stateOf()).toBe('expired')
    const counted = await engine.db.selectFrom('indicator_count').selectAll().where('indicator', '=', 'referral-expired').execute()
    expect(counted).toMatchObject([{ month: '2026-12', value: 'mx-curp', n: 1 }])
  }, 60_000)

  test('what people told of their return, what helped, whom it reached', async () => {
    const { db } = engine
    const told = {
      month: '2026-11',
      office_id: 'o',
      people: 1,
      papers_told: 1,
      without_papers: 1,
      skills_told: 1,
      with_skills: 0,
      children_told: 0,
      with_children: 0,
    }
    for (let i = 0; i < 6; i++) await addReturnCount(db, { ...told, country: 'gt' })
    for (let i = 0; i < 6; i++) await addReturnCount(db, { ...told, country: 'hn', without_papers: 0 })
    const key = { day: '2026-11-20', officeId: 'o', by: { country: 'gt', topic: 'passport', phase: 'after', lang: 'es', channel: 'sms' } }
    await addFigures(db, key, {
      conversations: 12,
      conversations_month: 12,
      people: 12,
      questions: 12,
      unanswered: 6,
      useful: 16,
      not_useful: 5,
    })
    expect(await rows('papers')).toMatchObject({ 'gt/told': 5, 'hn/told': 5, 'gt/without': 5 })
    const step = { officeId: 'o', country: 'gt', period: '2026-11', measure: 'step' }
    for (let i = 0; i < 15; i++) await countFollowUp(db, { ...step, month: i < 10 ? 3 : 6, value: i < 5 || i >= 10 ? 'yes' : 'no' })
    expect(await rows('step')).toEqual({ '/3:no': 5, 'gt/3:no': 5, '/3:yes': 5, 'gt/3:yes': 5, '/6:yes': 5, 'gt/6:yes': 5 })
    expect(await share('step')).toEqual([50, 100])
    expect(await share('papers')).toEqual([50])
    const school = { ...step, measure: 'school', month: 1 }
    for (let i = 0; i < 16; i++) await countFollowUp(db, { ...school, value: i < 8 ? 'yes' : i < 10 ? 'no' : 'too-young' })
    expect(await rows('school')).toEqual({ '/told': 10, 'gt/told': 10, '/yes': 5, 'gt/yes': 5 })
    expect(await share('school')).toEqual([50])
    expect(indicatorsCsv(await read())).toContain('2026-11,school,gt,yes,5+')
    expect(await share('satisfaction')).toEqual([75])
    expect(await rows('reach-country')).toEqual({ '/gt': 10 })
    expect(await rows('reach-phase')).toEqual({ '/after': 10 })
    expect(await rows('unanswered')).toEqual({ '/passport': 5 })
    expect(indicatorsCsv(await read())).toContain('2026-11,satisfaction,all,useful,15+,~75%')
  }, 60_000)

  test('everybody is erased: what was counted stays as it was', async () => {
    const before = await read()
    for (const { id } of await engine.db.selectFrom('person').select('id').execute()) await deletePerson(engine.db, id, 1)
    expect(await engine.db.selectFrom('care_case').select('id').execute()).toEqual([])
    expect(await read()).toEqual(before)
  })

  test('a month that is not over is not told', async () => {
    expect(await readIndicators(engine.db, { officeId: 'o', month: '2026-12', today: '2026-12-02' })).toEqual({
      month: '2026-12',
      isOver: false,
      indicators: [],
    })
  })
})

test('attack: whoever tries every possible count against what is told cannot fix a hidden one, nor any other', () => {
  const most = 19
  const countries = ['gt', 'hn', 'sv'] as const
  const possible = new Map<string, number[][]>()
  for (let a = 0; a <= most; a++)
    for (let b = 0; b <= most; b++)
      for (let c = 0; c <= most; c++) {
        const n = [a, b, c]
        const counts = countries.flatMap((country, i) => (n[i] ? [{ indicator: 'x', value: 'v', country, n: n[i] ?? 0 }] : []))
        const seen = JSON.stringify(tellCounts(counts))
        possible.set(seen, [...(possible.get(seen) ?? []), n])
      }
  for (const [seen, ways] of possible)
    for (const [i, country] of countries.entries()) {
      const values = new Set(ways.map((way) => way[i]))
      // The world of the attack ends here: in the highest step fewer ways are left than there are.
      const isTop = ways.some((way) => way.some((n) => n >= 15))
      if (!isTop && values.size < 4) throw new RangeError(`${country} can be told from ${seen}: ${[...values].join()}`)
    }
  expect(possible.size).toBeGreaterThan(10)
})
