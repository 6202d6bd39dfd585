// What services need
export type { CardView, ServiceView } from './card.ts'
export {
  type CaseView,
  CONSENT_TEXT_VERSION,
  type ConsentGiven,
  type LocalTime,
  type OfficeNotice,
  type OfficeView,
  PACKET_KEYS,
  PacketPart,
} from './case.ts'
export { ConversationState, emptyState, type Pending, withoutTurns } from './conversation/state.ts'
export { type ConversationStatus, mayMove } from './conversation/status.ts'
export { checkInChoices } from './dialogs/check-in.ts'
export * from './entry/index.ts'
export * from './follow-up.ts'
export type { AttachmentKind, ChannelCapabilities, Choice, InboundMessage, MediaRef, Reply, ReplyKind, VoiceHeard } from './message.ts'
export * from './move.ts'
export type { CardHit, CardQuery, ChecklistItem, Memory, OfficeQuery, Ports, ReadRequest } from './ports.ts'
export { cameWithChildren } from './preparation/count.ts'
export { PROFILE_FIELDS, Preparation, type PreparationChange, profileParts, type ReturnCount } from './preparation/profile.ts'
export { WHO, whoCounts } from './preparation/who.ts'
export { runTurn } from './run-turn.ts'
export { mayHear } from './stages/stem-flood.ts'
export type { BotEvent, Effects, Handoff, Outcome, Silence, Turn } from './turn.ts'
// The vocabulary
export * from './vocabulary.ts'
