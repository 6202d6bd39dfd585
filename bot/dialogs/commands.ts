import type { PendingChoice } from '../conversation/state.ts'
import { emptyState } from '../conversation/state.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { CommandMatch } from '../safety/index.ts'
import { LANGUAGES, type Lang } from '../vocabulary.ts'
import { askCallBack } from './call-back.ts'
import { caseStatus } from './case-status.ts'
import { menuChoices } from './menu.ts'
import { askConsent } from './person.ts'
import { revokeConsent } from './revoke.ts'

/** Does what a keyword asks for. */
export function runCommand(match: CommandMatch, draft: Draft, ports: Ports): Draft {
  const { lang, state } = draft
  const t = (key: string, params?: Record<string, string | number>) => ports.text(lang, key, params)
  const one = (text: string) => ({ route: 'command' as const, say: [say(text, 'confirmation')] })
  switch (match.command) {
    case 'stop':
      return decide(
        draft,
        { ...one(t('command.stop')), effects: { optOut: { set: 'out', word: match.word } } },
        { pending: undefined, rest: [], ...(state.news === 'agreed' ? { news: 'left' as const } : {}) },
      )
    case 'start':
      // "Inicio" from somebody who never said STOP is a wish for the menu.
      if (!draft.turn.optedOut) return showMenu(draft, ports)
      return decide(draft, { ...one(t('command.start')), effects: { optOut: { set: 'in', word: match.word } } })
    case 'help':
      return decide(draft, one(t('command.help')))
    case 'more':
      return more(draft, ports)
    case 'menu':
    case 'back':
      return showMenu(draft, ports)
    case 'language':
      return changeLanguage(match.target, draft, ports)
    case 'erase': {
      const choices = [
        { id: 'erase:yes', title: t('command.erase_yes'), action: 'yes' },
        { id: 'erase:no', title: t('command.erase_no'), action: 'no' },
      ]
      return decide(
        draft,
        { route: 'command', say: [say(t('command.erase_ask'), 'question', choices)] },
        { pending: { kind: 'erase', choices, about: '' } },
      )
    }
    case 'my-data': {
      const country = state.country ? t(`country.${state.country}`) : t('command.none')
      const link = draft.turn.exportLink ? [t('command.my_data_link', { link: draft.turn.exportLink })] : []
      const text = [t('command.my_data', { lang: t(`lang.${lang}`), country }), ...link].join('\n')
      return decide(draft, { ...one(text), effects: { exportData: true } })
    }
    case 'person':
      return askConsent(draft, ports, { reason: 'keyword', priority: 'normal' })
    case 'call-me':
      return askCallBack(draft, ports)
    case 'case-status':
      return caseStatus(draft, ports)
    case 'discreet':
      // Said again it is taken back.
      return decide(draft, one(ports.safety.conduct(state.discreet ? 'discreet-off' : 'discreet', lang)), {
        discreet: !state.discreet,
        rest: [],
      })
    case 'revoke':
      return revokeConsent(draft, ports)
    default:
      return draft
  }
}

/** The menu, as the answer to "menu" and to whatever we could not place. */
export function showMenu(draft: Draft, ports: Ports): Draft {
  const choices = menuChoices(draft.lang, ports)
  return decide(
    draft,
    { route: 'command', say: [say(ports.text(draft.lang, 'menu.title'), 'question', choices)] },
    { pending: { kind: 'menu', choices, about: '' } },
  )
}

function more(draft: Draft, ports: Ports): Draft {
  const [next, ...rest] = draft.state.rest
  if (next === undefined) return decide(draft, { route: 'command', say: [say(ports.text(draft.lang, 'more.none'))] })
  return decide(draft, { route: 'command', say: [{ type: 'text', text: next, kind: 'answer' }] }, { rest })
}

function changeLanguage(target: Lang | undefined, draft: Draft, ports: Ports): Draft {
  if (target) {
    const line = say(ports.text(target, 'language.changed'), 'confirmation')
    return decide(draft, { route: 'command', say: [line] }, { language: target, languageAsked: true, pending: undefined })
  }
  // Each language in its own words: somebody who cannot read the present one must find theirs.
  const choices: PendingChoice[] = LANGUAGES.map((l) => ({ id: `lang:${l}`, title: ports.text(l, `lang.${l}`), action: `lang:${l}` }))
  return decide(
    draft,
    { route: 'command', say: [say(ports.text(draft.lang, 'ask.language'), 'question', choices)] },
    { pending: { kind: 'language', choices, about: '' } },
  )
}

/** Forgets the conversation's memory, keeping only the language. */
export function forgotten(lang: Lang) {
  return { ...emptyState(), language: lang }
}
