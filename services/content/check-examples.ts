import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { askKey } from './check-asks.ts'
import { ExampleLine } from './example-schema.ts'
import { explainIssue } from './explain-issue.ts'
import type { Fault } from './fault.ts'

/** Both are trained on; the second was never seen by the encoder. */
const FOLDERS = ['examples', 'examples-extra'] as const

export interface ExamplesReport {
  readonly count: number
  readonly faults: Fault[]
  /** The same message twice with the same label: harmless, worth cleaning. */
  readonly repeated: number
}

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
  for (const { file, text } of await exampleFiles(root))
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue
      count++
      const fault = (field: string, what: string, fix: string) => faults.push({ file, line: i + 1, field, what, fix })
      const example = readLine(line, fault)
      if (!example) continue
      if (IDENTITY.test(example.text))
        fault(
          'text',
          'holds what looks like a phone number, an e-mail address or a card number',
          'Replace it: no example ever identifies anybody.',
        )
      const key = [example.lang, ...(example.context ?? []), example.text].map(askKey).join('|')
      const label = `${example.route} ${example.topics[0] ?? ''}`.trim()
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

function readLine(line: string, fault: (field: string, what: string, fix: string) => void): ExampleLine | undefined {
  let raw: unknown
  try {
    raw = JSON.parse(line)
  } catch {
    fault('line', 'is not one JSON object', 'Write {"text": "…", "lang": "es", …} on one line; a quote inside the text is \\".')
    return undefined
  }
  const parsed = ExampleLine.safeParse(raw)
  for (const issue of parsed.error?.issues ?? []) {
    const { what, fix } = explainIssue(issue)
    fault(issue.path.join('.') || 'line', what, fix)
  }
  return parsed.data
}

async function exampleFiles(root: string): Promise<{ file: string; text: string }[]> {
  const found = await Promise.all(
    FOLDERS.map(async (folder) => {
      const names = (await readdir(join(root, folder)).catch(() => [])).filter((name) => name.endsWith('.jsonl')).sort()
      return Promise.all(
        names.map(async (name) => ({ file: join('content', folder, name), text: await readFile(join(root, folder, name), 'utf8') })),
      )
    }),
  )
  return found.flat()
}
