// npm run content:check [-- --json | --coverage | --only PATH]: holds content/ against its rules; exit code 1 when something is wrong.
import { parseArgs } from 'node:util'
import { checkContent, faultSentence, loadContentFiles, loadDossier } from '../services/content/index.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string' }, root: { type: 'string', default: 'content' } } })
const grace = process.env.CONTENT_GRACE_UNTIL ?? '2027-06-30'
const files = await loadContentFiles(values.root)
const report = checkContent(files, {
  now: new Date(),
  graceUntil: new Date(`${grace}T00:00:00Z`),
  dossierIds: [...(await loadDossier(values.root)).keys()],
})
const errors = values.only ? report.errors.filter((fault) => fault.file.includes(values.only ?? '')) : report.errors
if (values.json) console.log(JSON.stringify({ ...report, errors }, null, 2))
else {
  for (const fault of errors.slice(0, 60)) console.log(faultSentence(fault))
  if (errors.length > 60) console.log(`... and ${errors.length - 60} more; see one folder with: npm run -s content:check -- --only cards/mx`)
  console.log(`${report.services} services; cards ${JSON.stringify(report.cards)}; ${report.drafts} draft translations, ${report.stale.length} stale; ${report.inGrace} in grace until ${grace}, ${report.expired} expired; ${report.leftOut} records left out; ${errors.length} faults`)
}
process.exitCode = errors.length > 0 ? 1 : 0
