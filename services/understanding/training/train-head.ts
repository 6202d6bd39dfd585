import { createClauseSplitter } from '../../../bot/understanding/index.ts'
import { headInputs } from '../head-files.ts'
import { loadLanguageData } from '../load-language-data.ts'
import { addPlaces } from './augment.ts'
import { calibrateDanger, dangerRows, loadDangerExamples } from './danger.ts'
import { loadAsks, loadExamples } from './examples.ts'
import { calibrateOnUnseen } from './held-out.ts'
import { prepareAll, SEED, trainOne } from './recipes.ts'
import { countryRows, languageRows, phaseRows, routeRows, topicRows } from './rows.ts'
import { type Embed, embedAll } from './vectors.ts'
import { type TrainedHeads, writeHead } from './write-head.ts'

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
  const nearDanger = loadDangerExamples(context.root)
  const withPlaces = addPlaces(examples, SEED)
  const everything = [...examples, ...withPlaces]
  context.log(`${examples.length} lines, ${withPlaces.length} with a place added, ${nearDanger.length} near to danger`)
  const clausesOf = createClauseSplitter(data)
  const vectors = await embedAll(
    [
      ...nearDanger.map(({ text }) => text),
      ...everything.flatMap(({ text, context: earlier, seenByEncoder }) => [
        text,
        ...(earlier ?? []),
        ...(seenByEncoder ? [] : clausesOf(text)),
      ]),
    ],
    {
      root: context.root,
      encoder: context.encoder,
      embed: context.embed,
      onProgress: (done, all) => context.log(`embedded ${done} of ${all}`),
    },
  )
  const prepared = prepareAll(data, everything, vectors)
  const preparedNear = prepareAll(data, nearDanger, vectors)
  const { danger, measured: measuredDanger } = calibrateDanger({ prepared: [...prepared, ...preparedNear], vectors, log: context.log })
  const { calibration, measured } = calibrateOnUnseen({ data, examples, withPlaces, vectors, log: context.log })
  const weights = {
    topic: trainOne('topic', topicRows(prepared)),
    route: trainOne('route', routeRows(prepared)),
    country: trainOne('country', countryRows(prepared)),
    phase: trainOne('phase', phaseRows(prepared)),
    language: trainOne('language', languageRows(prepared)),
    danger: trainOne('danger', dangerRows([...prepared, ...preparedNear])),
  }
  const trained = {
    weights,
    calibration: { ...calibration, danger },
    measured: { ...measured, ...measuredDanger },
    inputs: await headInputs(context.root, context.examplesDir),
  }
  writeHead(context.root, trained)
  return trained
}
