import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { askKey } from './check-asks.ts'
import { DangerLine, ExampleLine } from './example-schema.ts'
import { explainIssue } from './explain-issue.ts'
import type { Fault } from './fault.ts'

/** All are trained on; the encoder has seen the first only. */
const FOLDERS = ['examples', 'examples-extra', 'examples-danger'] as const

export interface ExamplesReport {
  readonly count: number
  readonly faults: Fault[]
  /** The same message twice with the same label: harmless, worth cleaning. */
  readonly repeated: number
}

/** What the check needs of a line, of whichever form. */
interface Checked {
  readonly lang: string
  readonly text: string
  readonly context: readonly string[]
  readonly label: string
}

type Tell = (field: string, what: string, fix: string) => void

interface Seen {
  readonly label: string
  readonly where: string
}

/** Holds the labelled messages against their schema, and refuses one message under two labels. @param root the content folder */
export async function checkExamples(root: string): Promise<ExamplesReport> {
  const seen = new Map<string, Seen>()
  const faults: Fault[] = []
  let count = 0
  let repeated = 0
  for (const { file, text, folder } of await exampleFiles(root))
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue
      count++
      const fault = (field: string, what: string, fix: string) => faults.push({ file, line: i + 1, field, what, fix })
      const example = folder === 'examples-danger' ? readDanger(line, fault) : readLine(line, fault)
      if (!example) continue
      if (IDENTITY.test(example.text))
        fault(
          'text',
          'holds what looks like a phone number, an e-mail address or a card number',
          'Replace it: no example ever identifies anybody.',
        )
      const key = [example.lang, ...example.context, example.text].map(askKey).join('|')
      const { label } = example
      const twin = seen.get(key)
      if (twin && twin.label !== label)
        fault(
          'text',
          `the same message stands in ${twin.where} as "${twin.label}", here as "${label}"`,
          'Keep the line whose label is right.',
        )
      if (twin) repeated++
      else seen.set(key, { label, where: `${file}:${i + 1}` })
    }
  return { count, faults, repeated }
}

const IDENTITY = /(?:\d[\s().-]*){8,}|\S+@\S+\.\w{2,}/

function readLine(line: string, fault: Tell): Checked | undefined {
  const example = parse(ExampleLine, line, fault)
  return example && { ...example, context: example.context ?? [], label: `${example.route} ${example.topics[0] ?? ''}`.trim() }
}

function readDanger(line: string, fault: Tell): Checked | undefined {
  const example = parse(DangerLine, line, fault)
  // Whether there is danger must not be said twice in two ways; an ordinary line of any other label contradicts no "none".
  return example && { ...example, context: [], label: example.danger ? `danger ${example.danger}` : 'no danger' }
}

function parse<Form extends z.ZodType>(form: Form, line: string, fault: Tell): z.infer<Form> | undefined {
  let raw: unknown
  try {
    raw = JSON.parse(line)
  } catch {
    fault('line', 'is not one JSON object', 'Write {"text": "…", "lang": "es", …} on one line; a quote inside the text is \\".')
    return undefined
  }
  const parsed = form.safeParse(raw)
  for (const issue of parsed.error?.issues ?? []) {
    const { what, fix } = explainIssue(issue)
    fault(issue.path.join('.') || 'line', what, fix)
  }
  return parsed.data
}

async function exampleFiles(root: string): Promise<{ file: string; text: string; folder: (typeof FOLDERS)[number] }[]> {
  const found = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = (await readdir(join(root, folder)).catch(() => [])).filter((name) => name.endsWith('.jsonl')).sort()
      return Promise.all(
        names.map(async (name) => ({
          file: join('content', folder, name),
          text: await readFile(join(root, folder, name), 'utf8'),
          folder,
        })),
      )
    }),
  )
  return found.flat()
}
