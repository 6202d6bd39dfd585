// What the stages use
// What services/safety and the tests need: the form of the files and how they are made ready
export { type AbuseData, AbuseFile, checkAbuse, compileAbuse } from './abuse.ts'
export { type CommandData, CommandsFile, compileCommands, matchCommand } from './commands.ts'
export { ConductFile } from './conduct.ts'
export { type GateResult, gateAnswer } from './content-gate.ts'
export { type CrisisRules, CrisisRulesFile, compileCrisisRules, warmCrisisRules } from './crisis-data.ts'
export { allCrisisReplies, CrisisLinesFile, type CrisisTexts, CrisisTextsFile, crisisReply, PLACES, type Place } from './crisis-texts.ts'
export { detectCrisis, explainCrisis } from './detect-crisis.ts'
export { type Concepts, createPatterns, type PatternFault } from './pattern.ts'
export { plain } from './plain.ts'
export { createSpeller } from './spelling.ts'
export {
  ABUSE_KINDS,
  type Abuse,
  type AbuseKind,
  COMMANDS,
  type CommandContext,
  type CommandKind,
  type CommandMatch,
  type CrisisMatch,
  type CrisisReply,
} from './types.ts'
