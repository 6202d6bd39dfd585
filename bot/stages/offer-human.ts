import { menuChoices } from '../dialogs/menu.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { COUNTRIES, TOPICS } from '../vocabulary.ts'

/** Nothing reviewed fits: says so, names whom to ask, offers a person. Last in the list, so that everybody gets an answer. */
export function offerHuman(draft: Draft, ports: Ports): Draft {
  const { lang, reading, state } = draft
  const country = COUNTRIES.find((c) => c === reading?.country) ?? state.country ?? null
  const topics = (reading?.topics ?? []).slice(0, 3).flatMap(({ topic }) => TOPICS.find((t) => t === topic) ?? [])
  const gap = country
    ? ports.text(lang, 'unknown.nothing', { country: ports.text(lang, `country.${country}`) })
    : ports.text(lang, 'unknown.nothing_general')
  const help = ports.generalHelp(country, lang)
  const contact = help
    ? [ports.text(lang, 'unknown.institution', { name: help.name, contact: [help.phone, help.url].filter(Boolean).join(', ') })]
    : []
  const choices = menuChoices(lang, ports)
  return decide(
    draft,
    {
      route: 'answer',
      say: [say([gap, ...contact, ports.text(lang, 'unknown.person')].join(' '), 'notice')],
      topics,
      effects: { unanswered: { reason: 'nothing-known', text: draft.text } },
    },
    { pending: { kind: 'menu', choices, about: '' }, askedInRow: 0 },
  )
}
