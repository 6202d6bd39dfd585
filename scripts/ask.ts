// npm run -s ask -- "text" [--channel sms] [--lang ht] [--explain]   or   npm run -s ask -- --jsonl < in > out
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { LANGUAGES } from '../bot/index.ts'
import { type Answer, askQuestion, explainQuestion, openCommandLineBrain, Question } from '../services/ask/index.ts'
import { errorBody, PuenteError } from '../services/errors/index.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    channel: { type: 'string', default: 'whatsapp' },
    lang: { type: 'string' },
    jsonl: { type: 'boolean' },
    explain: { type: 'boolean' },
  },
})
/** Lines answered at the same time: enough to keep the model busy while the rest is decided. */
const AT_ONCE = 8

const lang = LANGUAGES.find((l) => l === values.lang)
if (values.lang && !lang) fail(`--lang: "${values.lang}" is none of ${LANGUAGES.join(' ')}`)
if (!values.jsonl && positionals.length === 0) fail('write the question: npm run -s ask -- "perdi mi acta"')

const { brain, close } = await openCommandLineBrain()
const options = lang ? { lang } : {}
if (values.jsonl) await batch()
else await single(positionals.join(' '))
await close()

async function single(text: string): Promise<void> {
  const question = Question.safeParse({ text, channel: values.channel })
  if (!question.success) fail(`--channel: "${values.channel}" is none of sms whatsapp web cli`)
  const { answer, lines } = await explainQuestion(question.data as Question, brain.ports(), options)
  if (values.explain) for (const line of lines) console.log(line)
  for (const reply of answer.replies) console.log(`${reply.text}\n`)
  const { replies, ...rest } = answer
  console.log(JSON.stringify({ ...rest, segments: replies.map((r) => `${r.segments} ${r.encoding}`) }))
}

/** One answer a line, in the order of the questions; a bad line gets an error and the rest goes on. */
async function batch(): Promise<void> {
  const running: Promise<unknown>[] = []
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    running.push(answerLine(line))
    if (running.length >= AT_ONCE) console.log(JSON.stringify(await running.shift()))
  }
  for (const answer of running) console.log(JSON.stringify(await answer))
}

async function answerLine(line: string): Promise<Answer | { id?: unknown; error: { code: string; message: string } }> {
  let raw: unknown
  try {
    raw = JSON.parse(line)
  } catch {
    return errorBody('P1001')
  }
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? { id: raw.id } : {}
  const question = Question.safeParse(raw)
  if (!question.success)
    return {
      ...id,
      ...errorBody('P1002', question.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`).join('; ')),
    }
  try {
    return await askQuestion(question.data, brain.ports(), options)
  } catch (error) {
    return { ...id, ...errorBody(error instanceof PuenteError ? error.code : 'P4001') }
  }
}

function fail(what: string): never {
  console.error(new PuenteError('P2009', { detail: what }).message)
  process.exit(2)
}
