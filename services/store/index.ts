export type { Db, Engine, EngineCapabilities } from './engine.ts'
export { migrate } from './migrate.ts'
export { openStore } from './open-store.ts'
export { type ConversationRow, findConversation, saveState, takeSeqs, touchInbound } from './tables/conversations.ts'
export {
  claimJobs,
  countJobs,
  finishJob,
  insertJob,
  type JobKind,
  type JobRow,
  listDeadJobs,
  nextDueAt,
  releaseRunning,
  returnJob,
} from './tables/jobs.ts'
export {
  deleteMessages,
  findMessage,
  findMessageByProvider,
  insertMessage,
  isForward,
  isKnownMessage,
  listMessages,
  type MessageRow,
  type MessageStatus,
  updateMessage,
} from './tables/messages.ts'
export { findIdentity, type Identity, insertIdentity, isSuppressed, setSuppression } from './tables/people.ts'
export { insertAudit, insertUnanswered } from './tables/records.ts'
export { allVectors, loadVectors, saveVectors } from './tables/vectors.ts'
