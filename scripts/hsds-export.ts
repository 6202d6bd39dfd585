// npm run hsds:export -- --to FOLDER: every service record as HSDS 3.0: services.json and a tabular data package (datapackage.json + CSV).
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadSettings } from '../services/config/index.ts'
import { loadContentFiles } from '../services/content/index.ts'
import { toDataPackage, toHsds, validateServices } from '../services/exchange/index.ts'

const { values } = parseArgs({ options: { to: { type: 'string', default: 'var/hsds' } } })
const { services, faults } = await loadContentFiles(loadSettings(process.env).contentDir)
const all = [...services.values()].map(({ value }) => toHsds(value))
const wrong = validateServices(all)
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
console.log(`${all.length} services, 0 faults against the schema: ${join(values.to, 'services.json')} and ${files.size} files in ${folder}`)
