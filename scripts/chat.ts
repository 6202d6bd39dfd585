// npm run -s chat [-- --channel sms]: talk to the assistant in the terminal; one conversation, nothing is kept.
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { emptyState, type Preparation, runTurn, type Turn } from '../bot/index.ts'
import { openCommandLineBrain } from '../services/ask/index.ts'
import { CAPABILITIES } from '../services/channels/registry.ts'

const { values } = parseArgs({ options: { channel: { type: 'string', default: 'cli' } } })
const capabilities = CAPABILITIES[values.channel] ?? CAPABILITIES.cli
const { brain, close } = await openCommandLineBrain()
const terminal = createInterface({ input: process.stdin, output: process.stdout })
let state = emptyState()
let optedOut = false
let preparation: Preparation | undefined
console.log('Escriba su pregunta · Write your question · Ekri kesyon w · Écrivez · Escreva   (Ctrl+D ends)')
process.stdout.write('\n> ')
for await (const text of terminal) {
  const turn: Turn = {
    message: { text, attachments: [] },
    state,
    status: 'bot',
    capabilities: capabilities as Turn['capabilities'],
    regionHint: undefined,
    optedOut,
    ...(preparation ? { preparation } : {}),
  }
  const outcome = await runTurn(turn, brain.ports())
  state = outcome.state
  if (outcome.effects.preparation) preparation = outcome.effects.preparation.save ?? undefined
  if (outcome.effects.optOut) optedOut = outcome.effects.optOut.set === 'out'
  for (const reply of outcome.replies) console.log(`\n${reply.text}`)
  if (outcome.silence) console.log(`\n(silence: ${outcome.silence})`)
  process.stdout.write('\n> ')
}
await close()
