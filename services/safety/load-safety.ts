import type { Ports } from '../../bot/index.ts'
import {
  type AbuseFile,
  type CommandsFile,
  type CrisisRulesFile,
  checkAbuse,
  compileAbuse,
  compileCommands,
  compileCrisisRules,
  crisisReply,
  detectCrisis,
  matchCommand,
  type PatternFault,
  warmCrisisRules,
} from '../../bot/safety/index.ts'
import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import type { Fault } from '../content/index.ts'
import { checkTexts } from './check-texts.ts'
import { lastGood } from './last-good.ts'
import { readSafetyFiles, type SafetyFiles } from './read-safety.ts'
import { remember } from './remember.ts'

type Safety = Ports['safety']

const KEPT_MESSAGES = 1000

export interface LoadedSafety {
  readonly safety: Safety
  readonly faults: Fault[]
  /** Prepares the rules while nothing else is to be done (half a second): the first message after it waits for nothing. */
  warm(): Promise<void>
}

/**
 * The rules and texts for people in danger. Whatever of content/safety is missing or broken is taken from the last good
 * version, which is part of the code; every fault is named. Never throws.
 */
export async function loadSafety(contentDir: string): Promise<LoadedSafety> {
  const { files, faults } = await readSafetyFiles(contentDir)
  const good = lastGood()
  const textFaults = files.lines && files.texts ? checkTexts(files.lines, files.texts) : []
  const textsHold = textFaults.length === 0 && files.lines !== undefined && files.texts !== undefined
  const chosen: SafetyFiles = {
    lines: textsHold && files.lines ? files.lines : good.lines,
    texts: textsHold && files.texts ? files.texts : good.texts,
    conduct: files.conduct ?? good.conduct,
    crisis: everyLanguage(files.crisis, good.crisis),
    commands: everyLanguage(files.commands, good.commands),
    abuse: everyLanguage(files.abuse, good.abuse),
  }
  const { faults: patternFaults, ...made } = createSafety(chosen)
  return { ...made, faults: [...faults, ...textFaults, ...patternFaults] }
}

/** The port made of files that have been read; `faults` names patterns that were not understood. */
export function createSafety(files: SafetyFiles): LoadedSafety {
  const faults: Fault[] = []
  const rules = files.crisis.map((file) => noting(faults, 'crisis', file.lang, compileCrisisRules(file)).rules)
  const commands = files.commands.map((file) => noting(faults, 'commands', file.lang, compileCommands(file)).words)
  const abuse = files.abuse.map((file) => noting(faults, 'abuse', file.lang, compileAbuse(file)).words)
  const sentences: Readonly<Record<string, Readonly<Record<Lang, string>>>> = files.conduct.sentences
  const safety: Safety = {
    matchCommand: (text, context) => matchCommand(text, commands, context),
    detectCrisis: remember(KEPT_MESSAGES, (text) => detectCrisis(text, rules)),
    crisisReply: (kind, where, lang) => crisisReply(kind, where, lang, files),
    checkAbuse: (text) => checkAbuse(text, abuse),
    conduct: (key, lang) => sentences[key]?.[lang] ?? sentences[key]?.es ?? '',
  }
  const warm = async () => {
    for (const language of rules) for (const _ of warmCrisisRules(language)) await new Promise((resolve) => setImmediate(resolve))
  }
  return { safety, faults, warm }
}

function noting<T extends { faults: readonly PatternFault[] }>(faults: Fault[], folder: string, lang: Lang, compiled: T): T {
  for (const { pattern, what } of compiled.faults) {
    faults.push({
      file: `content/safety/${folder}/${lang}.yaml`,
      line: 0,
      field: pattern,
      what,
      fix: 'See content/safety/README.md for how patterns are written.',
    })
  }
  return compiled
}

function everyLanguage<T extends CrisisRulesFile | CommandsFile | AbuseFile>(read: readonly T[] | undefined, good: readonly T[]): T[] {
  return LANGUAGES.flatMap((lang) => (read ?? []).find((file) => file.lang === lang) ?? good.find((file) => file.lang === lang) ?? [])
}
