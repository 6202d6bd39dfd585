import type { Lang } from '../../bot/vocabulary.ts'
import { languagesOf } from './card-text.ts'
import type { Fault } from './fault.ts'
import type { ContentFiles } from './load-content.ts'
import { lineFinder } from './read-yaml.ts'

/** What a card becomes on a channel that costs by segment. */
export interface SmsForm {
  readonly segments: number
  readonly encoding: 'GSM-7' | 'UCS-2'
  /** Where the fact is from and how old it is still stands in the message. */
  readonly hasSource: boolean
}

/** Renders a card's first SMS as the bot does; given from outside, because content does not know channels. */
export type SmsOf = (cardId: string, lang: Lang) => SmsForm

const MAX_SEGMENTS = 2

/** The first answer by SMS is at most two segments, with its source, its date and the word for more. */
export function checkSms(files: ContentFiles, smsOf: SmsOf): Fault[] {
  return [...files.cards.values()].flatMap(({ value, file, text }) =>
    languagesOf(value).flatMap((lang) => {
      const form = smsOf(value.id, lang)
      const what =
        form.segments > MAX_SEGMENTS
          ? `takes ${form.segments} SMS (${form.encoding}) with its source and the word for more`
          : form.hasSource
            ? undefined
            : 'leaves no room for its source and its date in two SMS'
      if (what === undefined) return []
      const fix =
        form.encoding === 'UCS-2'
          ? 'Take out the sign that a plain phone cannot show (emoji, special letter).'
          : 'Shorten it; details go into steps or note.'
      return [{ file, line: lineFinder(text)([lang, 'short']), field: `${lang}.short`, what, fix }]
    }),
  )
}
