import { languagesOf } from './card-text.ts'
import { isStale } from './check-card.ts'
import { checkDossier, checkPhonesInDossier } from './check-dossier.ts'
import { checkGeneralHelp } from './check-gaps.ts'
import { checkRunnable } from './check-runnable.ts'
import { checkSms, type SmsOf } from './check-sms.ts'
import type { DossierRecord } from './dossier.ts'
import type { Fault } from './fault.ts'
import { freshness } from './freshness.ts'
import type { ContentFiles, LeftOut } from './load-content.ts'
import { lineFinder } from './read-yaml.ts'

export interface CheckOptions {
  readonly now: Date
  readonly graceUntil: Date | undefined
  /** Every record ("mx/0"): each must be carried by a card or listed in left-out.md. */
  readonly dossier: ReadonlyMap<string, DossierRecord>
  /** More records that phones may come from. */
  readonly crisisLines: ReadonlyMap<string, DossierRecord>
  /** Without it the length of an SMS is not checked. */
  readonly smsOf?: SmsOf
}

export interface ContentReport {
  readonly services: number
  /** country → language → number of cards */
  readonly cards: Record<string, Record<string, number>>
  /** Translations that no native reader has signed. */
  readonly drafts: number
  readonly leftOut: number
  readonly errors: Fault[]
  /** "mx.id-card ht": translations of Spanish that has changed since; people get the Spanish. */
  readonly stale: string[]
  readonly freshness: { readonly current: number; readonly grace: number; readonly expired: number }
  readonly confidence: { readonly high: number; readonly medium: number }
  /** Records that no card shows. */
  readonly unusedServices: string[]
  readonly leftOutRecords: readonly Pick<LeftOut, 'id' | 'reason'>[]
}

/** Holds the whole content against its rules. */
export function checkContent(files: ContentFiles, options: CheckOptions): ContentReport {
  const records = new Map([...files.services].map(([id, s]) => [id, s.value]))
  const cards = [...files.cards.values()]
  const errors: Fault[] = [
    ...checkRunnable(files, options.now),
    ...checkExpired(files, options),
    ...checkDossier(files, [...options.dossier.keys()]),
    ...checkPhonesInDossier(files, new Map([...options.dossier, ...options.crisisLines])),
    ...checkGeneralHelp(files),
    ...(options.smsOf ? checkSms(files, options.smsOf) : []),
  ]
  const used = new Set(cards.flatMap((card) => card.value.services))
  const confidence = { high: 0, medium: 0 }
  for (const record of records.values()) confidence[record.confidence]++
  return {
    services: files.services.size,
    ...countCards(files),
    leftOut: files.leftOut.length,
    errors,
    freshness: countFreshness(files, options),
    confidence,
    unusedServices: [...records.keys()].filter((id) => !used.has(id)),
    leftOutRecords: files.leftOut.map(({ id, reason }) => ({ id, reason })),
  }
}

function countCards(files: ContentFiles): Pick<ContentReport, 'cards' | 'drafts' | 'stale'> {
  const cards: Record<string, Record<string, number>> = {}
  const stale: string[] = []
  let drafts = 0
  for (const { value } of files.cards.values())
    for (const lang of languagesOf(value)) {
      const row = cards[value.country] ?? {}
      cards[value.country] = row
      row[lang] = (row[lang] ?? 0) + 1
      const words = value[lang]
      if (words && 'review' in words && words.review === 'draft') drafts++
      if (isStale(value, lang)) stale.push(`${value.id} ${lang}`)
    }
  return { cards, drafts, stale }
}

function countFreshness(files: ContentFiles, { now, graceUntil }: CheckOptions): ContentReport['freshness'] {
  const counts = { current: 0, grace: 0, expired: 0 }
  for (const { value } of files.cards.values()) counts[freshness(value, now, graceUntil)]++
  return counts
}

function checkExpired(files: ContentFiles, { now, graceUntil }: CheckOptions): Fault[] {
  return [...files.cards.values()]
    .filter(({ value }) => freshness(value, now, graceUntil) === 'expired')
    .map(({ value, file, text }) => {
      const field = value.review_by ? 'review_by' : 'checked_on'
      return {
        file,
        line: lineFinder(text)([field]),
        field,
        what: 'the review date has passed and there is no grace: people no longer get this card',
        fix: 'Check the facts again and set checked_on and review_by, or set CONTENT_GRACE_UNTIL for a pilot.',
      }
    })
}
