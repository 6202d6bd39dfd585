// What the stages use
export { type AbuseData, checkAbuse } from './abuse.ts'
export { type CommandData, matchCommand } from './commands.ts'
export { gateAnswer, type GateResult } from './content-gate.ts'
export { type CrisisTexts, crisisReply } from './crisis-texts.ts'
export { detectCrisis, explainCrisis } from './detect-crisis.ts'
export {
  ABUSE_KINDS, type Abuse, type AbuseKind, COMMANDS, type CommandContext, type CommandKind, type CommandMatch, CRISIS_KINDS,
  type CrisisKind, type CrisisMatch, type CrisisReply,
} from './types.ts'
// What services/safety and the tests need: the form of the files and how they are made ready
export { AbuseFile, compileAbuse } from './abuse.ts'
export { CommandsFile, compileCommands } from './commands.ts'
export { ConductFile } from './conduct.ts'
export { compileCrisisRules, type CrisisRules, CrisisRulesFile } from './crisis-data.ts'
export { allCrisisReplies, CrisisLinesFile, CrisisTextsFile, PLACES, type Place } from './crisis-texts.ts'
export type { PatternFault } from './pattern.ts'
export { plain } from './plain.ts'
