import { LANGUAGES } from '../../bot/vocabulary.ts'
import { freshness, isStale } from '../content/index.ts'
import { cardsAsked, type Db } from '../store/index.ts'
import type { CurationDeps, CurationItem, CurationSource } from './deps.ts'
import { whereIs } from './where.ts'

/** Whom a card reached lately decides how soon it is read again. */
const ASKED_MS = 90 * 86_400_000

/** Cards past their review date, and translations older than the Spanish text that they were made from. */
export function staleSource(deps: CurationDeps): CurationSource {
  return sourceOf(deps, 'stale', (card, now) => [
    // The operator's grace does not make a fact newer.
    ...(freshness(card, now, undefined) === 'current' ? [] : ['es']),
    ...LANGUAGES.filter((lang) => isStale(card, lang)),
  ])
}

/** Translations that no native reviewer has read. */
export function draftSource(deps: CurationDeps): CurationSource {
  return sourceOf(deps, 'draft', (card) => LANGUAGES.filter((lang) => lang !== 'es' && card[lang]?.review === 'draft'))
}

type Card = ReturnType<CurationDeps['library']>['cards'][number]

function sourceOf(deps: CurationDeps, kind: 'stale' | 'draft', languagesOf: (card: Card, now: Date) => readonly string[]): CurationSource {
  const all = () => {
    const now = deps.clock()
    return deps.library().cards.flatMap((card) => languagesOf(card, now).map((lang) => ({ card, lang })))
  }
  return {
    kind,
    count: async () => all().length,
    async list(db, page) {
      const library = deps.library()
      const peopleOf = await reached(db, deps.clock().getTime() - ASKED_MS)
      return all()
        .map(
          ({ card, lang }): CurationItem => ({
            id: `${card.id}:${lang}`,
            kind,
            text: card[lang as 'es']?.title ?? card.es.title,
            lang,
            country: card.country,
            topic: card.topic,
            people: peopleOf(card.id, lang),
            lastAt: null,
            ...whereIs(library, card),
          }),
        )
        .sort((a, b) => b.people - a.people || a.id.localeCompare(b.id))
        .slice(page.offset, page.offset + page.limit)
    },
  }
}

/** A fact concerns whoever was told it in any language; a translation, whoever was told it in that one. */
async function reached(db: Db, since: number): Promise<(card: string, lang: string) => number> {
  const counts = new Map<string, number>()
  for (const { card, lang, people } of await cardsAsked(db, since)) {
    counts.set(`${card}:${lang}`, (counts.get(`${card}:${lang}`) ?? 0) + people)
    if (lang !== 'es') counts.set(`${card}:es`, (counts.get(`${card}:es`) ?? 0) + people)
  }
  return (card, lang) => counts.get(`${card}:${lang}`) ?? 0
}
