import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'

const ASVS = readFileSync('docs/asvs.md', 'utf8')
const STATES = ['met', 'operator', 'n/a', 'not met']

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has. They are numbered from 1; those of level 3 stand at its end. */
const SECTIONS: Readonly<Record<string, number>> = {
  ...{ '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2 },
  ...{ '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1 },
  ...{ '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2 },
  ...{ '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4 },
  ...{ '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3 },
  ...{ '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4 },
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2 },
  ...{ '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1 },
  ...{ '9.1': 3, '9.2': 4 },
  ...{ '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3 },
  ...{ '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1, '11.6': 1 },
  ...{ '12.1': 3, '12.2': 2, '12.3': 4 },
  ...{ '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5 },
  ...{ '14.1': 2, '14.2': 4, '14.3': 3 },
  ...{ '15.1': 3, '15.2': 3, '15.3': 7 },
  ...{ '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3 },
  ...{ '17.1': 1, '17.2': 4, '17.3': 2 },
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

  test('says how many are in each state', () => {
    const count = (state: string) => `${rows.filter((row) => row.state === state).length} ${state}`
    expect(ASVS).toContain(`Of ${rows.length}: ${STATES.map(count).join(', ')}.`)
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

  test('nothing switches the check of certificates off', () => {
    const sources = readdirSync('services', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    expect(sources.filter((name) => /rejectUnauthorized|TLS_REJECT/.test(readFileSync(`services/${name}`, 'utf8')))).toEqual([])
  })

  test('every test that the threat model names exists', () => {
    const cells = readFileSync('docs/threat-model.md', 'utf8').matchAll(/^\|(?:[^|]*\|){3}([^|]*)\|$/gm)
    const tests = [...cells].flatMap(([, cell = '']) => named(cell)).filter((name) => !name.startsWith('npm '))
    expect(tests.length).toBeGreaterThan(20)
    expect(tests.filter((name) => !existsSync(`test/${name}.test.ts`))).toEqual([])
  })
})
