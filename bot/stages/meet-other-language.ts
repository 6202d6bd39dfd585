import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { LANGUAGES } from '../vocabulary.ts'

/** From here on a text is believed to be in none of our languages. */
const SURE = 0.6

/** A language that we do not speak: says in that language which ones we do, with our languages as choices. */
export function meetOtherLanguage(draft: Draft, ports: Ports): Draft {
  const language = draft.reading?.language
  if (language?.lang !== 'other' || language.confidence < SURE) return draft
  const choices = LANGUAGES.map((lang) => ({ id: `lang:${lang}`, title: ports.text(lang, `lang.${lang}`), action: `lang:${lang}` }))
  return decide(
    draft,
    { route: 'out', say: [say(ports.otherLanguage(language.other), 'question', choices)] },
    { pending: { kind: 'language', choices, about: '' } },
  )
}
