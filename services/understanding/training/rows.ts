import {
  compileGazetteer,
  createNormaliser,
  HEAD_LABELS,
  type LanguageData,
  letterRow,
  lexicalRow,
  maskPlaces,
  NONE,
  type SparseRow,
  wordRow,
  words,
} from '../../../bot/understanding/index.ts'
import { COUNTRIES, LANGUAGES, ROUTES, TOPICS } from '../../../bot/vocabulary.ts'
import type { Example } from './examples.ts'
import type { TrainingRow } from './softmax-regression.ts'

/** The main need gets this share when a line names several. */
const MAIN_SHARE = 0.8
/** What evaluation messages are like; the examples hold far more plain questions. */
export const ROUTE_PRIOR: Record<(typeof ROUTES)[number], number> = {
  answer: 0.57,
  clarify: 0.07,
  crisis: 0.08,
  handoff: 0.07,
  command: 0.07,
  smalltalk: 0.05,
  out: 0.08,
}
/** Lines whose vector the encoder made without having seen them count more: they look as real messages will. */
const UNSEEN_WEIGHT = 1.5
const ASK_WEIGHT = 0.6
/** A follow-up alone says little about its topic. */
const FOLLOW_UP_WEIGHT = 0.25

export interface Prepared {
  readonly example: Example
  readonly vector: Float32Array
  readonly lexical: SparseRow
}

/** @returns a function that turns an example into the rows the heads read */
export function createPreparer(data: LanguageData): (example: Example, vector: Float32Array) => Prepared {
  const normalise = createNormaliser(data.spelling)
  const gazetteer = compileGazetteer(data)
  return (example, vector) => ({
    example,
    vector,
    lexical: lexicalRow(
      maskPlaces(normalise(example.text, example.lang).split(' ').filter(Boolean), gazetteer),
      maskPlaces(words(example.text), gazetteer),
    ),
  })
}

const one = (label: number): TrainingRow['target'] => [[label, 1]]
const trust = ({ source, seenByEncoder }: Example): number => (source === 'cards' ? ASK_WEIGHT : seenByEncoder ? 1 : UNSEEN_WEIGHT)

export function topicRows(prepared: readonly Prepared[]): TrainingRow[] {
  return prepared.flatMap(({ example, vector, lexical }) => {
    const [main, ...others] = example.topics.map((topic) => TOPICS.indexOf(topic))
    if (main === undefined) return []
    const target: [number, number][] = [
      [main, others.length > 0 ? MAIN_SHARE : 1],
      ...others.map((topic): [number, number] => [topic, (1 - MAIN_SHARE) / others.length]),
    ]
    return [
      {
        vector,
        sparse: lexical,
        target,
        weight: (example.route === 'answer' ? 1 : 0.5) * (example.context ? FOLLOW_UP_WEIGHT : 1) * trust(example),
        seenByEncoder: example.seenByEncoder,
      },
    ]
  })
}

export function routeRows(prepared: readonly Prepared[]): TrainingRow[] {
  const counts = new Map<string, number>()
  for (const { example } of prepared) counts.set(example.route, (counts.get(example.route) ?? 0) + trust(example))
  const total = [...counts.values()].reduce((a, b) => a + b, 0)
  return prepared.map(({ example, vector, lexical }) => ({
    vector,
    sparse: lexical,
    target: one(ROUTES.indexOf(example.route)),
    weight: (trust(example) * ROUTE_PRIOR[example.route] * total) / (counts.get(example.route) as number),
    seenByEncoder: example.seenByEncoder,
  }))
}

export function countryRows(prepared: readonly Prepared[]): TrainingRow[] {
  return prepared
    .filter(({ example }) => example.source !== 'cards')
    .map(({ example }) => ({
      vector: null,
      sparse: wordRow(words(example.text)),
      target: one(example.country === null ? 0 : 1 + COUNTRIES.indexOf(example.country)),
      weight: 1,
      seenByEncoder: example.seenByEncoder,
    }))
}

export function phaseRows(prepared: readonly Prepared[]): TrainingRow[] {
  return prepared
    .filter(({ example }) => example.source !== 'cards')
    .map(({ example, vector, lexical }) => ({
      vector,
      sparse: lexical,
      target: one((HEAD_LABELS.phase as readonly string[]).indexOf(example.phase ?? NONE)),
      weight: 1,
      seenByEncoder: example.seenByEncoder,
    }))
}

export function languageRows(prepared: readonly Prepared[]): TrainingRow[] {
  return prepared.map(({ example }) => ({
    vector: null,
    sparse: letterRow(example.text),
    target: one(LANGUAGES.indexOf(example.lang)),
    weight: 1,
    seenByEncoder: example.seenByEncoder,
  }))
}
