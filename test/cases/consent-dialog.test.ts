import { beforeAll, describe, expect, test } from '@jest/globals'
import { type CaseView, emptyState, type Outcome, type Ports, runTurn, type Turn } from '../../bot/index.ts'
import type { Reading } from '../../bot/understanding/index.ts'
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
  const reading: Reading = {
    normalised: '',
    countries: [],
    denied: [],
    language: { lang: 'es', confidence: 1, mixed: false },
    routes: [{ route: 'out', p: 1 }],
    topics: [],
    danger: { p: 0, kind: 'violence' as const, isBelieved: false, isPossible: false },
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
      crisisReply: () => ({ text: '', numbers: [], withoutOffer: '', call: '' }),
    },
  } as unknown as Ports
})

/** What is said, or a button that is pressed (its id; a title stands in its text). */
type Said = string | { readonly press: string; readonly title: string }

async function talk(lines: readonly Said[], start: Partial<Turn['state']>, known?: CaseView, channel = 'web'): Promise<Outcome> {
  let state: Turn['state'] = { ...emptyState(), language: 'es', ...start }
  let outcome: Outcome | undefined
  for (const line of lines) {
    const turn: Turn = {
      message: typeof line === 'string' ? { text: line, attachments: [] } : { text: line.title, attachments: [], choiceId: line.press },
      state,
      status: 'bot',
      capabilities: CAPABILITIES[channel] as Turn['capabilities'],
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

describe('consent by buttons, where the channel has them', () => {
  const start = { country: 'mx' as const, history: ['perdi mi acta de nacimiento'] }
  const press = (id: string, title = 'Sí, de acuerdo') => ({ press: `consent:${id}`, title })

  test('the packet goes first, then one line with yes, no and each part to strike', async () => {
    const { replies } = await talk(['persona'], start, undefined, 'whatsapp')
    expect(replies).toHaveLength(2)
    expect(replies[0]?.choices).toEqual([])
    expect(replies[0]?.text).toMatch(/1 Su pregunta[\s\S]*2 País/)
    expect(replies[1]?.text).not.toContain('\n')
    expect(replies[1]?.choices.map((c) => c.id)).toEqual([
      'consent:yes:o',
      'consent:no:o',
      'consent:strike:question',
      'consent:strike:country',
      'consent:strike:language',
    ])
    expect(replies[1]?.choices.every((c) => c.title.length <= 20)).toBe(true)
  })

  test('where there are no buttons the same is asked in words, in one message', async () => {
    const { replies } = await talk(['persona'], start, undefined, 'sms')
    expect(replies).toHaveLength(1)
    expect(replies[0]?.choices).toEqual([])
  })

  test('a part is struck by its button, and the yes that follows shares the rest', async () => {
    const outcome = await talk(['persona', press('strike:country', 'Quitar 2'), press('yes:o')], start, undefined, 'whatsapp')
    expect(outcome.effects.handoff?.packet.map((part) => part.key)).toEqual(['question', 'language'])
    expect(outcome.effects.handoff?.consent).toMatchObject({ basis: 'person', words: 'Sí, de acuerdo' })
  })

  test('no shares nothing', async () => {
    expect((await talk(['persona', press('no:o', 'No')], start, undefined, 'whatsapp')).effects).toEqual({})
  })

  test("a button that is still on the screen from another office's question agrees to nothing", async () => {
    const once = await talk(['persona', press('yes:another')], start, undefined, 'whatsapp')
    expect(once.effects).toEqual({})
    expect(said(once)).toMatch(/SI o NO/)
  })

  test('a number alone is no yes there either', async () => {
    expect((await talk(['persona', '1'], start, undefined, 'whatsapp')).effects).toEqual({})
  })

  test('DISCREET keeps the whole question: nobody agrees to what was not shown', async () => {
    const text = said(await talk(['persona'], { ...start, discreet: true }, undefined, 'sms'))
    expect(text).toMatch(/Su pregunta/)
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
    officeId: 'o',
    officeName: 'Casa',
    caseworker: 'Ana',
    hasConsent: true,
    promisedBy: undefined,
    nextStep: undefined,
    readers: [],
    first: undefined,
    offices: [],
    asked: undefined,
  }

  test('taking back the permission works while it is open, and after it was closed', async () => {
    expect((await talk(['quitar permiso'], {}, known)).effects.revoke).toBe(true)
    expect((await talk(['quitar permiso'], {}, { ...known, stage: 'closed' })).effects.revoke).toBe(true)
    expect((await talk(['quitar permiso'], {}, { ...known, stage: 'closed', hasConsent: false })).effects.revoke).toBeUndefined()
  })

  test.each([
    ['es', 'quitar permiso a la clinica', 'quitar permiso 2'],
    ['en', 'take back permission from clinica', 'take back 2'],
    ['ht', 'retire pemisyon clinica', 'retire pemisyon 2'],
    ['fr', 'retirer mon accord à la clinica', 'retirer accord 2'],
    ['pt', 'retirar permissão da clinica', 'retirar permissão 2'],
  ])('of two offices one is ended by name or number (%s), all without', async (_lang, byName, byNumber) => {
    const sees = ['packet'] as const
    const two: CaseView = {
      ...known,
      offices: [
        { id: 'casa', name: 'Casa Puente', sees },
        { id: 'clinic', name: 'Clínica Esperanza', sees },
      ],
    }
    const one = await talk([byName], {}, two)
    expect([one.effects.revoke, (await talk([byNumber], {}, two)).effects.revoke]).toEqual([{ officeId: 'clinic' }, { officeId: 'clinic' }])
    expect(said(one)).toMatch(/Casa Puente/)
    expect((await talk([byNumber.replace(' 2', '')], {}, two)).effects.revoke).toBe(true)
    // With one office there is nothing to choose, and other matters name no office.
    expect((await talk([byNumber.replace('2', '3')], {}, two)).effects.revoke).toBeUndefined()
    expect((await talk(['take back my passport at the clinica'], {}, two)).effects.revoke).toBeUndefined()
  })

  test.each([
    ['quitar permiso a todos'],
    ['quítenles el permiso a todos'],
    ['quitar permiso a las dos'],
    ['quitar permiso a todas las oficinas'],
    ['take my permission back from all'],
    ['take back permission from everyone'],
    ['retire pèmisyon nan men tout moun'],
    ['tire pèmisyon pou yo tout'],
    ['retirer accord à tous'],
    ['retirer mon accord à tout le monde'],
    ['retirar permissão de todos'],
    ['tirar permissão de todo mundo'],
  ])('"%s" ends it for every office, also where one is called so', async (words) => {
    const sees = ['packet'] as const
    const offices = [
      { id: 'casa', name: 'Casa Puente', sees },
      { id: 'all', name: 'Clínica Para Todos', sees },
    ]
    expect((await talk([words], {}, { ...known, offices })).effects.revoke).toBe(true)
    expect((await talk([words], {}, known)).effects.revoke).toBe(true)
  })

  test('asking for a person again tells how the case stands', async () => {
    expect(said(await talk(['persona'], {}, known))).toMatch(/lo lleva Ana/)
  })
})
