import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import i18next from 'i18next'
import { z } from 'zod'
import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import type { Fault } from './fault.ts'
import { proseFaults } from './prose-rules.ts'
import { lineFinder } from './read-yaml.ts'

const OtherLanguages = z.strictObject({
  review: z.string(),
  sentences: z.record(z.string(), z.string().min(10)).refine((all) => 'any' in all, 'the sentence "any" is missing'),
})

export type TextOf = (lang: Lang, key: string, params?: Readonly<Record<string, string | number>>) => string

type Tree = { readonly [key: string]: string | Tree | readonly string[] }

/**
 * Every sentence of content/messages, by key. Spanish is the reference: a key that another language lacks is a fault.
 * A fault never reaches people as a key: the Spanish sentence serves.
 */
export async function loadMessages(
  root: string,
): Promise<{ text: TextOf; otherLanguage: (code: string | undefined) => string; faults: Fault[] }> {
  const files = await Promise.all(LANGUAGES.map((lang) => readMessages(root, lang)))
  const faults = files.flatMap((file) => file.faults)
  const reference = flat(files.find((file) => file.lang === 'es')?.tree ?? {})
  for (const file of files) if (file.faults.length === 0) faults.push(...compare(file, reference))
  const i18n = i18next.createInstance()
  await i18n.init({
    lng: 'es',
    fallbackLng: 'es',
    resources: Object.fromEntries(files.map(({ lang, tree }) => [lang, { translation: tree }])),
    // Plain text goes to phones: escaping would send &amp;.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  const fixed = new Map(LANGUAGES.map((lang) => [lang, i18n.getFixedT(lang)]))
  const others = await loadOthers(root, faults)
  return {
    faults,
    otherLanguage: (code) => others[code ?? 'any'] ?? others.any ?? '',
    text: (lang, key, params) => String(fixed.get(lang)?.(key, params ?? {})),
  }
}

interface MessageFile {
  readonly lang: Lang
  readonly file: string
  readonly text: string
  readonly tree: Tree
  readonly faults: Fault[]
}

async function readMessages(root: string, lang: Lang): Promise<MessageFile> {
  const file = `content/messages/${lang}.json`
  let text = ''
  try {
    text = await readFile(join(root, 'messages', `${lang}.json`), 'utf8')
    return { lang, file, text, tree: JSON.parse(text) as Tree, faults: [] }
  } catch (error) {
    const line = Number(/line (\d+)/.exec((error as Error).message)?.[1] ?? 0)
    const what = text === '' ? 'is missing or empty' : 'is not readable as JSON'
    return {
      lang,
      file,
      text,
      tree: {},
      faults: [{ file, line, field: 'file', what, fix: 'Restore it, or correct the comma or quote that is wrong.' }],
    }
  }
}

/** The one sentence for people who write in a language that is not ours, in theirs. */
async function loadOthers(root: string, faults: Fault[]): Promise<Record<string, string>> {
  const file = 'other-languages.json'
  const parsed = OtherLanguages.safeParse(
    await readFile(join(root, 'messages', file), 'utf8')
      .then(JSON.parse)
      .catch(() => undefined),
  )
  if (parsed.success) return parsed.data.sentences
  faults.push({
    file: `content/messages/${file}`,
    line: 0,
    field: 'sentences',
    what: 'missing or not in its form',
    fix: 'Write {"review": "draft", "sentences": {"de": "…", "any": "…"}}.',
  })
  return {}
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

/** What differs from the Spanish: a sentence that is missing, empty or left over, and other places in {{}}. */
function compare({ lang, file, text, tree }: MessageFile, reference: ReadonlyMap<string, string>): Fault[] {
  const own = flat(tree)
  const found: { key: string; what: string; fix: string }[] = []
  for (const [key, spanish] of reference) {
    const words = own.get(key)
    if (words === undefined)
      found.push({ key, what: 'the sentence is missing', fix: 'Write it; the Spanish stands in content/messages/es.json.' })
    else if (words.trim() === '')
      found.push({ key, what: 'the sentence is empty', fix: 'Write it; the Spanish stands in content/messages/es.json.' })
    else if (variables(words) !== variables(spanish))
      found.push({ key, what: `the places in {{}} differ from the Spanish (${variables(spanish)})`, fix: 'Use the same names in {{}}.' })
    else found.push(...proseFaults(words, lang).map((fault) => ({ key, ...fault })))
  }
  for (const key of own.keys())
    if (!reference.has(key))
      found.push({
        key,
        what: 'there is no such sentence in Spanish',
        fix: 'Correct the key, or add the sentence to content/messages/es.json first.',
      })
  const locate = found.length > 0 ? lineFinder(text) : () => 0
  return found.map(({ key, what, fix }) => ({ file, line: locate(key.split('.')), field: key, what, fix }))
}

function variables(text: string): string {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map((m) => m[1])
    .sort()
    .join(',')
}
