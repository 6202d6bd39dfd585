import { readFileSync } from 'node:fs'
import type { SafetyFiles } from './read-safety.ts'

// Read when the program starts and kept: later harm to the disk or to content/ does not reach it.
const text = readFileSync(new URL('./last-good.txt', import.meta.url), 'utf8')

/**
 * The last version of content/safety that passed every check (`npm run safety:book` writes it; a test holds it equal to
 * content/safety). It stands beside the code, so that a broken content folder cannot silence the crisis texts.
 */
export function lastGood(): SafetyFiles {
  return JSON.parse(text) as SafetyFiles
}
