import { beforeAll, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { emptyState, type Outcome, type Ports, type Preparation, runTurn, type Turn } from '../../bot/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { portsOfSafety } from '../safety/support.ts'

let ports: Ports
beforeAll(async () => {
  ports = await portsOfSafety()
})

type Kind = 'answer' | 'question' | 'order' | 'skip'
/** Words that are no keyword of ours; the number makes each message its own. */
const MESSAGES: Readonly<Record<Kind, (n: number) => string>> = {
  answer: (n) => `mi respuesta verde ${'abcdefghij'[n % 10]}${n}x`,
  question: (n) => `¿dónde queda la oficina azul ${n}x?`,
  order: () => 'MENU',
  skip: () => 'saltar',
}
const message = fc.record({ kind: fc.constantFrom<Kind>('answer', 'answer', 'answer', 'question', 'order', 'skip'), n: fc.nat(999) })

test.each([['sms'], ['whatsapp'], ['web']])('by %s every message in the middle is in the profile or was answered', async (channel) => {
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 14 }), async (row) => {
      let state = emptyState()
      let preparation: Preparation | undefined
      const say = async (text: string): Promise<Outcome> => {
        const capabilities = CAPABILITIES[channel] as Turn['capabilities']
        const turn: Turn = {
          message: { text, attachments: [] },
          state,
          status: 'bot',
          capabilities,
          regionHint: undefined,
          optedOut: false,
        }
        const outcome = await runTurn({ ...turn, ...(preparation ? { preparation } : {}) }, ports)
        state = outcome.state
        if (outcome.effects.preparation) preparation = outcome.effects.preparation.save ?? undefined
        return outcome
      }
      await say('preparar mi regreso')
      for (const [i, { kind, n }] of row.entries()) {
        const wasOpen = /^(ask|fix):/.test(state.pending?.kind === 'preparation' ? state.pending.about : '')
        const before = JSON.stringify(preparation?.answers)
        const text = MESSAGES[kind](1000 * i + n)
        const { replies } = await say(text)
        const said = replies.map((reply) => reply.text).join('\n')
        const kept = Object.values(preparation?.answers ?? {}).includes(text)
        // Somebody hears something, always.
        expect(said).not.toBe('')
        // An answer to an open question is kept; everything else is answered and changes no answer.
        if (kind === 'answer') expect(kept).toBe(wasOpen)
        else expect(JSON.stringify(preparation?.answers)).toBe(before)
        if (kind !== 'answer') expect(said).not.toMatch(/^Anotado/)
        if (kind === 'question') expect(said).toMatch(/No tengo información|persona/)
      }
    }),
    { numRuns: 60 },
  )
})

test('what was told is kept whole whatever comes between, and the next question is the first open one', async () => {
  let state = emptyState()
  let preparation: Preparation | undefined
  const say = async (text: string) => {
    const capabilities = CAPABILITIES.sms as Turn['capabilities']
    const turn: Turn = { message: { text, attachments: [] }, state, status: 'bot', capabilities, regionHint: undefined, optedOut: false }
    const outcome = await runTurn({ ...turn, ...(preparation ? { preparation } : {}) }, ports)
    state = outcome.state
    if (outcome.effects.preparation) preparation = outcome.effects.preparation.save ?? undefined
    return outcome.replies.map((reply) => reply.text).join('\n')
  }
  await say('preparar')
  await say('en mayo')
  await say('MENU')
  expect(await say('preparar')).toContain('2/10')
  // A number tells nothing here, and something there.
  await say('a Guatemala')
  expect(await say('3')).toContain('4/10')
  expect(await say('2')).toContain('4/10')
  expect(preparation?.answers).toEqual({ when: 'en mayo', where: 'a Guatemala', with: '3' })
})
