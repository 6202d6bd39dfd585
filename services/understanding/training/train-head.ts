import type { LanguageData } from '../../../bot/understanding/index.ts'
import { headInputs } from '../head-files.ts'
import { loadLanguageData } from '../load-language-data.ts'
import { addPlaces } from './augment.ts'
import { type Example, loadAsks, loadExamples } from './examples.ts'
import { calibrateOnUnseen } from './held-out.ts'
import { countryRows, createPreparer, languageRows, type Prepared, phaseRows, routeRows, topicRows } from './rows.ts'
import { averageWeights, type TrainingOptions, type TrainingRow, trainSoftmax, type Weights } from './softmax-regression.ts'
import { type Embed, embedAll } from './vectors.ts'
import { type TrainedHeads, writeHead } from './write-head.ts'
import { HEAD_LABELS } from '../../../bot/understanding/index.ts'

const SEED = 20_240_607

/** How each head is trained; found on the calibration lines. */
export const RECIPES: Record<keyof typeof HEAD_LABELS, Omit<TrainingOptions, 'labels' | 'seed'> & { runs: number }> = {
  topic: { epochs: 14, learningRate: 0.1, vectorGain: 2, hideShare: 0.35, hideSeenShare: 0, runs: 1 },
  route: { epochs: 10, learningRate: 0.1, vectorGain: 2, hideShare: 0.3, hideSeenShare: 0, runs: 2 },
  country: { epochs: 8, learningRate: 0.1, vectorGain: 0, hideShare: 0, hideSeenShare: 0, runs: 1 },
  phase: { epochs: 6, learningRate: 0.08, vectorGain: 2, hideShare: 0.3, hideSeenShare: 0, runs: 1 },
  language: { epochs: 8, learningRate: 0.1, vectorGain: 0, hideShare: 0, hideSeenShare: 0, runs: 1 },
}

export interface TrainingContext {
  readonly root: string
  readonly examplesDir?: string
  readonly encoder: string
  readonly embed: () => Promise<Embed>
  readonly log: (line: string) => void
}

/** The whole of `npm run train`: read, embed, calibrate on lines held out, train on all, write models/head. */
export async function trainHead(context: TrainingContext): Promise<TrainedHeads> {
  const data = loadLanguageData(context.root)
  const examples = [...loadExamples(context.root, context.examplesDir), ...(await loadAsks(context.root))]
  const withPlaces = addPlaces(examples, SEED)
  const everything = [...examples, ...withPlaces]
  context.log(`${examples.length} lines, ${withPlaces.length} with a place added`)
  const vectors = await embedAll(
    everything.flatMap(({ text, context: earlier }) => [text, ...(earlier ?? [])]),
    { root: context.root, encoder: context.encoder, embed: context.embed, onProgress: (done, all) => context.log(`embedded ${done} of ${all}`) },
  )
  const prepared = prepareAll(data, everything, vectors)
  const { calibration, measured } = calibrateOnUnseen({ data, examples, withPlaces, vectors, log: context.log })
  const weights = {
    topic: trainOne('topic', topicRows(prepared)),
    route: trainOne('route', routeRows(prepared)),
    country: trainOne('country', countryRows(prepared)),
    phase: trainOne('phase', phaseRows(prepared)),
    language: trainOne('language', languageRows(prepared)),
  }
  const trained = { weights, calibration, measured, inputs: await headInputs(context.root, context.examplesDir) }
  writeHead(context.root, trained)
  return trained
}

export function prepareAll(data: LanguageData, examples: readonly Example[], vectors: ReadonlyMap<string, Float32Array>): Prepared[] {
  const prepare = createPreparer(data)
  return examples.map((example) => prepare(example, vectors.get(example.text) as Float32Array))
}

export function trainOne(name: keyof typeof HEAD_LABELS, rows: readonly TrainingRow[]): Weights {
  const { runs, ...recipe } = RECIPES[name]
  return averageWeights(Array.from({ length: runs }, (_, run) => trainSoftmax(rows, { ...recipe, labels: HEAD_LABELS[name].length, seed: SEED + run })))
}
