export type { Db, Engine, EngineCapabilities } from './engine.ts'
export { migrate } from './migrate.ts'
export { openStore } from './open-store.ts'
export { explainStoreFault } from './store-fault.ts'
// Organisations, staff, cases
export {
  type ComplaintRow,
  changeReferral,
  findAskedReferral,
  findComplaint,
  findReferral,
  hasReferral,
  insertCannedUse,
  insertComplaint,
  insertNote,
  insertReferral,
  listAudit,
  listComplaints,
  listNotes,
  listReferrals,
  type NoteRow,
  type ReferralRow,
  revokeReferrals,
  settleComplaint,
} from './tables/case-records.ts'
export {
  blankCases,
  type CaseRow,
  type CaseStatus,
  changeCase,
  claimCase,
  findCase,
  findLastCase,
  findOpenCase,
  insertCase,
  insertCaseEvent,
  isCaseNumberTaken,
  listCaseEvents,
  listDueSnoozed,
  listSilentCases,
} from './tables/cases.ts'
export {
  type ConsentRow,
  findConsent,
  insertConsent,
  insertPacketRead,
  listConsents,
  listPacketReads,
  markReadsTold,
  type PacketReadRow,
  revokeConsents,
} from './tables/consents.ts'
export {
  type ConversationRow,
  findConversation,
  lastInboundAt,
  moveConversation,
  saveState,
  takeSeqs,
  touchInbound,
} from './tables/conversations.ts'
export {
  cardsAsked,
  countQuestions,
  findQuestion,
  insertUnanswered,
  listAnsweredSince,
  listQuestions,
  markQuestionAnswered,
  noteCardAsked,
  pruneCuration,
  type QuestionKind,
  type QuestionRow,
} from './tables/curation.ts'
export {
  claimJobs,
  countJobs,
  finishJob,
  hastenJob,
  holdJob,
  insertJob,
  type JobKind,
  type JobRow,
  nextDueAt,
  promoteJobs,
  releaseRunning,
  renewLeases,
  returnJob,
} from './tables/jobs.ts'
export {
  deleteMessages,
  dropUnsent,
  findMessage,
  findMessageByProvider,
  inboundTimes,
  insertMessage,
  isForward,
  isKnownMessage,
  listHeld,
  listLatest,
  listMessages,
  type MessageRow,
  type MessageStatus,
  markResent,
  releaseHeld,
  updateMessage,
} from './tables/messages.ts'
export { insertAgency, insertOffice, listOffices, type OfficeRow } from './tables/offices.ts'
export { findIdentity, type Identity, insertIdentity, isSuppressed, moveIdentity, setSuppression } from './tables/people.ts'
export { countQueue, listQueue, QUEUE_VIEWS, type QueueRow, type QueueScope, type QueueView } from './tables/queue.ts'
export { insertAudit } from './tables/records.ts'
export { listDeadJobs, listSetAside, reviveJob, type SetAside } from './tables/set-aside.ts'
export {
  type AlertRow,
  countStaff,
  countWrongCode,
  deleteStaff,
  findAlert,
  findInvitation,
  findStaff,
  hasRole,
  type InvitationRow,
  insertAlert,
  insertInvitation,
  insertStaff,
  listAlerts,
  listStaff,
  markAlertSeen,
  type StaffRow,
  setStaffActive,
  setStaffLock,
  settleNewCaseAlerts,
  spendInvitation,
} from './tables/staff.ts'
export { allVectors, loadVectors, saveVectors } from './tables/vectors.ts'
