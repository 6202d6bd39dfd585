import type { Ports } from '../../bot/index.ts'
import type { CaseDeps } from '../cases/index.ts'

/** What asking people after a case or a return needs of the world. */
export interface FollowUpDeps {
  readonly cases: CaseDeps
  /** How many check-ins may leave in a minute, all processes together. */
  readonly perMinute: number
  /** Days after which an unanswered check-in is asked once more; as many again, and it is missed. */
  readonly retryDays: number
  /** Sentences, for the choices of a question. */
  text: Ports['text']
}

/** What a sealed value of a follow-up is bound to. */
export function followUpContext(what: 'words' | 'steps' | 'step' | 'answer', id: string): string {
  return `follow-up-${what}:${id}`
}
