import type { OfficeView } from '../case.ts'
import type { ConversationState } from '../conversation/state.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'
import type { Preparation, ProfileField, ReturnCount } from './profile.ts'
import { saysWord } from './words.ts'

/** The office that receives whoever returns: one of the country, not the consulate where the person still is. */
export function receivingOffice({ lang, state }: Draft, ports: Ports): OfficeView | undefined {
  const country = state.country ?? null
  const of = (phase: 'arrival' | 'before') => ports.officeFor?.({ country, here: state.country, phase, topic: 'reception', lang })
  return of('arrival') ?? of('before')
}

/** Three facts of what was told; what was left out is not told. */
export function countOf(draft: Draft, ports: Ports, { answers }: Preparation): ReturnCount {
  const has = (field: ProfileField) => {
    const answer = answers[field]
    return answer === undefined ? undefined : !saysNone(answer, ports)
  }
  return {
    country: draft.state.country ?? null,
    officeId: receivingOffice(draft, ports)?.id ?? null,
    hasPapers: has('papers'),
    hasSkills: has('skills'),
    hasChildren: has('school'),
  }
}

/** Told, in the talk or in what was said of the return, that children come along; what was said of the return goes before. */
export function cameWithChildren(
  { profiles }: Pick<ConversationState, 'profiles'>,
  preparation: Preparation | undefined,
  ports: Pick<Ports, 'text'>,
): boolean {
  const told = preparation?.answers.school
  return told === undefined ? profiles.includes('children') : !saysWord('none', firstOf(told), ports)
}

function saysNone(answer: string, ports: Ports): boolean {
  const first = firstOf(answer)
  return saysWord('none', first, ports) || ports.safety.matchCommand(first, { hasPending: true, lang: undefined })?.command === 'no'
}

/** "Ninguno, me los quitaron": what stands before the first comma or dot is the answer. */
function firstOf(answer: string): string {
  return answer.split(/[,.;:(]/)[0] ?? answer
}
