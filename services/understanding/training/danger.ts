import { readFileSync } from 'node:fs'
import { type Calibration, softmax } from '../../../bot/understanding/index.ts'
import { CRISIS_KINDS, type CrisisKind, type Topic } from '../../../bot/vocabulary.ts'
import { DangerLine } from '../../content/index.ts'
import { PuenteError } from '../../errors/index.ts'
import { fitDanger } from './calibrate.ts'
import { dangerFiles, type Example, jsonOf } from './examples.ts'
import { foldsBySituation } from './folds.ts'
import { trainOne } from './recipes.ts'
import type { Prepared } from './rows.ts'
import { scoreRow, type TrainingRow } from './softmax-regression.ts'

export interface DangerExample extends Example {
  readonly danger: CrisisKind | null
}

/** The kind of a labelled line of route "crisis": its topics say it. */
const KIND_OF_TOPIC: Readonly<Partial<Record<Topic, CrisisKind>>> = {
  'mental-health': 'suicide',
  'violence-against-women': 'violence',
  'reproductive-health': 'violence',
  trafficking: 'trafficking',
  insecurity: 'kidnapping',
  'child-protection': 'child',
  'family-contact': 'child',
  'health-care': 'medical',
  'return-again': 'travel-danger',
  asylum: 'return-danger',
}

/** Lines that were written near to danger, on both sides of it, weigh more than the thousands of plain questions. */
const NEAR_WEIGHT = 1
const PLAIN_WEIGHT = 1

/** Every line of content/examples-danger, in a fixed order. @throws PuenteError P2003 naming the line that is not of the form */
export function loadDangerExamples(root: string): DangerExample[] {
  return dangerFiles(root).flatMap(({ file, source }) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((text, at) => {
        if (text.trim() === '') return []
        const parsed = DangerLine.safeParse(jsonOf(text))
        if (!parsed.success) throw new PuenteError('P2003', { detail: `${source}:${at + 1}: ${parsed.error.issues[0]?.message}` })
        return [{ ...BLANK, ...parsed.data, route: parsed.data.danger ? ('crisis' as const) : ('answer' as const), source }]
      }),
  )
}

const BLANK = { topics: [], country: null, phase: null, profile: [], split: 'train' as const, seenByEncoder: false }

/** @returns the kind of danger of a line; null when it says none */
export function dangerOf(example: Example): CrisisKind | null {
  if ('danger' in example) return (example as DangerExample).danger
  if (example.route !== 'crisis') return null
  return example.topics.map((topic) => KIND_OF_TOPIC[topic]).find((kind) => kind !== undefined) ?? 'violence'
}

export function dangerRows(prepared: readonly Prepared[]): TrainingRow[] {
  return prepared.map(({ example, vector, lexical }) => {
    const kind = dangerOf(example)
    return {
      vector,
      sparse: lexical,
      target: [[kind ? 1 + CRISIS_KINDS.indexOf(kind) : 0, 1]],
      weight: 'danger' in example || kind ? NEAR_WEIGHT : PLAIN_WEIGHT,
      seenByEncoder: example.seenByEncoder,
    }
  })
}

const FOLDS = 4

/**
 * From where on the head is believed, with the vector and by the words alone, on lines that neither the encoder nor the fold's head had seen.
 * @returns the thresholds, and what was found and raised falsely at them, in percent
 */
export function calibrateDanger(input: {
  prepared: readonly Prepared[]
  vectors: ReadonlyMap<string, Float32Array>
  log: (line: string) => void
}): { danger: Calibration['danger']; measured: Record<string, unknown> } {
  const { prepared, vectors, log } = input
  const unseen = prepared.filter(({ example }) => !example.seenByEncoder && example.source !== 'cards')
  const foldOfText = new Map<string, number>()
  foldsBySituation(
    unseen.map(({ example }) => example),
    vectors,
    FOLDS,
  ).forEach((fold, i) => void foldOfText.set(unseen[i]?.example.text ?? '', fold))
  const scored = Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isTest = ({ example }: Prepared) => foldOfText.get(example.text) === fold
    const weights = trainOne('danger', dangerRows(prepared.filter((one) => !isTest(one))), 1)
    log(`danger, fold ${fold + 1} of ${FOLDS}`)
    const p = (vector: Float32Array | null, { lexical }: Prepared) =>
      1 - (softmax(scoreRow(weights, { vector, sparse: lexical }))[0] as number)
    return unseen.filter(isTest).map((one) => ({
      isDanger: dangerOf(one.example) !== null,
      isNear: 'danger' in one.example,
      withVector: p(one.vector, one),
      wordsAlone: p(null, one),
    }))
  })
  const fitted = (way: 'withVector' | 'wordsAlone') => fitDanger(scored.map((one) => ({ ...one, p: one[way] })))
  const [withVector, wordsAlone] = [fitted('withVector'), fitted('wordsAlone')]
  return {
    danger: { withVector: withVector.threshold, wordsAlone: wordsAlone.threshold },
    measured: { danger: withVector.measured, dangerByWordsAlone: wordsAlone.measured },
  }
}
