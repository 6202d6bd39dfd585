// npm run hsds:import -- --from services.json|FOLDER --origin NAME [--try]
// A directory in HSDS 3.0 (JSON, or a folder with datapackage.json and CSV) becomes proposals for curators. --try only tells what it would do.
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadSettings } from '../services/config/index.ts'
import { loadContentFiles } from '../services/content/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { importDirectory, readDirectory } from '../services/exchange/index.ts'
import { openStore } from '../services/store/index.ts'

const MAX_BYTES = 50_000_000
const { values } = parseArgs({
  options: { from: { type: 'string' }, origin: { type: 'string' }, try: { type: 'boolean', default: false } },
})
try {
  if (!values.from || !(values.origin || values.try))
    throw new PuenteError('P2009', { detail: 'npm run hsds:import -- --from services.json|FOLDER --origin NAME [--try]' })
  const settings = loadSettings(process.env)
  const content = await loadContentFiles(settings.contentDir)
  const known = new Map([...content.services].map(([id, { value }]) => [id, value]))
  const directory = await readFrom(values.from)
  const read = values.try ? readDirectory(directory, known) : await takeIn(directory, known, values.origin ?? '')
  for (const { resource, row, field, what } of read.faults) console.error(`${resource} row ${row}: ${field} ${what}`)
  if (read.faults.length > 0) {
    console.error(`Nothing imported: ${read.faults.length} faults`)
    process.exitCode = 65
  } else {
    for (const { service, isNew, changes } of read.changes)
      console.log(`${isNew ? 'new ' : ''}${service}: ${changes.map((change) => change.field).join(', ')}`)
    console.log(`${read.services} services read, ${read.changes.length} ${values.try ? 'would be proposals' : 'proposals made'}`)
  }
} catch (error) {
  if (!(error instanceof PuenteError)) throw error
  console.error(error.message)
  process.exitCode = 78
}

async function takeIn(directory: Parameters<typeof importDirectory>[1], known: Parameters<typeof readDirectory>[1], origin: string) {
  const engine = await openStore(loadSettings(process.env))
  const deps = { engine, clock: () => new Date(), services: () => known, fileText: async () => '' }
  return await importDirectory(deps, directory, origin).finally(() => engine.close())
}

async function readFrom(from: string): Promise<Parameters<typeof readDirectory>[0]> {
  const sized = async (path: string) => {
    if ((await stat(path)).size > MAX_BYTES) throw new PuenteError('P2009', { detail: `${path} is larger than 50 MB` })
    return await readFile(path, 'utf8')
  }
  if (!(await stat(from)).isDirectory()) return { json: await sized(from) }
  const names = (await readdir(from)).filter((name) => name.endsWith('.csv') || name === 'datapackage.json')
  return { files: new Map(await Promise.all(names.map(async (name) => [name, await sized(join(from, name))] as const))) }
}
