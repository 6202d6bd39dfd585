import { askNews, leaveNews, newsWish } from '../dialogs/news.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** "Avisos" and "sin avisos": taking them back is a right, also while a caseworker answers; asking for them waits until the bot does. */
export function mindNews(draft: Draft, ports: Ports): Draft {
  const found = newsWish(draft.text, ports)
  if (!found) return draft
  const known = draft.state.language ? draft : { ...draft, lang: found.lang, state: { ...draft.state, language: found.lang } }
  if (found.wish === 'leave') return leaveNews(known, ports)
  return draft.turn.status === 'caseworker' ? draft : askNews(known, ports)
}
