// npm run eval -- FILE [--misses] [--split calibration]: scores a labelled file, per language and channel.
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import {
  type Answer,
  askQuestion,
  HEADER,
  Labelled,
  openCommandLineBrain,
  Question,
  type Score,
  score,
  summarise,
} from '../services/ask/index.ts'
import { PuenteError } from '../services/errors/index.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { misses: { type: 'boolean' }, split: { type: 'string' } } })
if (positionals.length === 0) {
  console.error(new PuenteError('P2009', { detail: 'name a file: npm run eval -- ../shared/eval/dev.jsonl' }).message)
  process.exit(2)
}
const AT_ONCE = 8
const lines = (await Promise.all(positionals.map((file) => readFile(file, 'utf8')))).join('\n').split('\n').filter(Boolean)
const labels = lines
  .map((line, i) => ({ id: i + 1, ...(JSON.parse(line) as object) }))
  .filter((raw) => !values.split || (raw as { split?: string }).split === values.split)
  .map((raw) => Labelled.parse(raw))
const { brain, close } = await openCommandLineBrain()

const results: { label: Labelled; answer: Answer; score: Score }[] = []
for (let at = 0; at < labels.length; at += AT_ONCE) {
  const part = labels.slice(at, at + AT_ONCE)
  const answers = await Promise.all(part.map((label) => askQuestion(Question.parse(label), brain.ports())))
  part.forEach((label, i) => {
    const answer = answers[i] as Answer
    results.push({ label, answer, score: score(label, answer) })
  })
  process.stderr.write(`\r${results.length} of ${labels.length}`)
}
process.stderr.write('\n')
await close()

const rows = (name: string, keep: (r: (typeof results)[number]) => boolean) =>
  summarise(
    name,
    results.filter(keep).map((r) => r.score),
  )
console.log(HEADER)
console.log(rows('all', () => true))
for (const lang of [...new Set(labels.map((l) => l.lang))]) console.log(rows(lang, (r) => r.label.lang === lang))
for (const channel of [...new Set(labels.map((l) => l.channel))]) console.log(rows(channel, (r) => r.label.channel === channel))
for (const route of [...new Set(labels.map((l) => l.route))]) console.log(rows(`= ${route}`, (r) => r.label.route === route))

const atOnce = results.filter((r) => r.answer.route === 'answer')
const rightAtOnce = atOnce.filter((r) => r.score.route && (r.score.top1 ?? r.label.topics.includes(r.answer.topics[0] ?? '')))
const asked = results.filter((r) => r.answer.route === 'clarify' && r.label.topics.length > 0)
const offered = asked.filter((r) => r.answer.topics.some((topic) => r.label.topics.includes(topic)))
console.log(
  `answered at once and right: ${rightAtOnce.length} of ${atOnce.length}; asked back with the right choice offered: ${offered.length} of ${asked.length}`,
)
const byRules = (isDanger: boolean) => {
  const these = results.filter(({ label }) => (label.route === 'crisis') === isDanger)
  const { safety } = brain.ports()
  const ruled = these.filter(({ label }) => safety.detectCrisis(label.text)).length
  return `${ruled} by rules alone, ${these.filter(({ answer }) => answer.route === 'crisis').length} with the head, of ${these.length}`
}
console.log(`danger found: ${byRules(true)}; false alarms: ${byRules(false)}`)
const times = results.map((r) => r.answer.ms).sort((a, b) => a - b)
console.log(`ms a turn (${AT_ONCE} at once): p50 ${times[Math.floor(times.length / 2)]}, p95 ${times[Math.floor(times.length * 0.95)]}`)

if (values.misses)
  for (const { label, answer, score: s } of results) {
    const wrong = [
      s.route ? '' : `route ${label.route}→${answer.route}`,
      s.top1 === false ? `topic ${label.topics[0]}→${answer.topics.join(',')}` : '',
      s.country ? '' : `country ${label.country}→${answer.country}`,
      s.lang ? '' : `lang ${label.lang}→${answer.lang}`,
    ].filter(Boolean)
    if (wrong.length > 0) console.log(`${label.id} [${label.lang}] ${wrong.join('; ')} | ${label.text}`)
  }
