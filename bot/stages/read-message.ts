import { type Draft, memoryOf, say } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { Reading } from '../understanding/index.ts'
import { COUNTRIES, type Country, type Lang, PHASES, type Phase, PROFILES, type Profile } from '../vocabulary.ts'

/** A language other than the remembered one is believed from here on (a name or a loan word must not turn the conversation). */
const SWITCH_CONFIDENCE = 0.8
/** Below this a first message tells no language. */
const FIRST_CONFIDENCE = 0.5

/**
 * Reads language, place, phase and topics, and remembers what the person said. Adds facts, answers nothing.
 * When the model is down or slow the quick reading (words only) serves.
 */
export async function readMessage(draft: Draft, ports: Ports): Promise<Draft> {
  const { state } = draft
  const request = {
    text: draft.text,
    memory: memoryOf(state),
    previous: state.history,
    ...(state.assistantLast ? { assistantLast: state.assistantLast } : {}),
  }
  const reading = await ports.read(request).catch(() => ports.readQuick(request))
  const lang = languageOf(reading, draft)
  const country = oneOf(COUNTRIES, reading.country)
  const phase = oneOf(PHASES, reading.phase)
  const profiles = reading.profiles.flatMap((p) => oneOf<Profile>(PROFILES, p) ?? [])
  const isSwitch = state.language !== undefined && lang !== state.language
  return {
    ...draft,
    lang,
    reading,
    state: {
      ...state,
      language: lang,
      ...(country || reading.denied.includes(state.country ?? '') ? { country: country satisfies Country | undefined } : {}),
      ...(reading.here ? { here: reading.here } : {}),
      ...(phase ? { phase: phase satisfies Phase } : {}),
      profiles: [...new Set([...state.profiles, ...profiles])],
    },
    events: isSwitch ? [...draft.events, { kind: 'language-changed', details: { to: lang } }] : draft.events,
  }
}

/** The line that confirms a language that changed by itself. */
export function languageChangedLine(lang: Lang, ports: Ports) {
  return say(ports.text(lang, 'language.changed'))
}

function languageOf(reading: Reading, draft: Draft): Lang {
  const { lang, confidence, mixed } = reading.language
  const known = draft.state.language
  if (lang === 'other') return known ?? draft.lang
  if (known) return lang === known || confidence < SWITCH_CONFIDENCE || mixed ? known : lang
  // A name of a place is written alike in all languages.
  if (isOnlyPlace(reading, draft.text)) return reading.country === 'ht' ? 'ht' : draft.lang
  return confidence < FIRST_CONFIDENCE ? draft.lang : lang
}

/** "merida mexico", "guate": nothing but where. */
function isOnlyPlace(reading: Reading, text: string): boolean {
  const named = reading.countries.reduce((sum, { evidence }) => sum + evidence.split(/\s+/).length, 0)
  return named > 0 && text.split(/\s+/).length <= named
}

function oneOf<T extends string>(list: readonly T[], value: string | null): T | undefined {
  return list.find((item) => item === value)
}
