// npm run safety:book [-- path.html] [-- --keep]: every crisis text in every language and place, on one page to be read and signed.
// --keep also stores the present content/safety as the last good version, when it has no fault.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { faultSentence } from '../services/content/index.ts'
import { checkTexts, createSafety, readSafetyFiles, type SafetyFiles, safetyBook } from '../services/safety/index.ts'

const args = process.argv.slice(2)
const path = resolve(args.find((arg) => !arg.startsWith('--')) ?? 'var/safety-book.html')
const { files, faults } = await readSafetyFiles(resolve('content'))
const { lines, texts, conduct } = files
if (!lines || !texts || !conduct) {
  for (const fault of faults) console.error(faultSentence(fault))
  process.exit(1)
}
const complete = files as SafetyFiles
const all = [...faults, ...checkTexts(lines, texts), ...createSafety(complete).faults]
for (const fault of all) console.error(faultSentence(fault))
await mkdir(dirname(path), { recursive: true })
await writeFile(path, safetyBook(complete))
console.log(`${path}: ${all.length} faults`)
if (args.includes('--keep') && all.length === 0) {
  await writeFile(new URL('../services/safety/last-good.txt', import.meta.url), `${JSON.stringify(complete)}\n`)
  console.log('services/safety/last-good.txt: kept')
}
process.exitCode = all.length === 0 ? 0 : 1
