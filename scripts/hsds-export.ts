// npm run hsds:export -- --to FOLDER [--schemas FOLDER] [--report FILE]: every service record as HSDS 3.0: services.json and a tabular data
// package (datapackage.json + CSV), with a report of what was held against which schema. --schemas: the schema files as published
// (git clone --branch 3.0 https://github.com/openreferral/specification, folder schema; with its datapackage.json beside them).
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadSettings } from '../services/config/index.ts'
import { loadContentFiles } from '../services/content/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import {
  compareWithPublished,
  fromDataPackage,
  publishedDescriptor,
  reportOf,
  type SchemaFiles,
  toDataPackage,
  toHsds,
  validatePublished,
  validateServices,
  validateTables,
} from '../services/exchange/index.ts'
import { readSchemas, tellReport } from './hsds/files.ts'

const { values } = parseArgs({
  options: { to: { type: 'string', default: 'var/hsds' }, schemas: { type: 'string' }, report: { type: 'string' } },
})
const { services, faults } = await loadContentFiles(loadSettings().contentDir)
const all = [...services.values()].map(({ value }) => toHsds(value))
const files = toDataPackage(all)
const read = fromDataPackage(files)
try {
  const checks = [
    { against: 'our transcription (services/exchange/vocabulary.ts)', faults: validateServices(all) },
    { against: `our transcription, read back from the ${files.size} files of the data package`, faults: read.faults },
    ...(values.schemas ? published(await readSchemas(values.schemas)) : []),
  ]
  const wrong = checks.flatMap((check) => check.faults)
  await tellReport(reportOf(all, checks), wrong, values.report)
  if (!values.schemas)
    console.log('  the published files: not held against (give them with --schemas FOLDER; see docs/decisions/014-exchange.md)')
  if (faults.length > 0 || wrong.length > 0) {
    console.error(`Nothing written: ${faults.length} faults in the content (npm run content:check), ${wrong.length} against the schemas`)
    process.exit(78)
  }
} catch (error) {
  if (!(error instanceof PuenteError)) throw error
  console.error(error.message)
  process.exit(78)
}
const folder = join(values.to, 'datapackage')
await mkdir(folder, { recursive: true })
await writeFile(join(values.to, 'services.json'), `${JSON.stringify(all, undefined, 2)}\n`)
for (const [name, text] of files) await writeFile(join(folder, name), text)
console.log(`${all.length} services: ${join(values.to, 'services.json')} and ${files.size} files in ${folder}`)

function published(schemas: SchemaFiles) {
  const { entities, fields, differences } = compareWithPublished(schemas)
  console.log(`Our transcription beside ${values.schemas}: ${entities} tables, ${fields} fields, ${differences.length} differences`)
  for (const of of differences) console.log(`  ${of.entity} ${of.field}: ours ${of.ours || 'none'}, published ${of.published || 'none'}`)
  const descriptor = publishedDescriptor(schemas)
  return [
    { against: `the published service.json of ${schemas.size} files`, faults: validatePublished(all, schemas) },
    ...(descriptor ? [{ against: 'the published datapackage.json', faults: validateTables(files, descriptor) }] : []),
  ]
}
