export {
  ABUSE_KINDS, type Abuse, type AbuseKind, COMMANDS, type CommandContext, type CommandKind, type CommandMatch, CRISIS_KINDS,
  type CrisisKind, type CrisisMatch, type CrisisReply,
} from './types.ts'
