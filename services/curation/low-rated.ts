import type { Outcome } from '../../bot/index.ts'
import type { Library } from '../content/index.ts'
import { type PersonVault, redact } from '../privacy/index.ts'
import { countLowRated, type Db, type LowRatedRow, listLowRated, noteLowRated, settleLowRated } from '../store/index.ts'
import type { CurationDeps, CurationSource } from './deps.ts'
import { questionKey } from './question-key.ts'
import { whereBelongs, whereIs } from './where.ts'

const DAY_MS = 86_400_000
/** What was called not useful is looked at for so long. */
const LOOK_BACK_MS = 90 * 86_400_000

/**
 * Keeps that an answer did not help: the question redacted, the card, the reason where one was given; not who. When the same question is
 * called well answered later, by another card or by this one after it was checked again, that is what takes it off the list.
 */
export async function noteFeedback(
  deps: CurationDeps,
  tx: Db,
  { outcome, vault }: { outcome: Outcome; vault: PersonVault },
): Promise<void> {
  const { feedback } = outcome.effects
  if (!feedback) return
  const question = questionKey(feedback.about, outcome.lang, outcome.country)
  const at = deps.clock().getTime()
  const [told] = feedback.cards
  if (feedback.isUseful) {
    if (told) await settleLowRated(tx, question, { card: told.card, upTo: checkedUpTo(deps.library(), told.card), at })
    return
  }
  for (const { card, topic } of feedback.cards)
    await noteLowRated(tx, {
      card,
      question,
      asker: vault.tag(`rated:${question}`),
      text: redact(feedback.about, deps.placeOf),
      lang: outcome.lang,
      country: outcome.country,
      topic,
      why: feedback.why ?? null,
      at,
    })
}

/** Answers that people called not useful, those of most people first. */
export function lowRatedSource(deps: CurationDeps): CurationSource {
  const since = () => deps.clock().getTime() - LOOK_BACK_MS
  return {
    kind: 'low-rated',
    count: (db) => countLowRated(db, since()),
    async list(db, page) {
      const library = deps.library()
      return (await listLowRated(db, since(), page)).map((row) => ({
        id: `${row.question}:${row.card}`,
        kind: 'low-rated' as const,
        text: row.text,
        lang: row.lang,
        country: row.country,
        topic: row.topic,
        people: row.people,
        lastAt: row.lastAt,
        whys: row.whys,
        ...place(library, row),
      }))
    },
  }
}

/** A card that is gone since leaves the place where the answer belongs. */
function place(library: Library, row: LowRatedRow) {
  const card = library.file(row.card)
  return card ? whereIs(library, card) : whereBelongs(library, row.topic, row.country)
}

/** The end of the day on which a card was last checked (ms): what was said of it before may be mended. */
function checkedUpTo(library: Library, card: string): number {
  const day = Date.parse(library.file(card)?.checked_on ?? '')
  return Number.isNaN(day) ? 0 : day + DAY_MS
}
