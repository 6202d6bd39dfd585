import { z } from 'zod'
import type { Lang, OfficeNotice } from '../../bot/index.ts'
import { LANGUAGES } from '../../bot/vocabulary.ts'
import type { NoticeRow } from '../store/index.ts'

/** Short enough to go before an answer in a text message. */
const MAX_CHARS = 120
/** "Of the day": a notice of months belongs on a reviewed card. */
export const MAX_NOTICE_DAYS = 31

/** Numbers to call and links come from reviewed records alone: what a borrowed password writes here cannot send anybody to a swindler. */
const NUMBER = /(?:\d[\s().-]*){6,}/
const LINK = /https?:|www\.|@|\S\.\S*[a-z]{2,}\/|\b[\w-]+\.(?:com|org|net|info|gob|gov|mx|gt|sv|hn|do|ht|us|me|ly|app|link)\b/i
/** How the fault is known by. */
export const NUMBER_OR_LINK = 'number-or-link'
const DATE = /\b\d{4}-\d{2}-\d{2}\b/g

const NoticeText = z
  .string()
  .trim()
  .min(3)
  .max(MAX_CHARS)
  .regex(/^[^\p{Cc}]*$/u)
  .refine((text) => !LINK.test(text) && !NUMBER.test(text.replace(DATE, '')), { error: NUMBER_OR_LINK })

/** A notice as it is given: at least one language. */
export const NoticeForm = z.strictObject({
  texts: z.partialRecord(z.enum(LANGUAGES), NoticeText).refine((texts) => Object.keys(texts).length > 0),
  closes: z.boolean(),
  until: z.iso.date(),
})
export type NoticeForm = z.infer<typeof NoticeForm>

/** A notice as it stands. */
export interface Notice extends NoticeForm {
  readonly id: string
  readonly madeAt: number
}

export function readNotice(row: NoticeRow): Notice {
  return {
    id: row.id,
    texts: JSON.parse(row.texts) as Notice['texts'],
    closes: row.closes === 1,
    until: row.until_day,
    madeAt: row.made_at,
  }
}

/** What an office tells on a day, in a language or the nearest one that it was written in; undefined from the day after its last. */
export function noticeOf(
  office: { readonly name: string; readonly kind: string; readonly notice?: Notice | undefined },
  today: string,
  lang: Lang,
): OfficeNotice | undefined {
  const { notice } = office
  if (!notice || today > notice.until) return undefined
  const nearest: readonly Lang[] = [lang, ...(lang === 'ht' ? (['fr'] as const) : []), 'es', 'en', ...LANGUAGES]
  const text = nearest.flatMap((one) => notice.texts[one] ?? [])[0]
  if (text === undefined) return undefined
  return { officeName: office.name, isConsulate: office.kind === 'consulate', text, closes: notice.closes, until: notice.until }
}
