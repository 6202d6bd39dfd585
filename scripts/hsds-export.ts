// npm run hsds:export -- --to FOLDER [--schemas FOLDER]: every service record as HSDS 3.0: services.json and a tabular data package
// (datapackage.json + CSV), with a report of what was held against which schema. --schemas: the schema files as published
// (git clone --branch 3.0 https://github.com/openreferral/specification, folder schema).
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadSettings } from '../services/config/index.ts'
import { loadContentFiles } from '../services/content/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { fromDataPackage, toDataPackage, toHsds, validatePublished, validateServices } from '../services/exchange/index.ts'

const { values } = parseArgs({ options: { to: { type: 'string', default: 'var/hsds' }, schemas: { type: 'string' } } })
const { services, faults } = await loadContentFiles(loadSettings(process.env).contentDir)
const all = [...services.values()].map(({ value }) => toHsds(value))
const published = values.schemas ? await readSchemas(values.schemas) : undefined
const transcribed = validateServices(all)
const wrong = [...transcribed, ...(published ? heldAgainst(published) : [])]
for (const { row, field, what } of wrong) console.error(`service ${row} (${all[row - 1]?.name}): ${field} ${what}`)
if (faults.length > 0 || wrong.length > 0) {
  console.error(`Nothing written: ${faults.length} faults in the content (npm run content:check), ${wrong.length} against the schema`)
  process.exit(78)
}
const folder = join(values.to, 'datapackage')
await mkdir(folder, { recursive: true })
await writeFile(join(values.to, 'services.json'), `${JSON.stringify(all, undefined, 2)}\n`)
const files = toDataPackage(all)
for (const [name, text] of files) await writeFile(join(folder, name), text)
const read = fromDataPackage(files)
console.log('Schema validation report (HSDS 3.0)')
console.log(`  our transcription, services/exchange/vocabulary.ts: ${all.length} services, ${transcribed.length} faults`)
console.log(
  `  the same read back from the data package, ${files.size} files: ${read.services.length} services, ${read.faults.length} faults`,
)
console.log(
  published
    ? `  the published files in ${values.schemas}, ${published.size} files: ${all.length} services, 0 faults`
    : '  the published files: not held against (give them with --schemas FOLDER; see docs/decisions/014-exchange.md)',
)
console.log(`${all.length} services: ${join(values.to, 'services.json')} and ${files.size} files in ${folder}`)

/** Every *.json of a folder, without what lies below it. */
async function readSchemas(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)))
}

function heldAgainst(files: ReadonlyMap<string, string>) {
  try {
    return validatePublished(all, files)
  } catch (error) {
    if (!(error instanceof PuenteError)) throw error
    console.error(error.message)
    process.exit(78)
  }
}
