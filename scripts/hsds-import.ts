// npm run hsds:import -- --from services.json|FOLDER --origin NAME [--try] [--schemas FOLDER] [--report FILE]
// A directory in HSDS 3.0 (JSON, or a folder with datapackage.json and CSV) becomes proposals for curators. --try only tells what it would
// do; --schemas holds it against the schema files as published too; one faulty row and nothing at all is taken in.
import { parseArgs } from 'node:util'
import { loadSettings } from '../services/config/index.ts'
import { loadContentFiles } from '../services/content/index.ts'
import { PuenteError } from '../services/errors/index.ts'
import { type Directory, importDirectory, readDirectory, type SchemaFiles } from '../services/exchange/index.ts'
import { openStore } from '../services/store/index.ts'
import { readFrom, readSchemas, tellReport } from './hsds/files.ts'

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    origin: { type: 'string' },
    try: { type: 'boolean', default: false },
    schemas: { type: 'string' },
    report: { type: 'string' },
  },
})
try {
  if (!values.from || !(values.origin || values.try))
    throw new PuenteError('P2009', { detail: 'npm run hsds:import -- --from services.json|FOLDER --origin NAME [--try]' })
  const settings = loadSettings()
  const content = await loadContentFiles(settings.contentDir)
  const known = new Map([...content.services].map(([id, { value }]) => [id, value]))
  const directory = await readFrom(values.from)
  const published = values.schemas ? await readSchemas(values.schemas) : undefined
  const read = values.try ? readDirectory(directory, known, published) : await takeIn(directory, known, published)
  await tellReport(read.report, read.faults, values.report)
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

async function takeIn(directory: Directory, known: Parameters<typeof readDirectory>[1], published: SchemaFiles | undefined) {
  const engine = await openStore(loadSettings())
  const deps = { engine, clock: () => new Date(), services: () => known, fileText: async () => '', ...(published ? { published } : {}) }
  return await importDirectory(deps, directory, values.origin ?? '').finally(() => engine.close())
}
