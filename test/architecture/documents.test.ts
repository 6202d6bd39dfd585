import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { CORE_SCHEMA, load } from 'js-yaml'
import { COUNTRIES, LANGUAGES, PHASES, PROFILES, ROUTES, TOPICS } from '../../bot/vocabulary.ts'
import { envExample, loadSettings } from '../../services/config/index.ts'
import { ERRORS } from '../../services/errors/index.ts'

const text = (path: string) => readFileSync(path, 'utf8')

describe('documents say what the code says', () => {
  test('.env.example is made from the settings', () => {
    expect(text('.env.example')).toBe(envExample())
  })

  test('docs/errors.md lists exactly the codes of the catalogue', () => {
    const listed = [...text('docs/errors.md').matchAll(/^\| (P\d{4}) \|/gm)].map((m) => m[1])
    expect(listed).toEqual(Object.keys(ERRORS))
  })

  test('the vocabulary is that of content/taxonomy.yaml', () => {
    const taxonomy = load(text('content/taxonomy.yaml'), { schema: CORE_SCHEMA }) as Record<string, unknown>
    expect([...COUNTRIES, 'any']).toEqual(taxonomy.countries)
    expect([...LANGUAGES]).toEqual(taxonomy.languages)
    expect([...PHASES]).toEqual(Object.keys(taxonomy.phases as object))
    expect([...PROFILES]).toEqual(taxonomy.profiles)
    expect([...ROUTES]).toEqual(Object.keys(taxonomy.routes as object))
    expect([...TOPICS]).toEqual(Object.keys(taxonomy.topics as object))
  })

  test('the README maps every top-level folder, and every path it names exists', () => {
    const readme = text('README.md')
    const folders = readdirSync('.', { withFileTypes: true })
      .filter((e) => e.isDirectory() && !['node_modules', 'var', '.git', 'dist'].includes(e.name))
      .map((e) => e.name)
    for (const folder of folders.filter((name) => !name.startsWith('.'))) expect(readme).toContain(`\`${folder}/`)
    const named = [...readme.matchAll(/`((?:bot|content|services|console|docs|models|scripts|test)\/[\w./-]*)`/g)].map((m) => m[1] ?? '')
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })
})

describe('settings', () => {
  const faultsOf = (env: Record<string, string>): string => {
    try {
      loadSettings(env)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }

  test('every fault is told at once, with name, what is wrong and how to fix it', () => {
    const faults = faultsOf({ PORT: 'abc', MASTER_KEY: 'short', CONTENT_GRACE_UNTIL: 'soon', TWILIO_ACOUNT_SID: 'x' })
    for (const name of ['PORT', 'MASTER_KEY', 'CONTENT_GRACE_UNTIL', 'TWILIO_ACOUNT_SID']) expect(faults).toContain(name)
    expect(faults).toContain('Did you mean TWILIO_ACCOUNT_SID?')
  })

  test('production refuses the demo provider, a made-up key and plain http', () => {
    const faults = faultsOf({ NODE_ENV: 'production' })
    for (const name of ['TWILIO_ACCOUNT_SID', 'MASTER_KEY', 'PUBLIC_URL']) expect(faults).toContain(name)
  })
})
