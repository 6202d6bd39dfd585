import { type Draft, decide } from '../draft.ts'

/** A person is answering: the bot keeps silent (crisis and STOP have been handled before). */
export function yieldToCaseworker(draft: Draft): Draft {
  if (draft.turn.status !== 'caseworker') return draft
  // Erasing was asked for by keyword: its yes must reach us.
  if (draft.state.pending?.kind === 'erase') return draft
  // Words for the caseworker end the pages of ours: a later "more" is theirs too.
  return decide(draft, { route: 'handoff', say: [], silence: 'caseworker-owns' }, { rest: [] })
}
