import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Jest's globalTeardown: one line on all logs of the whole run; words of people in any of them fail it. */
export default function end() {
  const folder = process.env.TEST_LOG_SUM
  const total = { show: 'canaries', logs: 0, lines: 0, canaries: 0, hits: 0 }
  for (const name of readdirSync(folder))
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
      for (const [key, value] of Object.entries(JSON.parse(line))) total[key] += value
  rmSync(folder, { recursive: true, force: true })
  if (total.logs > 0) process.stdout.write(`${JSON.stringify(total)}\n`)
  if (total.hits > 0) throw new RangeError(`words or numbers of people stand in the log: ${total.hits}`)
}
