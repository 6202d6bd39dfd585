import { beforeAll, describe, expect, test } from '@jest/globals'
import { withOfficeNotice } from '../../bot/answer/office-notice.ts'
import { emptyState, type OfficeNotice, type Ports, type Reply } from '../../bot/index.ts'
import { fitSegments } from '../../services/channels/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { loadMessages } from '../../services/content/index.ts'

type Draft = Parameters<typeof withOfficeNotice>[1]
const NOTICE: OfficeNotice = {
  officeName: 'Consulado',
  isConsulate: true,
  text: 'Hoy cerrado por nieve',
  closes: true,
  until: '2026-11-25',
}
const TOLD = 'Consulado está cerrado hasta el 25 nov 2026 inclusive: Hoy cerrado por nieve'

let text: Ports['text']
beforeAll(async () => {
  text = (await loadMessages('content')).text
})

/** The texts that go out for an answer on a topic. */
function told(over: {
  topic?: string
  route?: string
  state?: object
  channel?: string
  answer?: string
  notice?: Partial<OfficeNotice>
  openCase?: object
}): string[] {
  const { topic = 'passport', route = 'answer', state = {}, channel = 'whatsapp', answer = 'El pasaporte se pide con cita.' } = over
  const ports = { text, fitSegments, officeFor: () => ({ id: 'o' }), noticeOf: () => ({ ...NOTICE, ...over.notice }) } as unknown as Ports
  const draft = {
    lang: 'es',
    state: { ...emptyState(), ...state },
    turn: { capabilities: CAPABILITIES[channel], state: emptyState(), case: over.openCase },
    decision: { route, topics: [topic], say: [] },
  } as unknown as Draft
  const replies: Reply[] = [{ text: answer, choices: [], kind: 'answer' } as unknown as Reply]
  return withOfficeNotice(replies, draft, ports).map((reply) => reply.text)
}

describe('the notice of an office', () => {
  test('stands before an answer that leads to the consulate', () => {
    expect(told({})).toEqual([`${TOLD}\n\nEl pasaporte se pide con cita.`])
  })

  test('costs an SMS nothing but its own words: with room in the answer, without room in a message of its own', () => {
    expect(told({ channel: 'sms' })).toHaveLength(1)
    const long = 'El pasaporte se pide con cita. '.repeat(9).trim()
    const apart = told({ channel: 'sms', answer: long })
    expect(apart).toEqual([TOLD, long])
    expect(fitSegments(TOLD).segments).toBe(1)
  })

  test('stands before how a case is, while it is open', () => {
    const how = (stage: string) => told({ route: 'handoff', topic: 'talk-to-person', openCase: { officeId: 'o', stage } })
    expect([how('waiting').join().includes(TOLD), how('closed').join().includes(TOLD)]).toEqual([true, false])
  })

  test.each([
    ['before words in danger', { route: 'crisis' }],
    ['after danger', { state: { crisis: { kind: 'suicide', offers: 1 } } }],
    ['to a watched phone', { state: { discreet: true } }],
    ['before an answer that has nothing to do with consulates', { topic: 'vocational-training' }],
    ['of an office that is no consulate, before an answer', { notice: { isConsulate: false } }],
    ['before small talk', { route: 'smalltalk' }],
  ])('is not told %s', (_when, over) => {
    expect(told(over)).toEqual(['El pasaporte se pide con cita.'])
  })
})
