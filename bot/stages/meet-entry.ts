import type { PendingChoice } from '../conversation/state.ts'
import { menuChoices } from '../dialogs/menu.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { EntryCode } from '../entry/index.ts'
import type { Ports } from '../ports.ts'

/** Longer messages that take back a code ask something besides. */
const FORGETTING_CHARS = 60

/** A message that is nothing but a code: greets in the office's name, asks which one was meant, or greets as if there were none. */
export function meetEntry(draft: Draft, ports: Ports): Draft {
  const { entry, lang, text } = draft
  if (!entry || draft.turn.message.attachments.length > 0) return draft
  if (entry.kind === 'forgotten') return text.length <= FORGETTING_CHARS ? greet(draft, ports, ports.text(lang, 'entry.forgotten')) : draft
  if (text !== '') return draft
  if (entry.kind === 'unsure') return askWhich(draft, entry.entries, ports)
  return greet(draft, ports, entryGreeting(draft, ports))
}

/** The first sentences to whoever came by a code. */
export function entryGreeting({ entry, lang }: Draft, ports: Ports): string {
  return entry?.kind === 'met' ? ports.text(lang, 'entry.greeting', { office: entry.name }) : ports.text(lang, 'greeting')
}

function greet(draft: Draft, ports: Ports, text: string): Draft {
  const { lang, state } = draft
  // After danger there is no menu.
  if (state.crisis) return decide(draft, { route: 'smalltalk', say: [say(text)] })
  const choices = menuChoices(lang, ports)
  return decide(
    draft,
    { route: 'smalltalk', say: [say(text), say(ports.text(lang, 'menu.title'), 'question', choices)] },
    { pending: { kind: 'menu', choices, about: '' } },
  )
}

function askWhich(draft: Draft, entries: readonly EntryCode[], ports: Ports): Draft {
  const { lang } = draft
  const choices: PendingChoice[] = [
    ...entries.map(({ code, name }) => ({ id: `entry:${code}`, title: `${code}: ${name}`, action: `yes:${code}` })),
    { id: 'entry:none', title: ports.text(lang, 'entry.none'), action: 'no' },
  ]
  return decide(
    draft,
    { route: 'clarify', say: [say(ports.text(lang, 'entry.meant'), 'question', choices)] },
    { pending: { kind: 'entry', choices, about: '' } },
  )
}
