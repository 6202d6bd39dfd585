import { answerCheckIn } from '../dialogs/check-in.ts'
import { answerOffer, noteReturn } from '../dialogs/follow-up.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** Being asked after a case or a return: the word on the offer, the answers to a check-in. */
export function mindFollowUp(draft: Draft, ports: Ports): Draft {
  if (!draft.turn.followUp || draft.turn.status !== 'bot') return draft
  const command = ports.safety.matchCommand(draft.text, { hasPending: true, lang: draft.lang })
  const offered = answerOffer(draft, ports, command)
  if (offered.decision) return offered
  const answered = answerCheckIn(offered, ports, command)
  return answered.decision ? answered : noteReturn(answered, ports)
}
