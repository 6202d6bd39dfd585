import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PuenteError } from '../../services/errors/index.ts'
import { type Directory, type RowFault, reportLines, type SchemaFiles, type ValidationReport } from '../../services/exchange/index.ts'

const MAX_BYTES = 50_000_000
const SHOWN = 200

/** Every *.json of a folder, without what lies below it: the published schemas, and their datapackage.json when it stands there. */
export async function readSchemas(folder: string): Promise<SchemaFiles> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  return new Map(await Promise.all(names.map(async (name) => [name, await readSized(join(folder, name))] as const)))
}

/** A directory: the JSON text of a file, or the files of a folder. */
export async function readFrom(from: string): Promise<Directory> {
  if (!(await stat(from)).isDirectory()) return { json: await readSized(from) }
  const names = (await readdir(from)).filter((name) => name.endsWith('.csv') || name === 'datapackage.json')
  return { files: new Map(await Promise.all(names.map(async (name) => [name, await readSized(join(from, name))] as const))) }
}

/** Prints the report, and writes it as JSON with every fault when a file is named. */
export async function tellReport(report: ValidationReport, faults: readonly RowFault[], file: string | undefined): Promise<void> {
  for (const { resource, row, field, what } of faults.slice(0, SHOWN)) console.error(`${resource} row ${row}: ${field} ${what}`)
  if (faults.length > SHOWN) console.error(`and ${faults.length - SHOWN} more (all of them with --report FILE)`)
  for (const line of reportLines(report)) console.log(line)
  if (file) await writeFile(file, `${JSON.stringify({ ...report, rows: faults }, undefined, 2)}\n`)
}

async function readSized(path: string): Promise<string> {
  if ((await stat(path)).size > MAX_BYTES) throw new PuenteError('P2009', { detail: `${path} is larger than 50 MB` })
  return await readFile(path, 'utf8')
}
