export type { Db, DumpRow, Engine, EngineCapabilities, Snapshot } from './engine.ts'
export { migrate } from './migrate.ts'
export { openEngine, openStore, type StorePlace } from './open-store.ts'
export {
  clearAuditHead,
  columnKinds,
  continueNumbers,
  doubtOutgoing,
  insertRows,
  isEmptyStore,
  lastMigration,
  RESTORED,
} from './restore.ts'
export { explainStoreFault } from './store-fault.ts'
export {
  type Counted,
  countPeopleOfCases,
  countPeopleOfReferrals,
  countPeopleUnanswered,
} from './tables/aggregates.ts'
export { type ApiKeyRow, findApiKey, insertApiKey, listApiKeys, revokeApiKey, touchApiKey } from './tables/api-keys.ts'
// Protection of data
export { type AuditChain, auditHead, insertAudit, verifyAudit } from './tables/audit.ts'
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
  claimRedactions,
  countRedactions,
  deleteFarewell,
  deletePerson,
  deleteShreds,
  deleteUnanswered,
  type ErasureRequestRow,
  farewellState,
  findErasureRequest,
  finishRedaction,
  insertErasureRequest,
  insertFarewell,
  insertRedactions,
  insertShreds,
  isErasedCase,
  listBackupPlaces,
  listErasureRequests,
  listFarewells,
  listProviderIds,
  listShreds,
  type RedactionRow,
  type RemovedRows,
  returnRedaction,
  setBackupPlace,
  takeErasureRequest,
} from './tables/erasure.ts'
export {
  type ExportLinkRow,
  findExportLink,
  insertExportLink,
  listCasesOf,
  listConversationIds,
  spendExportLink,
} from './tables/exports.ts'
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
  findMark,
  insertServiceKey,
  listPersonKeys,
  loadServiceKeys,
  setMark,
  somePersonKey,
  swapPersonKey,
  swapServiceKey,
} from './tables/keys.ts'
export {
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
export { findProposal, insertProposals, listProposals, type ProposalRow, settleProposal } from './tables/proposals.ts'
export { countQueue, listQueue, QUEUE_VIEWS, type QueueRow, type QueueScope, type QueueView } from './tables/queue.ts'
export {
  blankOldCases,
  deleteOldMessages,
  deleteOldStaffRecords,
  deleteOldUnanswered,
  listIdlePeople,
  listStaleMemories,
  type StaleMemory,
  storeMemory,
} from './tables/retention.ts'
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
export {
  claimDeliveries,
  countWebhookFailure,
  type DeliveryRow,
  deleteWebhook,
  findWebhook,
  insertDelivery,
  insertWebhook,
  listDeliveries,
  listWebhooks,
  pruneDeliveries,
  replayDeliveries,
  resetWebhookFailures,
  settleDelivery,
  setWebhookDisabled,
  type WebhookRow,
} from './tables/webhooks.ts'
