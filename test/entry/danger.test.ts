import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  type EntryBook,
  type EntryCode,
  emptyState,
  LANGUAGES,
  type Lang,
  openEntryBook,
  type Ports,
  runTurn,
  type Turn,
} from '../../bot/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { loadEntryWords } from '../../services/entry/index.ts'
import { portsOfSafety } from '../safety/support.ts'

const DANGER: Readonly<Record<Lang, string>> = {
  es: 'ya no quiero vivir, me voy a matar',
  en: 'i want to kill myself tonight',
  ht: 'mwen vle mouri, mwen pral touye tèt mwen',
  fr: 'je veux mourir, je vais me tuer ce soir',
  pt: 'quero morrer, vou me matar hoje',
}
const AROUND = [
  (said: string) => `HOUSTON ${said}`,
  (said: string) => `houston: ${said}`,
  (said: string) => `MX7K ${said}`,
  (said: string) => `${said} mx7k`,
  (said: string) => `H0USTON ${said}`,
  (said: string) => `codigo HOUSTON ${said}`,
  (said: string) => `FR7X ${said}`,
  (said: string) => `hola HOUSTON, ${said}`,
]

let ports: Ports
let book: EntryBook
beforeAll(async () => {
  ports = await portsOfSafety()
  const code = {
    kind: 'consulate',
    name: 'Consulado',
    officeId: 'c',
    country: 'gt',
    here: 'us',
    phase: 'before',
    language: 'es',
    isRetired: false,
    redirectTo: undefined,
  } as const
  book = openEntryBook([{ ...code, code: 'HOUSTON' } as EntryCode, { ...code, code: 'MX7K' } as EntryCode], await loadEntryWords('content'))
})
const turnOf = (text: string, over: Partial<Turn['message']> = {}): Turn => ({
  message: { text, attachments: [], ...over },
  state: emptyState(),
  status: 'bot',
  capabilities: CAPABILITIES.sms as Turn['capabilities'],
  regionHint: undefined,
  optedOut: false,
})

describe.each(LANGUAGES)('danger in %s beside a code', (lang) => {
  test('is met first, wherever the code stands, with the numbers of its place', async () => {
    for (const around of AROUND) {
      const { route, replies, state } = await runTurn(turnOf(around(DANGER[lang])), { ...ports, entryBook: () => book })
      expect([around('…'), route]).toEqual([around('…'), 'crisis'])
      if (state.entry) expect(replies[0]?.text).toMatch(/988|911/)
    }
  })

  test('is met first from a link too', async () => {
    const { route, replies } = await runTurn(turnOf(DANGER[lang], { entryCode: 'HOUSTON' }), { ...ports, entryBook: () => book })
    expect([route, replies[0]?.text]).toEqual(['crisis', expect.stringMatching(/988|911/)])
  })

  test('is met while the codes are broken', async () => {
    const entryBook = () => {
      throw new RangeError('broken')
    }
    const { route, events } = await runTurn(turnOf(`HOUSTON ${DANGER[lang]}`, { entryCode: 'HOUSTON' }), { ...ports, entryBook })
    expect(route).toBe('crisis')
    expect(events).toContainEqual({ kind: 'entry', details: { outcome: 'failed', code: '' } })
  })
})
