import type { CardHit, Ports } from '../../bot/index.ts'
import type { Reading } from '../../bot/understanding/index.ts'
import { type Answer, askQuestion, type Question } from './ask-question.ts'

/** What each stage saw in the last turn. */
export interface Explanation {
  readonly answer: Answer
  readonly lines: readonly string[]
}

/** Runs the turn with ports that note what was asked of them, and tells it stage by stage. */
export async function explainQuestion(question: Question, ports: Ports, options: Parameters<typeof askQuestion>[2]): Promise<Explanation> {
  const noted: { rules: string[]; reading: Reading | undefined; hits: readonly CardHit[] } = { rules: [], reading: undefined, hits: [] }
  const watched: Ports = {
    ...ports,
    async read(request) {
      noted.reading = await ports.read(request)
      return noted.reading
    },
    async findCards(query) {
      noted.hits = await ports.findCards(query)
      return noted.hits
    },
    safety: {
      ...ports.safety,
      matchCommand: (text, context) => note(noted.rules, 'command', ports.safety.matchCommand(text, context)),
      detectCrisis: (text) => note(noted.rules, 'crisis rule', ports.safety.detectCrisis(text)),
      checkAbuse: (text) => note(noted.rules, 'abuse rule', ports.safety.checkAbuse(text)),
    },
  }
  const answer = await askQuestion(question, watched, options)
  return { answer, lines: [...noted.rules, ...readingLines(noted.reading), ...hitLines(noted.hits), decisionLine(answer, noted.reading)] }
}

function note<T>(lines: string[], what: string, found: T): T {
  const line = `${what.padEnd(12)} ${found === undefined ? 'none' : JSON.stringify(found)}`
  if (lines.at(-1) !== line) lines.push(line)
  return found
}

const percent = (p: number) => `${(100 * p).toFixed(1)} %`

function readingLines(reading: Reading | undefined): string[] {
  if (!reading) return ['reading      not asked: decided before']
  const { language } = reading
  return [
    `normalised   ${reading.normalised}`,
    `language     ${language.lang} (${percent(language.confidence)}${language.mixed ? ', mixed' : ''})`,
    `place        about ${reading.country ?? 'unknown'}, writing from ${reading.here ?? 'unknown'}; ${reading.countries.map((c) => `${c.country} by "${c.evidence}" as ${c.role}`).join(', ') || 'nothing said'}`,
    `phase        ${reading.phase ?? 'unknown'}; profiles ${reading.profiles.join(', ') || 'none said'}`,
    `topics       ${reading.topics
      .slice(0, 5)
      .map((t) => `${t.topic} ${percent(t.p)}`)
      .join(', ')}${reading.needs.length > 1 ? `; two needs: ${reading.needs.join(' + ')}` : ''}`,
    `routes       ${reading.routes
      .slice(0, 4)
      .map((r) => `${r.route} ${percent(r.p)}`)
      .join(', ')}`,
  ]
}

function hitLines(hits: readonly CardHit[]): string[] {
  const figure = (value: number | undefined) => (value === undefined ? '-' : value.toFixed(2))
  return hits
    .slice(0, 6)
    .map(
      (hit) =>
        `card         ${hit.card}: ${hit.score.toFixed(3)} = topic ${figure(hit.evidence?.topic)}, near ${figure(hit.evidence?.near)} (cosine ${figure(hit.evidence?.cosine)}, words ${figure(hit.evidence?.lexical)})`,
    )
}

function decisionLine(answer: Answer, reading: Reading | undefined): string {
  const top = reading?.topics[0]
  return `decision     ${answer.route}: ${answer.answers.map((a) => a.card).join(', ') || 'no card'}${top ? ` (best topic ${percent(top.p)})` : ''}`
}
