import { readFile } from 'node:fs/promises'
import { emptyState, runTurn, type Turn } from '../../bot/index.ts'
import { openCommandLineBrain } from '../../services/ask/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { loadSafety } from '../../services/safety/index.ts'
import { quantile } from './load.ts'

/** Turns that only warm the engine. */
const WARM_UP = 30

export interface TurnCost {
  /** Reading one message (language, place, phase, topic, route), its embedding included: ms. */
  readonly read: { readonly p50: number; readonly p95: number }
  /** A whole turn in danger, the model being gone: ms. */
  readonly crisis: { readonly p50: number; readonly p99: number; readonly count: number }
}

/** What understanding a message costs, and what a message in danger costs when there is no model. */
export async function turnCost(texts: readonly string[]): Promise<TurnCost> {
  const { brain, close } = await openCommandLineBrain()
  await brain.warm()
  const ports = brain.ports()
  const read: number[] = []
  for (const [i, text] of texts.entries()) {
    const at = performance.now()
    await ports.read({ text: `${text} ...`, memory: { profiles: [], topics: [] }, previous: [] })
    if (i >= texts.length / 10) read.push(performance.now() - at)
  }
  // The remembered answer of one text must not stand for the next: fresh rules, and each text once.
  const { safety, warm } = await loadSafety('content')
  await warm()
  const gone = { ...ports, safety, read: () => Promise.reject(new RangeError('no model')) }
  const crisis: number[] = []
  let seen = 0
  for (const text of await dangerTexts()) {
    const at = performance.now()
    const outcome = await runTurn(turnOf(text), gone)
    if (outcome.route === 'crisis' && ++seen > WARM_UP) crisis.push(performance.now() - at)
  }
  await close()
  return {
    read: { p50: quantile(read, 0.5), p95: quantile(read, 0.95) },
    crisis: { p50: quantile(crisis, 0.5), p99: quantile(crisis, 0.99), count: crisis.length },
  }
}

async function dangerTexts(): Promise<string[]> {
  const lines = (await readFile('content/examples/h-routes.jsonl', 'utf8')).split('\n').filter(Boolean)
  return lines
    .map((line) => JSON.parse(line) as { text: string; route: string })
    .filter(({ route }) => route === 'crisis')
    .map(({ text }) => text)
}

function turnOf(text: string): Turn {
  return {
    message: { text, attachments: [] },
    state: emptyState(),
    status: 'bot',
    capabilities: CAPABILITIES.sms as Turn['capabilities'],
    regionHint: 'us',
    optedOut: false,
  }
}
