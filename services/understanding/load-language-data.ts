import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CORE_SCHEMA, load } from 'js-yaml'
import { type LanguageData, languageDataSchema } from '../../bot/understanding/index.ts'
import { LANGUAGES } from '../../bot/vocabulary.ts'
import { PuenteError } from '../errors/index.ts'

/** Every file that the language data is read from, in a fixed order: their hash is part of the trained head. */
export function languageFiles(root: string): string[] {
  const dir = join(root, 'content', 'language')
  return ['', 'places', 'spelling'].flatMap((folder) =>
    readdirSync(join(dir, folder))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => join(dir, folder, name)),
  )
}

/** Reads content/language; faults are reported with the file they stand in. */
export function loadLanguageData(root: string): LanguageData {
  const dir = join(root, 'content', 'language')
  const read = (...path: string[]): Record<string, unknown> => readYaml(join(dir, ...path))
  const { towns, places } = readPlaces(dir)
  const parsed = languageDataSchema.safeParse({
    spelling: Object.fromEntries(LANGUAGES.map((lang) => [lang, read('spelling', `${lang}.yaml`)])),
    tellingWords: read('telling-words.yaml'),
    connectors: read('connectors.yaml'),
    urgentFirst: read('urgent-first.yaml').topics,
    otherLanguages: read('other-languages.yaml'),
    places,
    towns,
    phases: read('phases.yaml'),
    profiles: read('profiles.yaml'),
    countryBound: read('country-bound.yaml'),
  })
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new PuenteError('P2003', { detail: `content/language: ${issue?.path.join('.')}: ${issue?.message}`, cause: parsed.error })
  }
  return parsed.data
}

function readPlaces(dir: string): { places: Record<string, unknown>; towns: Record<string, string[]> } {
  const places: Record<string, unknown> = {}
  for (const name of readdirSync(join(dir, 'places')).sort()) {
    if (name === 'towns.yaml') continue
    const { country, ...lists } = readYaml(join(dir, 'places', name))
    if (typeof country === 'string') places[country] = lists
    else Object.assign(places, lists)
  }
  const towns = Object.entries(readYaml(join(dir, 'places', 'towns.yaml'))).map(([code, lines]) => [
    code,
    (lines as string[]).flatMap((line) => line.split(', ')),
  ])
  return { places, towns: Object.fromEntries(towns) }
}

function readYaml(file: string): Record<string, unknown> {
  try {
    return load(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA }) as Record<string, unknown>
  } catch (cause) {
    throw new PuenteError('P2003', { detail: file, cause })
  }
}
