import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'

const ASVS = readFileSync('docs/asvs.md', 'utf8')
const STATES = ['met', 'operator', 'n/a', 'not met']

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has. They are numbered from 1; those of level 3 stand at its end. */
const SECTIONS: Readonly<Record<string, number>> = {
  ...{ '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2 },
  ...{ '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1 },
  ...{ '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2 },
  ...{ '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4 },
}

interface Row {
  readonly id: string
  readonly asks: string
  readonly state: string
  readonly evidence: string
}

const rows: Row[] = [...ASVS.matchAll(/^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.*) \|$/gm)].map(
  ([, id = '', asks = '', state = '', evidence = '']) => ({ id, asks, state, evidence }),
)
const named = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')

describe('docs/asvs.md', () => {
  test('has every requirement of levels 1 and 2 once, in order, with words, a state and evidence', () => {
    const expected = Object.entries(SECTIONS).flatMap(([section, count]) => Array.from({ length: count }, (_, i) => `${section}.${i + 1}`))
    expect(rows.map((row) => row.id)).toEqual(expected)
    expect(rows.filter((row) => row.asks.trim() === '' || !STATES.includes(row.state) || row.evidence.length < 8)).toEqual([])
  })

  test('what is met is shown by a file that exists', () => {
    const isFile = (name: string) => /^[\w.-]+(\/[\w.-]+)*\/?$/.test(name) && existsSync(name)
    // "as 3.3.1" points to the evidence of another line.
    const unshown = rows.filter(
      ({ state, evidence }) => state === 'met' && !named(evidence).some(isFile) && !/^as \d+\.\d+\.\d+/.test(evidence),
    )
    expect(unshown.map((row) => row.id)).toEqual([])
  })

  test('every file, test and npm script that it names exists', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    const names = named(ASVS)
    const files = names.filter(
      (name) => /^(bot|services|console|content|docs|models|scripts|test)\//.test(name) || /^[\w.-]+\.(md|json|mjs)$/.test(name),
    )
    expect(files.filter((path) => !existsSync(path))).toEqual([])
    const commands = names.flatMap((name) => /^npm run (?:-s )?([\w:-]+)/.exec(name)?.[1] ?? [])
    expect(commands.filter((command) => scripts[command] === undefined)).toEqual([])
  })

  test('every test that the threat model names exists', () => {
    const cells = readFileSync('docs/threat-model.md', 'utf8').matchAll(/^\|(?:[^|]*\|){3}([^|]*)\|$/gm)
    const tests = [...cells].flatMap(([, cell = '']) => named(cell)).filter((name) => !name.startsWith('npm '))
    expect(tests.length).toBeGreaterThan(20)
    expect(tests.filter((name) => !existsSync(`test/${name}.test.ts`))).toEqual([])
  })
})
