import { HEAD_LABELS, type LanguageData } from '../../../bot/understanding/index.ts'
import type { Example } from './examples.ts'
import { createPreparer, type Prepared } from './rows.ts'
import { averageWeights, type TrainingOptions, type TrainingRow, trainSoftmax, type Weights } from './softmax-regression.ts'

export const SEED = 20_240_607

/** How each head is trained; found on the calibration lines. */
export const RECIPES: Record<keyof typeof HEAD_LABELS, Omit<TrainingOptions, 'labels' | 'seed'> & { runs: number }> = {
  topic: { epochs: 14, learningRate: 0.1, vectorGain: 2, hideShare: 0.35, hideSeenShare: 0, runs: 2 },
  route: { epochs: 10, learningRate: 0.1, vectorGain: 2, hideShare: 0.6, hideSeenShare: 0, runs: 2 },
  country: { epochs: 8, learningRate: 0.1, vectorGain: 0, hideShare: 0, hideSeenShare: 0, runs: 1 },
  phase: { epochs: 6, learningRate: 0.08, vectorGain: 2, hideShare: 0.3, hideSeenShare: 0, runs: 1 },
  language: { epochs: 8, learningRate: 0.1, vectorGain: 0, hideShare: 0, hideSeenShare: 0, runs: 1 },
}

export function prepareAll(data: LanguageData, examples: readonly Example[], vectors: ReadonlyMap<string, Float32Array>): Prepared[] {
  const prepare = createPreparer(data)
  return examples.map((example) => prepare(example, vectors.get(example.text) as Float32Array))
}

/** @param mostRuns fewer than the recipe says are enough where a head only measures and is thrown away */
export function trainOne(name: keyof typeof HEAD_LABELS, rows: readonly TrainingRow[], mostRuns = Number.POSITIVE_INFINITY): Weights {
  const { runs: wanted, ...recipe } = RECIPES[name]
  const runs = Math.min(wanted, mostRuns)
  return averageWeights(
    Array.from({ length: runs }, (_, run) => trainSoftmax(rows, { ...recipe, labels: HEAD_LABELS[name].length, seed: SEED + run })),
  )
}
