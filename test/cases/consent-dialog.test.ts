import { beforeAll, describe, expect, test } from '@jest/globals'
import { type CaseView, emptyState, type Outcome, type Ports, runTurn, type Turn } from '../../bot/index.ts'
import { fitSegments } from '../../services/channels/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { loadMessages } from '../../services/content/index.ts'

const OFFICE = {
  id: 'o',
  name: 'Casa',
  isOpen: false,
  opensAt: { date: '2026-11-30', time: '8:00' },
  answerMinutes: 30,
  consentUntil: { ms: 9_999, date: '2027-02-01' },
}
const COMMANDS: Record<string, string> = { persona: 'person', si: 'yes', no: 'no', 'como va': 'case-status', '1': 'number', '2': 'number' }

let ports: Ports
beforeAll(async () => {
  const { text, faults } = await loadMessages('content')
  expect(faults).toEqual([])
  const reading = {
    language: { lang: 'es', confidence: 1, mixed: false },
    routes: [{ route: 'out', p: 1 }],
    topics: [],
    needs: [],
    country: null,
    here: null,
    phase: null,
    profiles: [],
  }
  ports = {
    text,
    fitSegments,
    officeFor: () => OFFICE,
    read: async () => reading,
    readQuick: () => reading,
    findCards: async () => [],
    card: () => undefined,
    hasCard: () => false,
    hasGeneralCard: () => false,
    generalHelp: () => undefined,
    countryNeed: () => 0,
    safety: {
      matchCommand: (said: string) =>
        COMMANDS[said]
          ? { command: COMMANDS[said], word: said, ...(COMMANDS[said] === 'number' ? { number: Number(said) } : {}) }
          : undefined,
      detectCrisis: () => undefined,
      checkAbuse: () => undefined,
      conduct: () => '',
      crisisReply: () => ({ text: '', numbers: [] }),
    },
  } as unknown as Ports
})

async function talk(lines: readonly string[], start: Partial<Turn['state']>, known?: CaseView): Promise<Outcome> {
  let state: Turn['state'] = { ...emptyState(), language: 'es', ...start }
  let outcome: Outcome | undefined
  for (const text of lines) {
    const turn: Turn = {
      message: { text, attachments: [] },
      state,
      status: 'bot',
      capabilities: CAPABILITIES.web as Turn['capabilities'],
      regionHint: undefined,
      optedOut: false,
      newCaseNumber: 'ABC234',
      ...(known ? { case: known } : {}),
    }
    outcome = await runTurn(turn, ports)
    state = outcome.state
  }
  if (!outcome) throw new RangeError('nothing was said')
  return outcome
}
const said = (outcome: Outcome) => outcome.replies.map((reply) => reply.text).join('\n')

describe('consent', () => {
  test('outside office hours the person is told when somebody answers', async () => {
    const outcome = await talk(['persona', 'si'], { country: 'mx', history: ['perdi mi acta de nacimiento'] })
    expect(said(outcome)).toContain('abre el 30 nov 2026 a las 8:00')
    expect(outcome.effects.handoff).toMatchObject({
      officeId: 'o',
      number: 'ABC234',
      consent: { basis: 'person', words: 'si', textVersion: '2026-11' },
    })
    expect(outcome.effects.handoff?.packet.map((part) => part.key)).toEqual(['question', 'country', 'language'])
  })

  test('a number alone is no yes', async () => {
    expect((await talk(['persona', '1'], {})).effects.handoff).toBeUndefined()
  })

  test('a no shares nothing', async () => {
    expect((await talk(['persona', 'no'], {})).effects).toEqual({})
  })
})

describe('a child alone', () => {
  const child = {
    profiles: ['unaccompanied-child'] as Turn['state']['profiles'],
    country: 'mx' as const,
    history: ['me escape de mi casa ayer'],
  }

  test('is asked for an adult first; their yes is no consent by itself', async () => {
    const asked = await talk(['persona'], child)
    expect(said(asked)).toMatch(/persona adulta/)
    expect((await talk(['persona', 'si'], child)).effects.handoff).toBeUndefined()
  })

  test('an adult who is there reads the packet and agrees as guardian', async () => {
    const outcome = await talk(['persona', 'si', 'si'], child)
    expect(outcome.effects.handoff?.consent).toMatchObject({ basis: 'guardian' })
  })

  test('without an adult the child-protection officer is told, with country and language and not a word', async () => {
    const outcome = await talk(['persona', 'no'], child)
    expect(outcome.effects.handoff).toMatchObject({ reason: 'child', priority: 'urgent', consent: undefined })
    expect(outcome.effects.handoff?.packet.map((part) => part.key)).toEqual(['country', 'language'])
  })
})

describe('a case that is known', () => {
  const known: CaseView = {
    number: 'ABC234',
    stage: 'open',
    officeName: 'Casa',
    caseworker: 'Ana',
    hasConsent: true,
    promisedBy: undefined,
    nextStep: undefined,
    readers: [],
    asked: undefined,
  }

  test('taking back the permission works while it is open, and after it was closed', async () => {
    expect((await talk(['quitar permiso'], {}, known)).effects.revoke).toBe(true)
    expect((await talk(['quitar permiso'], {}, { ...known, stage: 'closed' })).effects.revoke).toBe(true)
    expect((await talk(['quitar permiso'], {}, { ...known, stage: 'closed', hasConsent: false })).effects.revoke).toBeUndefined()
  })

  test('asking for a person again tells how the case stands', async () => {
    expect(said(await talk(['persona'], {}, known))).toMatch(/lo lleva Ana/)
  })
})
