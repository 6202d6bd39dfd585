import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  checkInChoices,
  emptyState,
  type FollowUpView,
  LANGUAGES,
  type Lang,
  type Outcome,
  type Ports,
  runTurn,
  type Turn,
} from '../../bot/index.ts'
import type { Reading } from '../../bot/understanding/index.ts'
import { fitSegments } from '../../services/channels/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { loadMessages } from '../../services/content/index.ts'
import { loadSafety } from '../../services/safety/index.ts'

const NOTHING: FollowUpView = { mayOffer: true, offer: undefined, isAgreed: false, asked: undefined }
const asked = (question: 'how' | 'step' | 'school' | 'person', step?: string): FollowUpView => ({
  mayOffer: false,
  offer: undefined,
  isAgreed: true,
  asked: { id: 'c1', question, step, asksSchool: question === 'school', officeId: 'o', hasCase: true },
})

let ports: Ports
let text: Ports['text']
beforeAll(async () => {
  const [messages, { safety }] = await Promise.all([loadMessages('content'), loadSafety('content')])
  expect(messages.faults).toEqual([])
  text = messages.text
  const reading: Reading = {
    normalised: '',
    countries: [],
    denied: [],
    language: { lang: 'es', confidence: 0, mixed: false },
    routes: [{ route: 'out', p: 1 }],
    topics: [],
    danger: { p: 0, kind: 'violence' as const, isBelieved: false, isPossible: false },
    needs: [],
    country: null,
    here: null,
    phase: null,
    profiles: [],
  }
  const office = {
    id: 'o',
    name: 'Casa',
    isOpen: true,
    opensAt: undefined,
    answerMinutes: 30,
    followUpMonths: [1, 6],
    consentUntil: { ms: 9, date: '2027-02-01' },
  }
  ports = {
    text,
    fitSegments,
    safety,
    officeFor: () => office,
    read: async () => reading,
    readQuick: () => reading,
    findCards: async () => [],
    card: () => undefined,
    hasCard: () => false,
    hasGeneralCard: () => false,
    generalHelp: () => undefined,
    countryNeed: () => 0,
  } as unknown as Ports
})

const say = async (
  words: string,
  over: { view?: FollowUpView; lang?: Lang; state?: Partial<Turn['state']>; choiceId?: string } = {},
): Promise<Outcome> => {
  const lang = over.lang ?? 'es'
  return await runTurn(
    {
      message: { text: words, attachments: [], ...(over.choiceId ? { choiceId: over.choiceId } : {}) },
      state: { ...emptyState(), language: lang, languageAsked: true, ...over.state },
      status: 'bot',
      capabilities: CAPABILITIES.sms as Turn['capabilities'],
      regionHint: undefined,
      optedOut: false,
      followUp: over.view ?? NOTHING,
    },
    ports,
  )
}
const open = (view: FollowUpView, lang: Lang = 'es') => ({
  pending: { kind: 'check-in' as const, choices: checkInChoices(view.asked ?? { id: '', question: 'how' }, lang, { text }), about: '' },
})

describe('how somebody is, by number or words', () => {
  const how = asked('how', 'Sacar el acta')
  test.each([
    ['es', '1', 'good'],
    ['es', '2', 'so-so'],
    ['es', '3', 'bad'],
    ['es', 'bien, gracias a Dios', 'good'],
    ['es', 'no estoy bien', 'bad'],
    ['es', 'ahí voy', 'so-so'],
    ['es', 'no tan bien', 'bad'],
    ['es', 'no ando muy contento', 'so-so'],
    ['es', 'no estoy tan mal', 'so-so'],
    ['es', 'muy mal, no tengo trabajo', 'bad'],
    ['es', 'no tengo trabajo pero estoy bien', 'good'],
    ['es', 'aquí andamos', 'so-so'],
    ['en', 'not great', 'so-so'],
    ['en', 'not very good', 'so-so'],
    ['en', "I'm struggling", 'bad'],
    ['ht', 'mwen pa bon', 'bad'],
    ['fr', 'ça va pas mal', 'so-so'],
    ['pt', 'vou levando', 'so-so'],
    ['en', 'fine', 'good'],
    ['en', 'not so good', 'so-so'],
    ['en', 'not well', 'bad'],
    ['ht', 'mwen pa byen', 'bad'],
    ['ht', 'anfòm', 'good'],
    ['fr', 'ça va', 'good'],
    ['fr', 'pas bien', 'bad'],
    ['pt', 'não estou bem', 'bad'],
    ['pt', 'tudo bem', 'good'],
  ] as const)('%s: %s', async (lang, words, answer) => {
    const outcome = await say(words, { view: how, lang, state: open(how, lang) })
    expect(outcome.effects.checkIn).toMatchObject({ id: 'c1', question: 'how', answer, next: 'step' })
    expect(outcome.state.pending?.kind).toBe('check-in')
  })

  test('forgotten as a question of turns, it is open all the same', async () => {
    expect((await say('3', { view: how })).effects.checkIn).toMatchObject({ answer: 'bad' })
  })

  test('unclear is asked once more; then nobody insists', async () => {
    const first = await say('pues', { view: how, state: open(how) })
    expect([first.effects.checkIn, first.state.pending?.about]).toEqual([undefined, 'again'])
    const second = await say('pues', { view: how, state: first.state })
    expect(second.state.pending?.kind).not.toBe('check-in')
  })

  test('danger goes first and answers nothing', async () => {
    const outcome = await say('mal, me quiero morir', { view: how, state: open(how) })
    expect([outcome.route, outcome.effects.checkIn]).toEqual(['crisis', undefined])
  })

  test('STOP is STOP', async () => {
    expect((await say('STOP', { view: how, state: open(how) })).effects.optOut?.set).toBe('out')
  })
})

test.each([
  ['es', 'me deportaron ayer y no tengo papeles', true],
  ['es', 'ya regresé a mi país', true],
  ['es', 'quiero regresar a mi país', false],
  ['es', 'tengo miedo de que me deporten', false],
  ['en', 'I was deported last week', true],
  ['en', 'I do not want to be deported', false],
  ['ht', 'yo depòte m', true],
  ['fr', "on m'a expulsé hier", true],
  ['pt', 'fui deportado ontem', true],
] as const)('who is back is heard (%s, "%s": %s)', async (lang, words, isBack) => {
  expect((await say(words, { lang })).state.saidReturned).toBe(isBack)
  // In the United States again: nobody who has come home.
  expect((await say(words, { lang, state: { here: 'us', country: 'hn' } })).state.saidReturned).toBe(false)
  expect((await say(words, { lang, view: { ...NOTHING, mayOffer: false } })).state.saidReturned).toBe(false)
})

describe('whether the children go to school, in the place of the step', () => {
  const school = asked('school')
  test.each([
    ['es', '1', 'yes'],
    ['es', 'sí', 'yes'],
    ['es', 'ya van todos', 'yes'],
    ['es', '2', 'no'],
    ['es', 'ninguno', 'no'],
    ['es', 'aún no', 'no'],
    ['es', 'el mayor va pero la niña todavía no', 'no'],
    ['es', 'no hay cupo', 'no'],
    ['es', '3', 'too-young'],
    ['es', 'es muy pequeña', 'too-young'],
    ['es', 'no vine con niños', 'too-young'],
    ['en', 'yes they are', 'yes'],
    ['en', 'all of them', 'yes'],
    ['en', "they don't go", 'no'],
    ['en', 'not all of them', 'no'],
    ['en', 'too little, a baby', 'too-young'],
    ['ht', 'wi', 'yes'],
    ['ht', 'yo pa ale', 'no'],
    ['ht', 'twò piti', 'too-young'],
    ['fr', 'oui, tous', 'yes'],
    ['fr', 'pas encore', 'no'],
    ['fr', 'elle est trop petite', 'too-young'],
    ['pt', 'já vão', 'yes'],
    ['pt', 'não tem vaga', 'no'],
    ['pt', 'é muito pequena', 'too-young'],
  ] as const)('%s: %s', async (lang, words, answer) => {
    const outcome = await say(words, { view: school, lang, state: open(school, lang) })
    expect(outcome.effects.checkIn).toMatchObject({ question: 'school', answer, next: 'person' })
  })

  test('asked after "how are you", never beside the step: three questions', async () => {
    const { asked: how } = asked('how', 'Sacar el acta')
    const both: FollowUpView = { ...asked('how'), asked: how && { ...how, asksSchool: true } }
    const outcome = await say('1', { view: both, state: open(both) })
    expect(outcome.effects.checkIn).toMatchObject({ next: 'school' })
    expect(outcome.replies.at(-1)?.text).toMatch(/¿ya van todos a la escuela\?/)
  })
})

test('without a step the second question is left out; the last yes asks for consent and promises nothing', async () => {
  const how = asked('how')
  expect((await say('1', { view: how, state: open(how) })).effects.checkIn).toMatchObject({ next: 'person' })
  const person = asked('person')
  const yes = await say('sí', { view: person, state: open(person) })
  expect(yes.effects.checkIn).toMatchObject({ answer: 'yes', next: undefined })
  expect([yes.effects.handoff, yes.state.pending?.kind, yes.state.consent?.officeId]).toEqual([undefined, 'consent', 'o'])
})

test('the offer: yes and no by number; asked for and ended in words, in five languages', async () => {
  const offered: FollowUpView = { ...NOTHING, mayOffer: false, offer: { id: 'f1', months: [1, 6] } }
  expect((await say('sí', { view: offered })).effects.followUp).toMatchObject({ answer: 'yes', offer: { id: 'f1' } })
  expect((await say('no', { view: offered })).effects.followUp).toMatchObject({ answer: 'no' })
  expect((await say('perdí mi pasaporte', { view: offered })).effects.followUp).toBeUndefined()
  for (const lang of LANGUAGES) {
    const [ask = ''] = text(lang, 'follow_up.words.ask').split('|')
    const asking = await say(ask, { lang })
    expect([lang, asking.state.pending?.kind]).toEqual([lang, 'follow-up'])
    expect((await say('1', { lang, state: asking.state })).effects.followUp).toMatchObject({ answer: 'yes', offer: { officeId: 'o' } })
    const [end = ''] = text(lang, 'follow_up.words.end').split('|')
    expect((await say(end, { lang, view: asked('how') })).effects.followUp).toMatchObject({ answer: 'end' })
  }
})
