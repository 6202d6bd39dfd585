export type { Db, DumpRow, Engine, EngineCapabilities, Snapshot } from './engine.ts'
export { grantDailyRights } from './grant-rights.ts'
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
export { type ApiKeyRow, findApiKey, insertApiKey, listApiKeys, revokeApiKey, touchApiKey } from './tables/api-keys.ts'
// Protection of data
export { type AuditChain, auditHead, insertAudit, verifyAudit } from './tables/audit.ts'
export {
  addToCampaign,
  type CampaignPersonRow,
  type CampaignRow,
  changeCampaign,
  countPeopleOfCampaign,
  fillCampaign,
  findCampaign,
  findCampaignPerson,
  forgetCampaignPeople,
  hasOpenTurn,
  hasUrgentCase,
  insertCampaign,
  listCampaigns,
  listDueCampaigns,
  listWaiting,
  moveCampaignPerson,
  stopCampaigns,
  takeTurn,
} from './tables/campaigns.ts'
// Organisations, staff, cases
export {
  type ComplaintRow,
  changeReferral,
  expireReferrals,
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
  hasCaseEvent,
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
export * from './tables/desk.ts'
export * from './tables/entry-codes.ts'
export {
  claimRedactions,
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
  oldestRedactionAt,
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
  type AnswerTime,
  addAnswerTime,
  addFigures,
  COUNTED,
  type Counted,
  countLowRated,
  FIGURE_DIMENSIONS,
  type FigureDimension,
  type FigureKey,
  type LowRated,
  type LowRatedRow,
  listLowRated,
  noteLowRated,
  type Span,
  settleLowRated,
  sumAnswerTimes,
  sumFigures,
} from './tables/figures.ts'
export * from './tables/follow-up.ts'
export { addIndicator, type IndicatorCount, listCheckInCounts, listIndicatorCounts, listReturnCounts } from './tables/indicators.ts'
export {
  claimJobs,
  countJobs,
  finishJob,
  freeExpired,
  hastenJob,
  holdJob,
  insertJob,
  type JobKind,
  type JobRow,
  nextDueAt,
  oldestJobAt,
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
  type SeqSpan,
  updateMessage,
} from './tables/messages.ts'
export * from './tables/move.ts'
export {
  agreeToNews,
  countSegment,
  findNewsConsent,
  leaveNews,
  type NewsSegment,
  updateNewsFacts,
} from './tables/news.ts'
export {
  changeOffice,
  endNotice,
  insertAgency,
  insertNotice,
  insertOffice,
  listNotices,
  listOffices,
  type NoticeRow,
  type OfficeRow,
} from './tables/offices.ts'
export { findIdentity, type Identity, insertIdentity, isSuppressed, moveIdentity, setSuppression } from './tables/people.ts'
export {
  addReturnCount,
  deleteOldPreparations,
  deletePreparation,
  findPreparation,
  savePreparation,
} from './tables/preparation.ts'
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
  changeShare,
  endShares,
  findAgreedShare,
  findAskedShare,
  findShare,
  insertShare,
  listSharedWith,
  listShares,
  type ShareRow,
} from './tables/shares.ts'
export * from './tables/sign-in-tries.ts'
export {
  type AlertRow,
  countStaff,
  countWrongCode,
  deleteStaff,
  findAlert,
  findInvitation,
  findStaff,
  forgetCodeStep,
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
  spendCodeStep,
  spendInvitation,
} from './tables/staff.ts'
export { allVectors, loadVectors, saveVectors } from './tables/vectors.ts'
export * from './tables/webhooks.ts'
