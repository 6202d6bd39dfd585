import type { PendingChoice } from '../conversation/state.ts'
import type { CommandMatch } from '../safety/index.ts'

/** Words of a choice's title that must all stand in an answer of few words for it to count as naming the choice. */
const MAX_ANSWER_WORDS = 6

/** The choice that an answer picks: by button, by number, by yes or no, or by naming it. */
export function chooseFrom(
  choices: readonly PendingChoice[],
  answer: { text: string; choiceId: string | undefined; command: CommandMatch | undefined },
): PendingChoice | undefined {
  const { text, choiceId, command } = answer
  const pressed = choiceId === undefined ? undefined : choices.find((c) => c.id === choiceId)
  if (pressed) return pressed
  // -1 is "the last one".
  if (command?.command === 'number') return command.number === -1 ? choices.at(-1) : choices[(command.number ?? 0) - 1]
  const exact = choices.filter((choice) => folded(choice.title) === folded(text))
  // A channel's own button sends its title back as the person's words.
  if (exact.length === 1) return exact[0]
  if (command?.command === 'yes') return choices.find((c) => c.action?.startsWith('yes')) ?? (choices.length === 1 ? choices[0] : undefined)
  if (command?.command === 'no') return choices.find((c) => c.action === 'no')
  return byName(choices, text)
}

function byName(choices: readonly PendingChoice[], text: string): PendingChoice | undefined {
  const said = words(text)
  if (said.length === 0 || said.length > MAX_ANSWER_WORDS) return undefined
  const named = choices.filter((choice) => {
    const title = words(choice.title)
    return said.every((word) => title.some((t) => t === word || (word.length >= 4 && t.startsWith(word))))
  })
  return named.length === 1 ? named[0] : undefined
}

const FILLERS = new Set([
  'el',
  'la',
  'los',
  'las',
  'de',
  'del',
  'the',
  'of',
  'le',
  'les',
  'o',
  'os',
  'un',
  'una',
  'mi',
  'my',
  'en',
  'pou',
  'yo',
  'a',
  'y',
  'quiero',
  'para',
])

function words(text: string): string[] {
  return (folded(text).match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !FILLERS.has(word))
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
