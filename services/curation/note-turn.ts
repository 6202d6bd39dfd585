import { randomUUID } from 'node:crypto'
import type { Outcome, Turn } from '../../bot/index.ts'
import { type PersonVault, redact } from '../privacy/index.ts'
import { type Db, insertUnanswered, markQuestionAnswered, noteCardAsked } from '../store/index.ts'
import type { CurationDeps } from './deps.ts'
import { noteFeedback } from './low-rated.ts'
import { questionKey } from './question-key.ts'

export interface NotedTurn {
  readonly turn: Turn
  readonly outcome: Outcome
  readonly vault: PersonVault
}

/**
 * What a turn means for the curators, inside the turn's own transaction: a question that found no good answer is kept, redacted and
 * without identity; one that is answered now takes the earlier ones off the list.
 */
export async function noteTurn(deps: CurationDeps, tx: Db, { turn, outcome, vault }: NotedTurn): Promise<void> {
  const at = deps.clock().getTime()
  await noteFeedback(deps, tx, { outcome, vault })
  const { effects, lang, country } = outcome
  if (effects.unanswered) {
    const question = questionKey(effects.unanswered.text, lang, country)
    const asker = vault.tag(`question:${question}`)
    await insertUnanswered(tx, {
      id: randomUUID(),
      at,
      lang,
      country,
      topic: outcome.topics[0] ?? null,
      reason: effects.unanswered.reason,
      text: redact(effects.unanswered.text, deps.placeOf),
      question,
      asker,
    })
    return
  }
  // Facts past their date are named and not told: that is no answer.
  const told = outcome.answers.filter(({ card }) => (deps.library().card(card, lang)?.freshness ?? 'expired') !== 'expired')
  for (const { card } of told) await noteCardAsked(tx, { card, asker: vault.tag(`card:${card}`), lang, at })
  const [first] = told
  if (!first) return
  // The country that was asked back for is part of the question; a topic that the person had to pick is not an answer to their words.
  const { pending } = turn.state
  const said = pending?.kind === 'country' && pending.about !== '' ? [turn.message.text, pending.about] : [turn.message.text]
  for (const words of said)
    for (const where of new Set([country, null])) await markQuestionAnswered(tx, questionKey(words, lang, where), { card: first.card, at })
}
