import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import type { DumpRow, Snapshot } from '../engine.ts'

const PAGE = 500
/** Pages copied before the service gets its turn again. */
const COPY_PAGES = 200
const FOLDER = '.snapshot-'

/**
 * A copy made page by page while the service goes on (SQLite's own backup), beside the database so that nothing leaves its disk,
 * read and then deleted.
 */
export async function snapshotSqlite(database: DatabaseSync, path: string): Promise<Snapshot> {
  const folder = await mkdtemp(join(path === ':memory:' ? tmpdir() : dirname(path), FOLDER))
  const file = join(folder, 'copy.sqlite')
  try {
    await backup(database, file, { rate: COPY_PAGES })
    const copy = new DatabaseSync(file, { readOnly: true })
    return {
      tables: async () => ordered(copy),
      async *rows(table) {
        let page: DumpRow[] = []
        for (const row of copy.prepare(`select * from "${table}"`).iterate()) {
          page.push(row)
          if (page.length < PAGE) continue
          yield page
          page = []
        }
        if (page.length > 0) yield page
      },
      async close() {
        copy.close()
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/**
 * Takes away copies that a killed process has left: they hold everybody, also who was erased since. To be called by who holds the lock of
 * the database, so that no copy is being made.
 */
export async function dropSnapshots(path: string): Promise<void> {
  for (const name of await readdir(dirname(path)))
    if (name.startsWith(FOLDER)) await rm(join(dirname(path), name), { recursive: true, force: true })
}

/** Referenced tables before those that refer to them. */
function ordered(copy: DatabaseSync): string[] {
  const names = copy.prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`).all()
  const left = new Map(
    names.map(({ name }) => [
      String(name),
      new Set(
        copy
          .prepare(`pragma foreign_key_list("${name}")`)
          .all()
          .map((row) => String(row.table)),
      ),
    ]),
  )
  return byReference(left)
}

/** Tables sorted so that what is referred to comes first; a table may refer to itself. */
export function byReference(references: Map<string, ReadonlySet<string>>): string[] {
  const done: string[] = []
  const visit = (name: string) => {
    if (done.includes(name)) return
    for (const other of references.get(name) ?? []) if (other !== name) visit(other)
    done.push(name)
  }
  for (const name of references.keys()) visit(name)
  return done
}
