import { z } from 'zod'
import { type Country, emptyState, type LANGUAGES, type Outcome, type Ports, runTurn, type Turn } from '../../bot/index.ts'
import { fitSegments } from '../channels/index.ts'
import { CAPABILITIES } from '../channels/registry.ts'

/** One question of a batch: a new person each time. */
export const Question = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  text: z.string(),
  channel: z.enum(['sms', 'whatsapp', 'web', 'cli']).default('whatsapp'),
  /** The conversation before it: lines of the user are turns that came before; ours are for reading only. */
  context: z.array(z.object({ from: z.enum(['user', 'assistant']), text: z.string() })).default([]),
})
export type Question = z.infer<typeof Question>

/** What `npm run ask` prints for a question. */
export interface Answer {
  readonly id: string | number | null
  readonly route: string
  readonly lang: string
  readonly country: string | null
  readonly phase: string | null
  readonly profile: readonly string[]
  readonly topics: readonly string[]
  readonly answers: Outcome['answers']
  readonly replies: readonly { readonly text: string; readonly segments: number; readonly encoding: string }[]
  readonly ms: number
}

/** Runs the real turns of one person, the context first, and gives the last outcome in the form of the command line. */
export async function askQuestion(
  question: Question,
  ports: Ports,
  options: { lang?: (typeof LANGUAGES)[number]; country?: Country } = {},
): Promise<Answer> {
  const capabilities = CAPABILITIES[question.channel] as Turn['capabilities']
  let state: Turn['state'] = {
    ...emptyState(),
    ...(options.lang ? { language: options.lang } : {}),
    ...(options.country ? { country: options.country } : {}),
  }
  const turnOf = (text: string): Turn => ({
    message: { text, attachments: [] },
    state,
    status: 'bot',
    capabilities,
    regionHint: undefined,
    optedOut: false,
  })
  for (const line of question.context) {
    // What the assistant of the context said is what the person answers to, whatever we would have said.
    if (line.from === 'assistant') state = { ...state, assistantLast: line.text, pending: undefined, askedInRow: 0 }
    else state = (await runTurn(turnOf(line.text), ports)).state
  }
  const startedAt = performance.now()
  const outcome = await runTurn(turnOf(question.text), ports)
  const ms = performance.now() - startedAt
  return {
    id: question.id ?? null,
    route: outcome.route,
    lang: outcome.lang,
    country: outcome.country,
    phase: outcome.phase,
    profile: outcome.profiles,
    topics: outcome.topics,
    answers: outcome.answers,
    replies: outcome.replies.map((reply) => {
      if (!capabilities.costsPerSegment) return { text: reply.text, segments: 1, encoding: 'UTF-8' }
      const { text, segments, encoding } = fitSegments(reply.text)
      return { text, segments, encoding }
    }),
    ms: Math.round(ms * 10) / 10,
  }
}
