import { menuChoices } from '../dialogs/menu.ts'
import { type Draft, decide, say } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** Longer messages are not one question: people paste chains and news. Crisis rules have read all of it before. */
const MAX_READ_CHARS = 1200

/** Kinds of attachment that have a sentence of their own in content/messages. */
const ATTACHMENT_KEYS: Readonly<Record<string, string>> = {
  image: 'image',
  video: 'video',
  document: 'document',
  sticker: 'sticker',
  location: 'location',
  contact: 'contact',
  other: 'other',
}

/** Why a voice note was not understood. */
const VOICE_KEYS = { 'no-engine': 'audio', 'too-large': 'audio_long', silence: 'audio_silence', failed: 'audio_silence' } as const

/**
 * Nothing that can be read: says kindly what was seen, what can be done, with the menu and a person. After danger there is no menu, and a
 * sign without words ("…", tears) is met by the crisis state itself.
 */
export function replyToUnreadable(draft: Draft, ports: Ports): Draft {
  const key = unreadable(draft)
  if (!key) return draft
  const { lang } = draft
  if (draft.state.crisis) {
    if (key === 'empty' || key === 'emoji') return draft
    const seen = `${ports.text(lang, `input.${key}`)} ${ports.text(lang, 'person.here')}`
    return decide(draft, { route: 'crisis', say: [say(seen, 'notice')], topics: ['crisis-line'] })
  }
  const text = `${ports.text(lang, `input.${key}`)} ${ports.text(lang, 'input.write')} ${ports.text(lang, 'unknown.person')}`
  const choices = menuChoices(lang, ports)
  return decide(
    draft,
    { route: 'clarify', say: [say(text, 'notice'), say(ports.text(lang, 'menu.title'), 'question', choices)] },
    { pending: { kind: 'menu', choices, about: '' } },
  )
}

function unreadable({ text, turn }: Draft): string | undefined {
  if (turn.message.choiceId) return undefined
  const attachment = turn.message.attachments[0]
  if (text === '' && attachment === 'audio') return VOICE_KEYS[turn.message.voice?.heard === 'nothing' ? turn.message.voice.why : 'failed']
  if (text === '') return attachment ? (ATTACHMENT_KEYS[attachment] ?? 'other') : 'empty'
  if (text.length > MAX_READ_CHARS) return 'long'
  if (!/[\p{L}\p{N}]/u.test(text)) return 'emoji'
  return undefined
}
