import { COUNTRIES, LANGUAGES } from '../../bot/vocabulary.ts'
import { countQuestions, listAnsweredSince, listQuestions, type QuestionKind, type QuestionRow } from '../store/index.ts'
import type { CurationDeps, CurationItem, CurationSource } from './deps.ts'
import { whereBelongs, whereIs } from './where.ts'

/** How long an answered question stays to be seen. */
const DONE_MS = 30 * 86_400_000
const MAX_DONE = 500

/** Questions that found nothing, or that we were unsure of: open until the same question is answered. */
export function questionSource(deps: CurationDeps, kind: QuestionKind): CurationSource {
  return {
    kind,
    count: (db) => countQuestions(db, kind),
    async list(db, page) {
      const library = deps.library()
      const rows = await listQuestions(db, kind, page)
      return await Promise.all(
        rows.map(async (row) => ({
          ...common(row),
          kind,
          ...(row.topic === null ? await nearest(deps, row) : whereBelongs(library, row.topic, row.country)),
        })),
      )
    },
  }
}

/** Questions that were answered after all, with the card that did it. */
export function doneSource(deps: CurationDeps): CurationSource {
  const since = () => deps.clock().getTime() - DONE_MS
  return {
    kind: 'done',
    count: async (db) => (await listAnsweredSince(db, since(), MAX_DONE)).length,
    async list(db, page) {
      const library = deps.library()
      return (await listAnsweredSince(db, since(), MAX_DONE)).slice(page.offset, page.offset + page.limit).map((row) => {
        const card = row.card === null ? undefined : library.file(row.card)
        return { ...common(row), kind: 'done', ...(card ? whereIs(library, card) : whereBelongs(library, row.topic, row.country)) }
      })
    },
  }
}

/** Of no topic that we know: the card that search finds first, since its words may be what is missing. */
async function nearest(deps: CurationDeps, row: QuestionRow) {
  const library = deps.library()
  const country = COUNTRIES.find((c) => c === row.country) ?? null
  const lang = LANGUAGES.find((l) => l === row.lang) ?? 'es'
  const [hit] = await deps.ports().findCards({ text: row.text, topics: [], country, phase: null, profiles: [], lang })
  const card = hit && library.file(hit.card)
  return card ? { ...whereIs(library, card), isNear: true } : whereBelongs(library, null, row.country)
}

function common(row: QuestionRow): Pick<CurationItem, 'id' | 'text' | 'lang' | 'country' | 'topic' | 'people' | 'lastAt'> {
  const { question, text, lang, country, topic, people, lastAt } = row
  return { id: question, text, lang, country, topic, people, lastAt }
}
