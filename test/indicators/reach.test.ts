import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { emptyState, type Outcome, type Ports, Preparation, type Turn } from '../../bot/index.ts'
import { loadMessages } from '../../services/content/index.ts'
import { noteProfiles, readIndicators } from '../../services/indicators/index.ts'
import type { Engine } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'

describe.each(bothStores().engines)('reach by sex and age group on %s', (_name, open) => {
  let engine: Engine
  let text: Ports['text']
  beforeAll(async () => {
    engine = await open()
    text = (await loadMessages('content')).text
  }, 120_000)
  afterAll(() => engine.close())

  interface Said {
    readonly before?: object
    readonly after?: object | null
    readonly profiles?: readonly string[]
    readonly day?: string
    /** The day on which the conversation was counted last. */
    readonly countedOn?: string
  }
  const turn = async ({ before, after, profiles = [], day = '2026-11-10', countedOn }: Said) => {
    const state = { ...emptyState(), profiles, ...(countedOn ? { counted: { day: countedOn, topics: [] } } : {}) }
    await noteProfiles(engine.db, {
      turn: { today: day, state, ...(before ? { preparation: Preparation.parse(before) } : {}) } as unknown as Turn,
      outcome: {
        profiles,
        country: 'hn',
        effects: after === undefined ? {} : { preparation: { save: after && Preparation.parse(after) } },
      } as unknown as Outcome,
      officeId: 'o',
      text,
    })
  }
  const counts = async (month = '2026-11') => {
    const rows = await engine.db.selectFrom('indicator_count').select(['value', 'n']).where('month', '=', month).orderBy('value').execute()
    return Object.fromEntries(rows.map(({ value, n }) => [value, Number(n)]))
  }
  const MAN = { answers: { about: 'hombre, 41' } }

  test('counted from the leave on, once a month, also in the next; never without it', async () => {
    await turn({ before: MAN, countedOn: '2026-11-10' })
    expect(await counts()).toEqual({})
    await turn({ before: MAN, after: { ...MAN, mayCount: true }, countedOn: '2026-11-10' })
    expect(await counts()).toEqual({ adult: 1, men: 1 })
    await turn({ before: { ...MAN, mayCount: true }, countedOn: '2026-11-10' })
    await turn({ before: { ...MAN, mayCount: true }, after: null, countedOn: '2026-11-10' })
    expect(await counts()).toEqual({ adult: 1, men: 1 })
    await turn({ before: { ...MAN, mayCount: true }, day: '2026-12-01', countedOn: '2026-11-10' })
    expect(await counts('2026-12')).toEqual({ adult: 1, men: 1 })
  })

  test('told in the talk and for the return is one', async () => {
    const woman = { answers: { about: 'mujer 34' }, mayCount: true }
    await turn({ before: woman, profiles: ['women'] })
    await turn({ before: woman, profiles: ['women'], countedOn: '2026-11-10' })
    expect(await counts()).toEqual({ adult: 2, men: 1, women: 1 })
  })

  test('the indicator tells men as it tells women, from five on', async () => {
    for (let i = 0; i < 5; i++) await turn({ before: { ...MAN, mayCount: true } })
    const { indicators } = await readIndicators(engine.db, { officeId: 'o', month: '2026-11', today: '2026-12-02' })
    expect(indicators.find(({ id }) => id === 'reach-profile')?.rows).toEqual([
      { country: '', value: 'adult', people: 5 },
      { country: 'hn', value: 'adult', people: 5 },
      { country: '', value: 'men', people: 5 },
      { country: 'hn', value: 'men', people: 5 },
    ])
  })
})
