import { z } from 'zod'
import type { Answer } from './ask-question.ts'

/** A labelled question (../shared/eval, content/evaluation). */
export const Labelled = z.looseObject({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  lang: z.string(),
  channel: z.string().default('whatsapp'),
  route: z.string(),
  routes_ok: z.array(z.string()).optional(),
  topics: z.array(z.string()).default([]),
  country: z.string().nullable(),
  phase: z.string().nullable().default(null),
  context: z.array(z.object({ from: z.enum(['user', 'assistant']), text: z.string() })).default([]),
})
export type Labelled = z.infer<typeof Labelled>

/** What of one answer is right; undefined where the label asks for nothing. */
export interface Score {
  readonly route: boolean
  readonly top1: boolean | undefined
  readonly top3: boolean | undefined
  readonly country: boolean
  readonly phase: boolean | undefined
  readonly lang: boolean
  readonly crisisMissed: boolean
  readonly crisisFalse: boolean
  readonly wrongCountry: boolean
}

/** Holds one answer against its label. Topics count on messages whose label is "answer"; a route listed in routes_ok counts as right. */
export function score(label: Labelled, answer: Answer): Score {
  const routes = [label.route, ...(label.routes_ok ?? [])]
  const isAnswer = label.route === 'answer' && label.topics.length > 0
  const [first] = label.topics
  return {
    route: routes.includes(answer.route),
    top1: isAnswer ? answer.topics[0] === first : undefined,
    top3: isAnswer ? answer.topics.slice(0, 3).includes(first ?? '') : undefined,
    country: answer.country === label.country,
    phase: label.phase === null ? undefined : answer.phase === label.phase,
    lang: answer.lang === label.lang,
    crisisMissed: label.route === 'crisis' && answer.route !== 'crisis',
    crisisFalse: answer.route === 'crisis' && !routes.includes('crisis'),
    wrongCountry: label.country !== null && answer.answers.some((a) => a.country !== 'any' && a.country !== label.country),
  }
}

const COLUMNS = ['route', 'top1', 'top3', 'country', 'phase', 'lang'] as const

/** One row of the table: share of right ones in percent, and counts of what must never happen. */
export function summarise(name: string, scores: readonly Score[]): string {
  const share = (key: (typeof COLUMNS)[number]) => {
    const asked = scores.map((s) => s[key]).filter((value) => value !== undefined)
    return asked.length === 0 ? '    -' : ((100 * asked.filter(Boolean).length) / asked.length).toFixed(1).padStart(5)
  }
  const count = (key: 'crisisMissed' | 'crisisFalse' | 'wrongCountry') => String(scores.filter((s) => s[key]).length).padStart(4)
  return [
    name.padEnd(12),
    String(scores.length).padStart(5),
    ...COLUMNS.map((c) => share(c).padStart(8)),
    count('crisisMissed').padStart(8),
    count('crisisFalse').padStart(8),
    count('wrongCountry').padStart(8),
  ].join('')
}

export const HEADER = [
  'set'.padEnd(12),
  'n'.padStart(5),
  ...['route', 'top-1', 'top-3', 'country', 'phase', 'lang', 'cr.miss', 'cr.false', 'wrong c.'].map((h) => h.padStart(8)),
].join('')
