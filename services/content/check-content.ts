import { languagesOf } from './card-text.ts'
import { checkCard, isStale } from './check-card.ts'
import { checkSameOffice, checkService } from './check-service.ts'
import type { Fault } from './fault.ts'
import { freshness } from './freshness.ts'
import type { ContentFiles } from './load-content.ts'
import { lineFinder } from './read-yaml.ts'

export interface ContentReport {
  readonly services: number
  /** country → language → number of cards */
  readonly cards: Record<string, Record<string, number>>
  readonly drafts: number
  readonly stale: string[]
  readonly inGrace: number
  readonly expired: number
  readonly leftOut: number
  readonly errors: Fault[]
}

/**
 * Holds the whole content against its rules.
 * @param dossierIds ids of every dossier record ("mx/0"); each must be carried by a card or listed in left-out.md
 */
export function checkContent(files: ContentFiles, options: { now: Date; graceUntil: Date | undefined; dossierIds: readonly string[] }): ContentReport {
  const errors: Fault[] = [...files.faults]
  const records = new Map([...files.services].map(([id, s]) => [id, s.value]))
  for (const service of files.services.values()) errors.push(...checkService(service))
  errors.push(...checkSameOffice(files.services))

  const cards: Record<string, Record<string, number>> = {}
  const stale: string[] = []
  let drafts = 0
  let inGrace = 0
  let expired = 0
  for (const card of files.cards.values()) {
    errors.push(...checkCard(card, records))
    const state = freshness(card.value, options.now, options.graceUntil)
    if (state === 'grace') inGrace++
    if (state === 'expired') {
      expired++
      errors.push({ file: card.file, line: lineFinder(card.text)(['checked_on']), field: 'checked_on', what: 'the review date has passed and there is no grace', fix: 'Check the facts again and set checked_on and review_by, or set CONTENT_GRACE_UNTIL for a pilot.' })
    }
    for (const lang of languagesOf(card.value)) {
      const row = (cards[card.value.country] ??= {})
      row[lang] = (row[lang] ?? 0) + 1
      const words = card.value[lang]
      if (lang !== 'es' && words && 'review' in words && words.review === 'draft') drafts++
      if (isStale(card.value, lang)) stale.push(`${card.value.id} ${lang}`)
    }
  }
  errors.push(...checkAsks(files), ...checkDossier(files, options.dossierIds))
  return { services: files.services.size, cards, drafts, stale, inGrace, expired, leftOut: files.leftOut.length, errors }
}

/** The same ask in two cards would pull one question to both. */
function checkAsks(files: ContentFiles): Fault[] {
  const seen = new Map<string, string>()
  const faults: Fault[] = []
  for (const { value, file, text } of files.cards.values())
    for (const lang of languagesOf(value))
      (value[lang]?.asks ?? []).forEach((ask, i) => {
        const key = ask.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
        const twin = seen.get(key)
        if (twin) faults.push({ file, line: lineFinder(text)([lang, 'asks', String(i)]), field: `${lang}.asks.${i}`, what: `"${ask}" stands in ${twin} too`, fix: 'Word it so that it fits only one card.' })
        seen.set(key, `${value.id} (${lang})`)
      })
  return faults
}

function checkDossier(files: ContentFiles, dossierIds: readonly string[]): Fault[] {
  const carried = new Set([...[...files.cards.values()].flatMap((c) => c.value.dossier), ...files.leftOut.map((l) => l.id)])
  return dossierIds
    .filter((id) => !carried.has(id))
    .map((id) => ({ file: `content/dossier/${id.split('/')[0]}.yaml`, line: 0, field: id, what: 'no card carries this record', fix: 'Write a card with it under dossier, or list it in content/left-out.md with the reason.' }))
}
