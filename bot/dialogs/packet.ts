import type { PacketPart } from '../case.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'
import { COUNTRIES } from '../vocabulary.ts'

/** What is shared is what is shown: long enough for the matter, short enough to be read on a small screen. */
const QUESTION_CHARS = 160
const STORY_CHARS = 200
/** Shorter messages ("si", "2", "gracias") tell nothing of the matter. */
const MIN_CHARS = 8

/** What a caseworker would see, part by part: from what the person said in this conversation, in the person's language. */
export function buildPacket(draft: Draft, ports: Ports, phone?: string): PacketPart[] {
  const { lang, state, reading } = draft
  const t = (key: string) => ports.text(lang, key)
  const [question, ...story] = tellings(draft, ports).reverse()
  const country = COUNTRIES.find((c) => c === reading?.country) ?? state.country
  const here = reading?.here ?? state.here
  const phase = state.phase
  return [
    ...(phone ? [{ key: 'phone' as const, text: `${t('consent.part.phone')}: ${phone}` }] : []),
    ...(question ? [{ key: 'question' as const, text: `${t('consent.part.question')}: ${clip(question, QUESTION_CHARS)}` }] : []),
    ...(country ? [{ key: 'country' as const, text: `${t('consent.part.country')}: ${t(`country.${country}`)}` }] : []),
    ...(here && here !== country ? [{ key: 'here' as const, text: `${t('consent.part.here')}: ${placeName(here, t)}` }] : []),
    { key: 'language' as const, text: `${t('consent.part.language')}: ${t(`lang.${lang}`)}` },
    ...(phase ? [{ key: 'phase' as const, text: `${t('consent.part.phase')}: ${t(`consent.phase.${phase}`)}` }] : []),
    ...(story.length > 0
      ? [{ key: 'story' as const, text: `${t('consent.part.story')}: ${clip(story.reverse().join(' / '), STORY_CHARS)}` }]
      : []),
  ]
}

/** What a child who is alone, or somebody in danger, has shown before any consent: no words of theirs. */
export function barePacket(parts: readonly PacketPart[]): PacketPart[] {
  return parts.filter((part) => part.key === 'country' || part.key === 'language')
}

/** The parts as numbered lines. */
export function packetLines(parts: readonly PacketPart[]): string[] {
  return parts.map((part, i) => `${i + 1} ${part.text}`)
}

/** What the person told, oldest first, the present message last; keywords and short answers left out. */
function tellings({ text, state }: Draft, ports: Ports): string[] {
  const all = [...state.history, text].map((line) => line.replace(/\s+/g, ' ').trim())
  return [...new Set(all)].filter(
    (line) => line.length >= MIN_CHARS && !ports.safety.matchCommand(line, { hasPending: false, lang: undefined }),
  )
}

function placeName(here: string, t: (key: string) => string): string {
  return COUNTRIES.some((c) => c === here) ? t(`country.${here}`) : here.toUpperCase()
}

function clip(text: string, chars: number): string {
  return text.length <= chars ? text : `${text.slice(0, chars - 3)}...`
}
