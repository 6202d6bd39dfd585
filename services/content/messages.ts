import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import i18next from 'i18next'
import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import type { Fault } from './fault.ts'

export type TextOf = (lang: Lang, key: string, params?: Readonly<Record<string, string | number>>) => string

type Tree = { readonly [key: string]: string | Tree | readonly string[] }

/**
 * Every sentence of content/messages, by key. Spanish is the reference: a key that another language lacks is a fault.
 * A fault never reaches people as a key: the Spanish sentence serves.
 */
export async function loadMessages(root: string): Promise<{ text: TextOf; faults: Fault[] }> {
  const faults: Fault[] = []
  const trees = await Promise.all(
    LANGUAGES.map(async (lang) => {
      const file = `content/messages/${lang}.json`
      try {
        return [lang, JSON.parse(await readFile(join(root, 'messages', `${lang}.json`), 'utf8')) as Tree] as const
      } catch {
        faults.push({ file, line: 0, field: 'file', what: 'missing or not readable as JSON', fix: 'Restore it, or correct the comma or quote that is wrong.' })
        return [lang, {} as Tree] as const
      }
    }),
  )
  const reference = flat(trees.find(([lang]) => lang === 'es')?.[1] ?? {})
  for (const [lang, tree] of trees) faults.push(...compare(lang, reference, flat(tree)))
  const i18n = i18next.createInstance()
  await i18n.init({
    lng: 'es',
    fallbackLng: 'es',
    resources: Object.fromEntries(trees.map(([lang, translation]) => [lang, { translation }])),
    // Plain text goes to phones: escaping would send &amp;.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  const fixed = new Map(LANGUAGES.map((lang) => [lang, i18n.getFixedT(lang)]))
  return { faults, text: (lang, key, params) => String(fixed.get(lang)?.(key, params ?? {})) }
}

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix === '' ? key : `${prefix}.${key}`
    if (typeof value === 'string') found.set(path, value)
    else if (Array.isArray(value)) value.forEach((item, i) => void found.set(`${path}.${i}`, String(item)))
    else for (const [k, v] of flat(value as Tree, path)) found.set(k, v)
  }
  return found
}

function compare(lang: Lang, reference: ReadonlyMap<string, string>, words: ReadonlyMap<string, string>): Fault[] {
  const file = `content/messages/${lang}.json`
  const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort().join(',')
  return [...reference].flatMap(([key, text]) => {
    const own = words.get(key)
    if (own === undefined) return [{ file, line: 0, field: key, what: 'the sentence is missing', fix: 'Write it; the Spanish stands in content/messages/es.json.' }]
    if (variables(own) !== variables(text)) return [{ file, line: 0, field: key, what: `the places in {{}} differ from the Spanish (${variables(text)})`, fix: 'Use the same names in {{}}.' }]
    return []
  })
}
