import { beforeAll, describe, expect, test } from '@jest/globals'
import { emptyState, type Ports, runTurn, type Turn } from '../../bot/index.ts'
import { PLACES } from '../../bot/safety/index.ts'
import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { crisisDossier, portsOfSafety } from './support.ts'

const DANGER: Readonly<Record<Lang, string>> = {
  es: 'ya no quiero vivir, me voy a matar',
  en: 'i want to kill myself tonight',
  ht: 'mwen vle mouri, mwen pral touye tèt mwen',
  fr: 'je veux mourir, je vais me tuer ce soir',
  pt: 'quero morrer, vou me matar hoje',
}
const gone = () => {
  throw new RangeError('gone')
}
/** What the bot finds when it asks the world. */
const WORLDS: readonly (readonly [string, Partial<Record<keyof Ports, unknown>>])[] = [
  ['the model off', { read: () => Promise.reject(new RangeError('no model')) }],
  ['the worker killed: it never answers', { read: () => new Promise(() => undefined) }],
  ['the index empty', { findCards: async () => [], card: () => undefined, hasCard: () => false }],
  [
    'everything but the safety texts broken',
    { read: gone, readQuick: gone, findCards: gone, card: gone, hasCard: gone, officeFor: undefined },
  ],
]

let base: Ports
let sourced: ReadonlyMap<string, readonly string[]>
beforeAll(async () => {
  const dossier = await crisisDossier()
  base = await portsOfSafety()
  sourced = new Map(
    dossier.map(({ country, lines }) => [
      country,
      lines
        .filter((line) => line.confidence !== 'low')
        .flatMap((line) =>
          line.number
            .split(/[;/(),]/)
            .map(digits)
            .filter(Boolean),
        ),
    ]),
  )
})

const digits = (text: string) => text.replace(/\D/g, '')
const turnOf = (text: string, place: string, lang: Lang): Turn => ({
  message: { text, attachments: [] },
  state: { ...emptyState(), language: lang, here: place },
  status: 'bot',
  capabilities: CAPABILITIES.sms as Turn['capabilities'],
  regionHint: undefined,
  optedOut: false,
})

describe.each(WORLDS)('with %s', (_name, broken) => {
  describe.each(PLACES)('in %s', (place) => {
    test.each(LANGUAGES)('%s: the number that is named stands in the source, digit by digit', async (lang) => {
      const ports = { ...base, ...broken } as Ports
      const { route, replies } = await runTurn(turnOf(DANGER[lang], place, lang), ports)
      expect(route).toBe('crisis')
      expect(replies).toHaveLength(1)
      const text = replies[0]?.text ?? ''
      const { numbers } = base.safety.crisisReply('suicide', place, lang)
      expect(text).toBe(base.safety.crisisReply('suicide', place, lang).text)
      expect(numbers.length).toBeGreaterThan(0)
      for (const number of numbers) {
        expect(text).toContain(number)
        expect(sourced.get(place)).toContain(digits(number))
      }
    })
  })
})

describe.each(LANGUAGES)('a phone that is looked at (DISCREET), in %s', (lang) => {
  const discreet = (region: string | undefined): Turn => {
    const { here: _here, ...turn } = turnOf(DANGER[lang], 'mx', lang).state
    return { ...turnOf(DANGER[lang], 'mx', lang), state: { ...turn, discreet: true }, regionHint: region }
  }

  test.each(PLACES)('place unknown: the number of the region that the caller has (%s), and nothing else', async (place) => {
    const { replies } = await runTurn(discreet(place), base)
    const { numbers } = base.safety.crisisReply('suicide', place, lang)
    expect(digits(replies[0]?.text ?? '')).toContain(digits(numbers[0] ?? '-'))
    expect(replies[0]?.text).not.toMatch(/\p{L}{3}/u)
  })

  test.each([[undefined], ['br']])(
    'place and region unknown (%s): one short sentence that names no service and no matter',
    async (region) => {
      const { replies } = await runTurn(discreet(region), base)
      expect(replies.map((reply) => reply.text)).toEqual([base.safety.crisisReply('suicide', undefined, lang).call])
      expect(replies[0]?.text.length).toBeLessThanOrEqual(120)
      expect(replies[0]?.text).not.toMatch(/Puente|suicid|viol|mata|tou?ye|tuer|crisis|crise/i)
    },
  )
})
