import type { PendingChoice } from '../conversation/state.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { words } from '../understanding/index.ts'
import { LANGUAGES, type Lang } from '../vocabulary.ts'

/** The wording of the question about news: goes up when its meaning changes. */
export const NEWS_TEXT_VERSION = '2026-11'

/** Wishes about news that offices send of themselves: to get them, or to get no more. */
type NewsWish = 'join' | 'leave'

/** Whether somebody may be asked now if they want news: once, never after danger, to a watched phone, or beside a caseworker. */
export function mayAskNews({ state, turn }: Draft): boolean {
  return state.news === undefined && !state.crisis && !state.discreet && turn.status === 'bot' && !turn.optedOut
}

/** The question whether an office may tell of itself what changes; asked on the person's own wish, or once after a useful answer. */
export function newsQuestion(lang: Lang, ports: Ports): { readonly text: string; readonly choices: PendingChoice[] } {
  return {
    text: ports.text(lang, 'news.ask'),
    choices: [
      { id: 'news:yes', title: ports.text(lang, 'news.yes'), action: 'yes:news' },
      { id: 'news:no', title: ports.text(lang, 'news.no'), action: 'no' },
    ],
  }
}

/** What the person wishes about news, when the whole message is that wish. Words of every language count. */
export function newsWish(text: string, ports: Ports): { readonly wish: NewsWish; readonly lang: Lang } | undefined {
  const said = words(text).join(' ')
  if (said === '') return undefined
  for (const wish of ['leave', 'join'] as const)
    for (const lang of LANGUAGES)
      if (
        ports
          .text(lang, `news.words_${wish}`)
          .split('|')
          .some((way) => words(way).join(' ') === said)
      )
        return { wish, lang }
  return undefined
}

/** Asks for the consent of its own: nobody gets news by having asked something else. */
export function askNews(draft: Draft, ports: Ports): Draft {
  const { text, choices } = newsQuestion(draft.lang, ports)
  return decide(
    draft,
    { route: 'command', say: [say(text, 'question', choices)] },
    { news: draft.state.news ?? 'asked', pending: { kind: 'news', choices, about: '' } },
  )
}

/** The answer to the question. */
export function answerNews(draft: Draft, ports: Ports, isYes: boolean): Draft {
  if (!isYes)
    return decide(draft, { route: 'command', say: [say(ports.text(draft.lang, 'news.refused'), 'confirmation')] }, { news: 'refused' })
  return decide(
    draft,
    {
      route: 'command',
      say: [say(ports.text(draft.lang, 'news.agreed'), 'confirmation')],
      effects: { news: { set: 'agreed', textVersion: NEWS_TEXT_VERSION, words: draft.text.slice(0, 200) } },
      events: [{ kind: 'news-agreed', details: {} }],
    },
    { news: 'agreed' },
  )
}

/** No more news, at once and by words; everything else stays as it is. */
export function leaveNews(draft: Draft, ports: Ports): Draft {
  const had = draft.state.news === 'agreed'
  return decide(
    draft,
    {
      route: 'command',
      say: [say(ports.text(draft.lang, had ? 'news.left' : 'news.left_none'), 'confirmation')],
      ...(had ? { effects: { news: { set: 'left' as const } }, events: [{ kind: 'news-left', details: {} }] } : {}),
    },
    { news: 'left', ...(draft.state.pending?.kind === 'news' ? { pending: undefined } : {}) },
  )
}
