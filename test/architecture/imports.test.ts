import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'

const ROOT = process.cwd()

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort()
}

interface Import {
  readonly from: string
  readonly to: string
  readonly isType: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(/^(?:import|export)\s+(type\s+)?[^'";]*?from\s+'([^']+)'/gm)].map((m) => ({
    from: file,
    isType: m[1] !== undefined,
    to: m[2]?.startsWith('.') ? normalize(join(dirname(file), m[2])) : (m[2] ?? ''),
  }))
}

const bot = sources('bot')
const services = sources('services')
const all = [...bot, ...services].flatMap(importsOf)

describe('arrows', () => {
  test('bot imports nothing of services, no node module and no package but zod', () => {
    const wrong = bot.flatMap(importsOf).filter(({ to }) => !to.startsWith('bot/') && to !== 'zod')
    expect(wrong).toEqual([])
  })

  test('the bot has no clock and no chance of its own', () => {
    const wrong = bot.filter((file) =>
      /Date\.now\(|new Date\(\)|Math\.random|process\.|console\./.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(wrong).toEqual([])
  })

  test('a folder of services is entered by its door', () => {
    const folderOf = (file: string) => file.split('/').slice(0, 2).join('/')
    const wrong = services.flatMap(importsOf).filter(({ from, to }) => {
      if (!to.startsWith('services/') || folderOf(from) === folderOf(to)) return false
      return to.split('/').length > 2 && !to.endsWith('/index.ts') && to !== 'services/channels/registry.ts'
    })
    expect(wrong).toEqual([])
  })

  test('services enter the bot by its doors', () => {
    const doors = ['bot/index.ts', 'bot/vocabulary.ts', 'bot/understanding/index.ts', 'bot/safety/index.ts', 'bot/consulates/index.ts']
    const wrong = services.flatMap(importsOf).filter(({ to }) => to.startsWith('bot/') && !doors.includes(to))
    expect(wrong).toEqual([])
  })

  test('no cycle of values', () => {
    const graph = new Map<string, string[]>()
    for (const { from, to, isType } of all) if (!isType && to.endsWith('.ts')) graph.set(from, [...(graph.get(from) ?? []), to])
    const done = new Set<string>()
    const cycles: string[] = []
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      if (done.has(file)) return
      for (const next of graph.get(file) ?? []) visit(next, [...path, file])
      done.add(file)
    }
    for (const file of graph.keys()) visit(file, [])
    expect(cycles).toEqual([])
  })
})

describe('one place for each thing', () => {
  test('the environment is read in config and in the files that start a process', () => {
    const wrong = services.filter(
      (file) =>
        /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')) &&
        !['services/start.ts', 'services/ask/command-line-brain.ts'].includes(file) &&
        !file.startsWith('services/config/'),
    )
    expect(wrong).toEqual([])
  })

  test('provider clients are named only in their own folder, the registry, config and the demo provider', () => {
    const wrong = services.filter(
      (file) =>
        !/^services\/(channels\/(twilio\/|registry\.ts)|config\/|demo-provider\/|build-app\.ts)/.test(file) &&
        /from 'twilio/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(wrong).toEqual([])
  })

  test('SQL is written only in the store', () => {
    const wrong = services.filter(
      (file) =>
        !file.startsWith('services/store/') &&
        /selectFrom\(|insertInto\(|updateTable\(|deleteFrom\(|sql`/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(wrong).toEqual([])
  })

  test('errors come from the catalogue', () => {
    const wrong = [...bot, ...services].filter((file) =>
      /throw new (Error|TypeError|RangeError)\(/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    expect(wrong).toEqual([])
  })

  test('no file is longer than 300 lines', () => {
    const long = [...bot, ...services, ...sources('scripts')].filter(
      (file) => readFileSync(join(ROOT, file), 'utf8').split('\n').length > 301,
    )
    expect(long).toEqual([])
  })
})
