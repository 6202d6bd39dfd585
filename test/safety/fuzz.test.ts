import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { emptyState, runTurn, type Turn } from '../../bot/index.ts'
import { gateAnswer, plain } from '../../bot/safety/index.ts'
import { CRISIS_KINDS, LANGUAGES } from '../../bot/vocabulary.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { linesOf, portsOfSafety, safetyOfContent } from './support.ts'

// FUZZ_RUNS=100000 npm test -- test/safety/fuzz
const numRuns = Number(process.env.FUZZ_RUNS ?? 300)
const { safety } = await safetyOfContent()
const ports = await portsOfSafety()
const danger = await linesOf('plain-danger.txt')
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...danger.join(' ').split(' '), '😭', '\u200b', '…', '1'), { maxLength: 60 }).map((words) => words.join(' ')),
)

test('no message makes anything throw', () => {
  fc.assert(
    fc.property(anything, fc.constantFrom(...LANGUAGES), (text, lang) => {
      safety.matchCommand(text, { hasPending: true, lang })
      safety.checkAbuse(text)
      gateAnswer(text, { phones: ['911'], urls: ['https://a.mx'] })
      const found = safety.detectCrisis(text)
      if (found) expect(CRISIS_KINDS).toContain(found.kind)
    }),
    { numRuns },
  )
})

test('plain text is lower-case words between sentence ends', () => {
  fc.assert(
    fc.property(anything, (text) => void expect(plain(text)).toMatch(/^\/ (?:[a-z0-9*/]+ )*$/)),
    { numRuns },
  )
})

test('danger among courtesies stays danger', () => {
  const courtesies = fc.constantFrom('', 'hola. ', 'buenas tardes! ', 'alo, ', '🙏 ', 'por favor\n')
  fc.assert(
    fc.property(
      fc.constantFrom(...danger),
      courtesies,
      (text, before) => void expect(safety.detectCrisis(`${before}${text} 🙏`)).toBeDefined(),
    ),
    { numRuns },
  )
})

test('whatever is written, also line after line: a reply, or a recorded reason for silence', async () => {
  const line = fc.oneof(
    { weight: 3, arbitrary: anything },
    { weight: 1, arbitrary: fc.constantFrom('ALTO', 'ALTA', 'PERSONA', 'MENU', '1', 'no', 'DISCRETO') },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 3 }), fc.constantFrom('sms', 'whatsapp', 'web'), async (lines, channel) => {
      let state = emptyState()
      let optedOut = false
      for (const text of lines) {
        const capabilities = CAPABILITIES[channel] as Turn['capabilities']
        const turn: Turn = { message: { text, attachments: [] }, state, status: 'bot', capabilities, regionHint: 'us', optedOut }
        const outcome = await runTurn(turn, ports)
        expect(outcome.replies.length > 0 || outcome.silence !== undefined).toBe(true)
        for (const reply of outcome.replies) expect(reply.text.trim()).not.toBe('')
        state = outcome.state
        if (outcome.effects.optOut) optedOut = outcome.effects.optOut.set === 'out'
      }
    }),
    { numRuns },
  )
})
