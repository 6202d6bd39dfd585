import { COUNTRIES, LANGUAGES } from '../../bot/vocabulary.ts'
import { askQuestion } from '../ask/index.ts'
import { PuenteError } from '../errors/index.ts'
import { findQuestion, insertAudit, markQuestionAnswered } from '../store/index.ts'
import type { CurationDeps } from './deps.ts'

export interface Tried {
  readonly isAnswered: boolean
  /** What the assistant decided to do. */
  readonly route: string
  readonly card: string | null
  readonly text: string
}

/**
 * Asks the question again, of the content that runs now: only an answer takes it off the list, never a tick of somebody.
 * @throws PuenteError P1004 when it is not open any more
 */
export async function tryAgain(deps: CurationDeps, staffId: string, question: string): Promise<Tried> {
  const { db } = deps.engine
  const found = await findQuestion(db, question)
  if (!found) throw new PuenteError('P1004')
  const lang = LANGUAGES.find((l) => l === found.lang)
  const country = COUNTRIES.find((c) => c === found.country)
  const answer = await askQuestion({ text: found.text, channel: 'whatsapp', context: [] }, deps.ports(), {
    ...(lang ? { lang } : {}),
    ...(country ? { country } : {}),
  })
  const told = answer.answers.find(({ card }) => (deps.library().card(card, lang ?? 'es')?.freshness ?? 'expired') !== 'expired')
  const at = deps.clock().getTime()
  if (told) await markQuestionAnswered(db, question, { card: told.card, at })
  await insertAudit(db, {
    at,
    kind: 'question-tried',
    conversationId: null,
    details: { question, staff: staffId, card: told?.card ?? 'none' },
  })
  return { isAnswered: told !== undefined, route: answer.route, card: told?.card ?? null, text: answer.replies[0]?.text ?? '' }
}
