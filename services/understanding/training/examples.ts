import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { COUNTRIES, LANGUAGES, PHASES, PROFILES, ROUTES, TOPICS } from '../../../bot/vocabulary.ts'
import { loadContentFiles } from '../../content/index.ts'
import { PuenteError } from '../../errors/index.ts'

const line = z.object({
  text: z.string().min(1),
  lang: z.enum(LANGUAGES),
  route: z.enum(ROUTES),
  topics: z.array(z.enum(TOPICS)),
  country: z.enum(COUNTRIES).nullable(),
  phase: z.enum(PHASES).nullable(),
  profile: z.array(z.enum(PROFILES)),
  split: z.enum(['train', 'calibration']),
  /** Earlier messages of the same person, oldest first: the line is a follow-up. */
  context: z.array(z.string()).optional(),
})

export interface Example extends z.infer<typeof line> {
  /** File the example stands in, or "cards". */
  readonly source: string
  /** Whether the encoder was adapted on this line: its vector then looks better than those of real messages. */
  readonly seenByEncoder: boolean
}

/** Examples that the encoder was adapted on, and ours, which it never saw. */
const FOLDERS = { examples: 'seen', 'examples-extra': 'unseen' } as const

const DANGER_FOLDER = 'examples-danger'

/**
 * Every labelled line of content/examples and content/examples-extra, in a fixed order.
 * @param examplesDir where content/examples stands, when it is not in the content folder
 */
export function loadExamples(root: string, examplesDir?: string): Example[] {
  return exampleFiles(root, examplesDir).flatMap(({ file, source, folder }) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((text, at) => {
        if (text.trim() === '') return []
        const parsed = line.safeParse(jsonOf(text))
        if (!parsed.success)
          throw new PuenteError('P2003', {
            detail: `${source}:${at + 1}: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
          })
        return [{ ...parsed.data, source, seenByEncoder: FOLDERS[folder] === 'seen' && parsed.data.split === 'train' }]
      }),
  )
}

/** The ways to ask that stand on cards: topic and language are known, nothing else. */
export async function loadAsks(root: string): Promise<Example[]> {
  const { cards } = await loadContentFiles(join(root, 'content'))
  return [...cards.values()]
    .map(({ value }) => value)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((card) =>
      LANGUAGES.flatMap((lang) =>
        (card[lang]?.asks ?? []).map((text) => ({
          text,
          lang,
          route: 'answer' as const,
          topics: [card.topic],
          country: card.country === 'any' ? null : card.country,
          phase: null,
          profile: [],
          split: 'train' as const,
          source: 'cards',
          seenByEncoder: false,
        })),
      ),
    )
}

/** sha256 of each example file and of all asks together, for the artefact's list of inputs. */
export async function exampleHashes(root: string, examplesDir?: string): Promise<Record<string, string>> {
  const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
  const asks = (await loadAsks(root)).map(({ text, lang, topics, country }) => [lang, topics[0], country, text].join('\t')).join('\n')
  return {
    ...Object.fromEntries(
      [...exampleFiles(root, examplesDir), ...dangerFiles(root)].map(({ file, source }) => [source, sha256(readFileSync(file))]),
    ),
    'content/cards (asks)': sha256(asks),
  }
}

function exampleFiles(root: string, examplesDir?: string): { file: string; source: string; folder: keyof typeof FOLDERS }[] {
  return (Object.keys(FOLDERS) as (keyof typeof FOLDERS)[]).flatMap((folder) => {
    const dir = folder === 'examples' && examplesDir ? examplesDir : join(root, 'content', folder)
    if (!existsSync(dir)) return []
    return readdirSync(dir)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
      .map((name) => ({ file: join(dir, name), source: `content/${folder}/${name}`, folder }))
  })
}

/** Files of lines near to danger (danger.ts reads them). */
export function dangerFiles(root: string): { file: string; source: string }[] {
  const dir = join(root, 'content', DANGER_FOLDER)
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => ({ file: join(dir, name), source: `content/${DANGER_FOLDER}/${name}` }))
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
