/** Who answers in a conversation. */
export type ConversationStatus = 'bot' | 'waiting' | 'caseworker' | 'closed'

const MOVES: Record<ConversationStatus, readonly ConversationStatus[]> = {
  bot: ['waiting', 'closed'],
  waiting: ['caseworker', 'bot', 'closed'],
  caseworker: ['bot', 'waiting', 'closed'],
  closed: ['bot'],
}

/** Whether a conversation may go from one status to another. */
export function mayMove(from: ConversationStatus, to: ConversationStatus): boolean {
  return MOVES[from].includes(to)
}
