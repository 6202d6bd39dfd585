// npm run content:check [-- --json | --coverage | --picture | --only PATH]: holds content/ against its rules; exit code 1 when something is wrong.
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadSettings } from '../services/config/index.ts'
import {
  type ContentReport,
  checkContent,
  checkExamples,
  coverageOf,
  coveragePicture,
  coverageTable,
  createLibrary,
  type Fault,
  faultSentence,
  loadContentFiles,
  loadCrisisLines,
  loadDossier,
  loadMessages,
} from '../services/content/index.ts'
import { loadEntryWords } from '../services/entry/index.ts'
import { checkJurisdiction, type Jurisdiction, loadJurisdiction, tableOf } from '../services/jurisdiction/index.ts'
import { loadSafety } from '../services/safety/index.ts'
import { staleInputs } from '../services/understanding/index.ts'
import { smsForms } from './content-sms.ts'

const NO_JURISDICTION: Fault = {
  file: 'content/jurisdiction',
  line: 0,
  field: 'folder',
  what: 'is missing',
  fix: 'Restore it: without it nobody is told which consulate is theirs.',
}
const PICTURE = 'docs/content-coverage.svg'
/** Faults shown at once; the rest is counted. */
const SHOWN = 60

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    coverage: { type: 'boolean', default: false },
    picture: { type: 'boolean', default: false },
    only: { type: 'string' },
    root: { type: 'string', default: 'content' },
  },
})
const { graceUntil } = loadSettings()
const grace = graceUntil?.toISOString().slice(0, 10) ?? 'none'
const now = new Date()

const [files, dossier, crisisLines, messages, safety, examples, jurisdiction, entryFaults] = await Promise.all([
  loadContentFiles(values.root),
  loadDossier(values.root),
  loadCrisisLines(values.root),
  loadMessages(values.root),
  loadSafety(values.root),
  checkExamples(values.root),
  loadJurisdiction(values.root),
  loadEntryWords(values.root).then(() => [], entryFault),
])
const report = checkContent(files, {
  now,
  graceUntil,
  dossier,
  crisisLines,
  smsOf: smsForms(files, messages.text),
})
const all = [
  ...report.errors,
  ...messages.faults,
  ...safety.faults,
  ...examples.faults,
  ...jurisdictionFaults(),
  ...entryFaults,
  ...(await headFaults()),
]
const errors = values.only ? all.filter((fault) => fault.file.includes(values.only ?? '')) : all
const warnings = await warningsOf(report)

if (values.json) console.log(JSON.stringify({ ...report, errors, warnings, examples: examples.count, graceUntil: grace }, null, 2))
else {
  for (const fault of errors.slice(0, SHOWN)) console.log(faultSentence(fault))
  if (errors.length > SHOWN)
    console.log(`... and ${errors.length - SHOWN} more; see one folder with: npm run -s content:check -- --only cards/mx`)
  if (values.coverage) console.log(`${coverageTable(coverageOf(files))}\n`)
  for (const line of summary()) console.log(line)
}
if (values.picture) await writeFile(PICTURE, coveragePicture(coverageOf(files), now.toISOString().slice(0, 10)))
process.exitCode = errors.length > 0 ? 1 : 0

function summary(): string[] {
  const { services, cards, confidence, freshness } = report
  const inLanguage = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([lang, n]) => `${lang} ${n}`)
      .join(' ')
  const total = Object.values(cards).reduce((sum, row) => sum + (row.es ?? 0), 0)
  return [
    `${services} services (confidence: ${confidence.high} high, ${confidence.medium} medium)`,
    `${total} cards: ${Object.entries(cards)
      .map(([country, row]) => `${country} (${inLanguage(row)})`)
      .join(', ')}`,
    `${report.drafts} draft translations, ${report.stale.length} stale; facts: ${freshness.current} current, ${freshness.grace} in grace until ${grace}, ${freshness.expired} expired`,
    `consulates: ${[...(jurisdiction.value?.networks.values() ?? [])].map((n) => `${n.country} ${tableOf(jurisdiction.value as Jurisdiction, n).length} states (${n.lists.length} lists, ${n.seats.length} cities)`).join(', ')}`,
    `${report.leftOut} records left out; ${examples.count} examples`,
    ...warnings.map((warning) => `warning: ${warning}`),
    `${errors.length} faults`,
  ]
}

/** Consulates: what could not be read, else what does not hold against records and dossier. */
function jurisdictionFaults(): Fault[] {
  const { value, faults } = jurisdiction
  if (!value) return faults.length > 0 || values.root !== 'content' ? faults : [NO_JURISDICTION]
  const library = createLibrary(files, { clock: () => now, graceUntil, publicUrl: () => '' })
  return [...faults, ...checkJurisdiction(value, library, dossier)]
}

/** A head that was trained on other words than stand in the content now answers yesterday's questions. */
async function headFaults(): Promise<Fault[]> {
  if (values.root !== 'content') return []
  const inputs = await staleInputs('.').catch((error: Error) => [error.message])
  if (inputs.length === 0) return []
  return [
    {
      file: 'models/head/head.json',
      line: 0,
      field: 'inputs',
      what: `the head is stale: ${first(inputs)}`,
      fix: 'Run npm run train and commit models/head.',
    },
  ]
}

function first(list: readonly string[]): string {
  return `${list.slice(0, 5).join(', ')}${list.length > 5 ? ', …' : ''}`
}

/** What does not stop a start, but should not stay. */
async function warningsOf({ stale, unusedServices }: ContentReport): Promise<string[]> {
  return [
    ...(stale.length > 0 ? [`${stale.length} stale translations are answered in Spanish (${first(stale)})`] : []),
    ...(unusedServices.length > 0 ? [`${unusedServices.length} services are on no card (${first(unusedServices)})`] : []),
    ...(examples.repeated > 0 ? [`${examples.repeated} examples stand twice with the same label`] : []),
  ]
}

function entryFault(error: Error): Fault[] {
  const fix = 'Lists hold folded words (a-z, 0-9); forgetting holds regular expressions.'
  return [{ file: 'content/entry/words.yaml', line: 0, field: 'file', what: error.message, fix }]
}
