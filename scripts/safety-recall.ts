// npm run safety:recall -- FILE… [--fold 5]: what the danger rules alone find in labelled files; figures only, no message is shown.
// --fold 5 counts every fifth line of danger apart: the fifth that rules are not written from.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { PuenteError } from '../services/errors/index.ts'
import { createSafety, readSafetyFiles, type SafetyFiles } from '../services/safety/index.ts'

interface Labelled {
  readonly text: string
  readonly lang: string
  readonly route: string
}
interface Count {
  readonly hits: number
  readonly all: number
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { fold: { type: 'string' } } })
if (positionals.length === 0) {
  console.error(new PuenteError('P2009', { detail: 'name a file: npm run safety:recall -- content/examples/h-routes.jsonl' }).message)
  process.exit(2)
}
const fold = Number(values.fold ?? 0)
const { files } = await readSafetyFiles('content')
const { safety } = createSafety(files as SafetyFiles)

const totals = new Map<string, Count>()
for (const path of positionals) {
  const counts = new Map<string, Count>()
  const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean)
  let seen = 0
  for (const line of lines) {
    const { text, lang, route } = JSON.parse(line) as Labelled
    const hits = safety.detectCrisis(text) ? 1 : 0
    const isDanger = route === 'crisis'
    if (isDanger) seen++
    const part = fold > 0 && isDanger ? [seen % fold === 0 ? 'danger, held out' : 'danger, written from'] : []
    for (const group of isDanger ? ['danger', `danger ${lang}`, ...part] : ['others'])
      for (const map of [counts, totals]) {
        const before = map.get(group) ?? { hits: 0, all: 0 }
        map.set(group, { hits: before.hits + hits, all: before.all + 1 })
      }
  }
  show(basename(path), counts)
}
if (positionals.length > 1) show('all', totals)

function show(name: string, counts: ReadonlyMap<string, Count>): void {
  const figures = [...counts].sort(([a], [b]) => a.localeCompare(b))
  console.log(
    name.padEnd(26),
    figures.map(([group, { hits, all }]) => `${group} ${hits}/${all} (${((hits / all) * 100).toFixed(1)} %)`).join('; '),
  )
}
