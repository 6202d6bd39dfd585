import { readdir, readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { emptyState, type Ports, runTurn, type Turn } from '../../bot/index.ts'
import { createReader, type Reading } from '../../bot/understanding/index.ts'
import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { loadHead, loadLanguageData } from '../../services/understanding/index.ts'
import { type Example, portsOfSafety, safetyOfContent } from './support.ts'

/** Messages that nobody who wrote a rule or a training line had seen, on both sides of danger: never train on them, never mend by one. */
const unseen = (await readFile(new URL('./fixtures/unseen-danger.jsonl', import.meta.url), 'utf8'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Example)

const MEMORY = { profiles: [], topics: [] }
const reader = createReader(loadLanguageData('.'), loadHead('.'))
const byWords = (text: string) => reader.read({ text, vector: null, detected: [], memory: MEMORY, previous: [] }).danger

describe('danger that nobody had in view, with the model down', () => {
  const share = (of: readonly boolean[]) => of.filter(Boolean).length / of.length

  test('rules and head together find more than the rules, and hardly ever see it where there is none', async () => {
    const { safety } = await safetyOfContent()
    const ruled = ({ text }: Example) => safety.detectCrisis(text) !== undefined
    const found = (example: Example) => ruled(example) || byWords(example.text).isBelieved
    const danger = unseen.filter(({ route }) => route === 'crisis')
    const none = unseen.filter(({ route }) => route !== 'crisis')
    expect(share(danger.map(found))).toBeGreaterThan(share(danger.map(ruled)) + 0.1)
    expect(share(none.map((example) => byWords(example.text).isBelieved))).toBeLessThan(0.02)
  })

  test('none of them is trained on', async () => {
    const lines = await Promise.all(
      ['examples', 'examples-extra', 'examples-danger'].map(async (folder) => {
        const files = (await readdir(`content/${folder}`)).filter((name) => name.endsWith('.jsonl'))
        return (await Promise.all(files.map((name) => readFile(`content/${folder}/${name}`, 'utf8'))))
          .join('\n')
          .split('\n')
          .filter(Boolean)
      }),
    )
    for (const folder of lines) expect(folder.length).toBeGreaterThan(1_000)
    const texts = new Set(lines.flat().map((line) => (JSON.parse(line) as Example).text))
    expect(unseen.filter(({ text }) => texts.has(text))).toEqual([])
  })
})

describe('danger that is possible', () => {
  const HINT: Readonly<Record<Lang, RegExp>> = {
    es: /peligro en este momento\?/,
    en: /danger at this moment\?/,
    ht: /danje nan moman sa a\?/,
    fr: /danger en ce moment \?/,
    pt: /perigo neste momento\?/,
  }
  let safe: Ports
  beforeAll(async () => {
    safe = await portsOfSafety()
  })
  const talk = async (lang: Lang, danger: Partial<Reading['danger']>, over: Partial<Turn['state']> = {}) => {
    const reading = (await safe.read({} as never)) as Reading
    const ports: Ports = {
      ...safe,
      read: async () => ({
        ...reading,
        language: { ...reading.language, lang },
        danger: { p: 0.3, kind: 'trafficking', isBelieved: false, isPossible: false, ...danger },
      }),
    }
    return await runTurn(
      {
        message: { text: 'xxxx xxxx', attachments: [] },
        state: { ...emptyState(), language: lang, here: 'mx', ...over },
        status: 'bot',
        capabilities: CAPABILITIES.sms as Turn['capabilities'],
        regionHint: undefined,
        optedOut: false,
        today: '2026-11-25',
      },
      ports,
    )
  }
  const text = (outcome: Awaited<ReturnType<typeof talk>>) => outcome.replies.map((reply) => reply.text)

  test.each(LANGUAGES)('%s: the line whom to call stands before the answer, with the number of the place', async (lang) => {
    const [hint = '', ...answer] = text(await talk(lang, { isPossible: true }))
    expect(hint).toMatch(HINT[lang])
    expect(hint).toMatch(/\d{3}/)
    expect(answer.join('')).not.toBe('')
    expect(answer.join('')).not.toMatch(HINT[lang])
  })

  test.each(LANGUAGES)('%s: where it is not, the answer stands alone', async (lang) => {
    expect(text(await talk(lang, {})).join('')).not.toMatch(HINT[lang])
  })

  test('it is told once a day for a kind of danger', async () => {
    const { hinted } = (await talk('es', { isPossible: true })).state
    expect(hinted).toEqual({ day: '2026-11-25', kind: 'trafficking' })
    const again = async (danger: Partial<Reading['danger']>, day = '2026-11-25') =>
      text(await talk('es', { isPossible: true, ...danger }, { hinted: { day, kind: 'trafficking' } })).join('')
    expect(await again({})).not.toMatch(HINT.es)
    expect(await again({ kind: 'medical' })).toMatch(HINT.es)
    expect(await again({}, '2026-11-24')).toMatch(HINT.es)
  })

  test('to a watched phone nothing is added', async () => {
    expect(text(await talk('es', { isPossible: true }, { discreet: true })).join('')).not.toMatch(HINT.es)
  })

  test('believed, it is met as danger, of the kind that the head saw', async () => {
    const outcome = await talk('es', { isPossible: true, isBelieved: true })
    expect(outcome.route).toBe('crisis')
    expect(outcome.events).toContainEqual({ kind: 'crisis', details: { kind: 'trafficking', source: 'head', where: 'mx' } })
    expect(text(outcome)).toHaveLength(1)
  })
})
