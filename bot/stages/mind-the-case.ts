import { caseReaders } from '../dialogs/case-status.ts'
import { saysCaseWord, takesBackAll } from '../dialogs/case-words.ts'
import { askComplaint, takeComplaint } from '../dialogs/complaint.ts'
import { mindFollowUpWords } from '../dialogs/follow-up.ts'
import { movePhone } from '../dialogs/move.ts'
import { answerReferral } from '../dialogs/referral.ts'
import { revokeConsent, revokesOneOffice } from '../dialogs/revoke.ts'
import type { Draft } from '../draft.ts'
import type { Ports } from '../ports.ts'

/** What a person may always say about their own case, also while a caseworker answers: who read it, take it back, complain, their word on a referral. */
export function mindTheCase(draft: Draft, ports: Ports): Draft {
  if (draft.state.pending?.kind === 'complaint') {
    const command = ports.safety.matchCommand(draft.text, { hasPending: true, lang: draft.lang })
    return takeComplaint(draft, ports, command?.command === 'no')
  }
  if (takesBack(draft, ports)) return revokeConsent(draft, ports)
  if (saysCaseWord('readers', draft.text, ports)) return caseReaders(draft, ports)
  if (saysCaseWord('complaint', draft.text, ports)) return askComplaint(draft, ports)
  const moving = movePhone(draft, ports)
  if (moving.decision) return moving
  const followed = mindFollowUpWords(draft, ports)
  if (followed.decision || !draft.turn.case?.asked) return followed
  return answerReferral(draft, ports, ports.safety.matchCommand(draft.text, { hasPending: true, lang: draft.lang }))
}

function takesBack(draft: Draft, ports: Ports): boolean {
  return saysCaseWord('revoke', draft.text, ports) || takesBackAll(draft.text, ports) || revokesOneOffice(draft, ports)
}
