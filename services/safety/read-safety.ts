import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { AbuseFile, CommandsFile, ConductFile, CrisisLinesFile, CrisisRulesFile, CrisisTextsFile } from '../../bot/safety/index.ts'
import type { Fault } from '../content/index.ts'
import { readYaml } from '../content/index.ts'

/** Everything in content/safety, as it stands in its files. */
export interface SafetyFiles {
  readonly lines: z.infer<typeof CrisisLinesFile>
  readonly texts: z.infer<typeof CrisisTextsFile>
  readonly conduct: ConductFile
  readonly crisis: readonly CrisisRulesFile[]
  readonly commands: readonly CommandsFile[]
  readonly abuse: readonly AbuseFile[]
}

/** Reads content/safety. What cannot be read is missing and named as a fault; nothing throws. */
export async function readSafetyFiles(contentDir: string): Promise<{ files: Partial<SafetyFiles>; faults: Fault[] }> {
  const faults: Fault[] = []
  const one = async <T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> => {
    const shown = join('content', 'safety', name)
    try {
      const read = await readYaml(join(contentDir, 'safety', name), shown, schema)
      faults.push(...read.faults)
      return read.value
    } catch {
      faults.push({ file: shown, line: 0, field: 'file', what: 'missing or not readable', fix: 'Restore it from the last version in git.' })
      return undefined
    }
  }
  const folder = async <T>(name: string, schema: z.ZodType<T>): Promise<T[]> => {
    const names = await readdir(join(contentDir, 'safety', name)).catch(() => [])
    const files = await Promise.all(
      names
        .filter((file) => file.endsWith('.yaml'))
        .sort()
        .map((file) => one(join(name, file), schema)),
    )
    return files.filter((file) => file !== undefined)
  }
  const [lines, texts, conduct, crisis, commands, abuse] = await Promise.all([
    one('lines.yaml', CrisisLinesFile as z.ZodType<SafetyFiles['lines']>),
    one('crisis-texts.yaml', CrisisTextsFile as z.ZodType<SafetyFiles['texts']>),
    one('conduct.yaml', ConductFile as z.ZodType<ConductFile>),
    folder('crisis', CrisisRulesFile as z.ZodType<CrisisRulesFile>),
    folder('commands', CommandsFile as z.ZodType<CommandsFile>),
    folder('abuse', AbuseFile as z.ZodType<AbuseFile>),
  ])
  const files = { ...(lines && { lines }), ...(texts && { texts }), ...(conduct && { conduct }), crisis, commands, abuse }
  return { files, faults }
}
