import {
  type Calibration,
  compileGazetteer,
  createClauseSplitter,
  isQuestion,
  type LanguageData,
  mixWithEarlier,
  type RouteContext,
  readCountry,
  routeFeatures,
  softmax,
  words,
} from '../../../bot/understanding/index.ts'
import { COUNTRIES, ROUTES, TOPICS } from '../../../bot/vocabulary.ts'
import { type FollowUpCase, fitFollowUp, fitRoutes, fitTemperature, fitThreshold, type RouteCase } from './calibrate.ts'
import type { Example } from './examples.ts'
import { foldsBySituation } from './folds.ts'
import { prepareAll, trainOne } from './recipes.ts'
import { countryRows, createPreparer, type Prepared, ROUTE_PRIOR, routeRows, topicRows } from './rows.ts'
import { fitSecondNeed } from './second-need.ts'
import { randomFrom, scoreRow } from './softmax-regression.ts'

const FOLDS = 4
/** The mean of two runs is steadier by a hair; the folds' heads only measure. */
const FOLD_RUNS = 1
const SEED = 11

export interface Scored {
  readonly prepared: Prepared
  readonly topicScores: Float32Array
  readonly routeScores: Float32Array
  readonly countryP: readonly number[]
  /** Topic scores of the earlier messages, oldest first. */
  readonly earlierScores: readonly Float32Array[]
  /** Topic scores of the message's parts, when it has several. */
  readonly clauseScores: readonly Float32Array[]
}

export interface HeldOutInput {
  readonly data: LanguageData
  readonly examples: readonly Example[]
  readonly withPlaces: readonly Example[]
  readonly vectors: ReadonlyMap<string, Float32Array>
  readonly log: (line: string) => void
}

/** Fits every threshold on lines that neither the encoder nor the fold's heads have seen, and reports on the calibration split. */
export function calibrateOnUnseen(input: HeldOutInput): { calibration: Omit<Calibration, 'danger'>; measured: Record<string, unknown> } {
  const scored = scoreHeldOut(input)
  const answerable = scored.filter(
    ({ prepared: { example } }) => example.topics.length > 0 && example.route === 'answer' && !example.context,
  )
  const topicTemperature = fitTemperature(
    answerable.map(({ topicScores, prepared }) => ({ scores: topicScores, topic: topicOf(prepared) })),
  )
  const followUp = fitFollowUp([...simulateConversations(answerable, topicTemperature), ...realFollowUps(scored, topicTemperature)])
  const cases = scored.map((one) => routeCase(one, input.data, { topicTemperature, followUp }))
  const routes = fitRoutes(balance(cases))
  const calibration = {
    topicTemperature,
    ...routes,
    followUp,
    countryNeeded: fitCountry(scored, input.data),
    secondNeed: fitSecondNeed(answerable, topicTemperature),
  }
  return { calibration, measured: measure(scored, cases, calibration) }
}

/** Scores of each unseen line by heads that were trained without its situation. */
export function scoreHeldOut({ data, examples, withPlaces, vectors, log }: HeldOutInput): Scored[] {
  const unseen = examples.filter(({ seenByEncoder, source }) => !seenByEncoder && source !== 'cards')
  const folds = foldsBySituation(unseen, vectors, FOLDS)
  const foldOf = new Map(unseen.map(({ text }, i) => [text, folds[i] as number]))
  const originOf = new Map(withPlaces.map((placed, i) => [placed, originText(examples, i)]))
  const foldOfLine = (example: Example): number | undefined => foldOf.get(originOf.get(example) ?? example.text)
  const all = prepareAll(data, [...examples, ...withPlaces], vectors)
  const clausesOf = createClauseSplitter(data)
  const prepare = createPreparer(data)
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const train = all.filter(({ example }) => foldOfLine(example) !== fold)
    const test = all.filter(({ example }) => foldOfLine(example) === fold)
    const [topic, route, country] = [
      trainOne('topic', topicRows(train), FOLD_RUNS),
      trainOne('route', routeRows(train), FOLD_RUNS),
      trainOne('country', countryRows(train)),
    ]
    log(`fold ${fold + 1} of ${FOLDS}: trained on ${train.length}, ${test.length} held out`)
    const topicScoresOf = (prepared: Prepared) => (text: string) => {
      const { vector, lexical } = prepare({ ...prepared.example, text }, vectors.get(text) as Float32Array)
      return scoreRow(topic, { vector, sparse: lexical })
    }
    return test.map((prepared) => {
      const row = { vector: prepared.vector, sparse: prepared.lexical }
      return {
        prepared,
        topicScores: scoreRow(topic, row),
        routeScores: scoreRow(route, row),
        earlierScores: (prepared.example.context ?? []).map(topicScoresOf(prepared)),
        clauseScores: clausesOf(prepared.example.text).map(topicScoresOf(prepared)),
        countryP: softmax(scoreRow(country, { vector: null, sparse: countryRows([prepared])[0]?.sparse ?? prepared.lexical })),
      }
    })
  })
}

/** Text of the line that the i-th placed copy was made from: copies keep the order of the lines they were made from. */
function originText(examples: readonly Example[], i: number): string {
  const origins =
    originCache.get(examples) ??
    examples.filter(({ route, country, context }) => route !== 'answer' && country === null && !context).map(({ text }) => text)
  originCache.set(examples, origins)
  return origins[i] as string
}
const originCache = new WeakMap<readonly Example[], string[]>()

const topicOf = ({ example }: Prepared): number => TOPICS.indexOf(example.topics[0] as (typeof TOPICS)[number])

export function routeCase(one: Scored, data: LanguageData, calibration: Pick<Calibration, 'topicTemperature' | 'followUp'>): RouteCase {
  return {
    scores: one.routeScores,
    context: contextOf(one, data, calibration),
    route: ROUTES.indexOf(one.prepared.example.route),
    weight: 1,
  }
}

function contextOf(
  { prepared: { example }, topicScores, earlierScores }: Scored,
  data: LanguageData,
  { topicTemperature, followUp }: Pick<Calibration, 'topicTemperature' | 'followUp'>,
): RouteContext {
  const gazetteer = gazetteerOf(data)
  const tokens = words(example.text)
  const hits = gazetteer.find(tokens)
  const { topics, share } = mixWithEarlier(
    softmax(topicScores, topicTemperature),
    earlierScores.map((scores) => softmax(scores, topicTemperature)),
    tokens,
    followUp,
  )
  const saidBefore = (example.context ?? []).flatMap((text) => words(text))
  const sorted = [...topics].sort((a, b) => b - a)
  return {
    words: tokens.length,
    placeWords: hits.reduce((sum, hit) => sum + hit.to - hit.from, 0),
    countryKnown:
      readCountry(tokens, hits, {}).country !== null || readCountry(saidBefore, gazetteer.find(saidBefore), {}).country !== null,
    topicP: sorted[0] ?? 0,
    secondP: sorted[1] ?? 0,
    countryBound: topics.reduce((sum, p, k) => sum + p * data.countryBound[TOPICS[k] as (typeof TOPICS)[number]], 0),
    earlierShare: share,
    isQuestion: isQuestion(example.text, tokens.join(' ')),
  }
}

const gazetteers = new WeakMap<LanguageData, ReturnType<typeof compileGazetteer>>()
function gazetteerOf(data: LanguageData): ReturnType<typeof compileGazetteer> {
  const known = gazetteers.get(data) ?? compileGazetteer(data)
  gazetteers.set(data, known)
  return known
}

/** Weights that give each route the share it has in life. */
function balance(cases: readonly RouteCase[]): RouteCase[] {
  const counts = new Map<number, number>()
  for (const { route } of cases) counts.set(route, (counts.get(route) ?? 0) + 1)
  return cases.map((one) => ({
    ...one,
    weight: (ROUTE_PRIOR[ROUTES[one.route] as (typeof ROUTES)[number]] * cases.length) / (counts.get(one.route) as number),
  }))
}

/** Each line after an earlier one: of the same topic, of another topic. Lines with a real context keep it. */
function simulateConversations(answerable: readonly Scored[], temperature: number): FollowUpCase[] {
  const random = randomFrom(SEED)
  const probabilities = answerable.map(({ topicScores }) => softmax(topicScores, temperature))
  const byTopic = new Map<number, number[]>()
  for (const [i, { prepared }] of answerable.entries()) byTopic.set(topicOf(prepared), [...(byTopic.get(topicOf(prepared)) ?? []), i])
  return answerable.flatMap(({ prepared }, i) => {
    const topic = topicOf(prepared)
    const tokens = words(prepared.example.text)
    const pick = (list: readonly number[]): number => list[Math.floor(random() * list.length)] as number
    const same = pick(byTopic.get(topic) as number[])
    const other = pick([...answerable.keys()])
    const make = (at: number, weight: number): FollowUpCase => ({
      own: probabilities[i] as number[],
      earlier: [probabilities[at] as number[]],
      tokens,
      topic,
      weight,
    })
    return [make(same, tokens.length <= 10 ? 1 : 0.4), make(other, 0.6)]
  })
}

/** Written follow-ups with the message that they follow. */
function realFollowUps(scored: readonly Scored[], temperature: number): FollowUpCase[] {
  return scored
    .filter(
      ({ earlierScores, prepared: { example } }) => earlierScores.length > 0 && example.topics.length > 0 && example.route === 'answer',
    )
    .map(({ prepared, topicScores, earlierScores }) => ({
      own: softmax(topicScores, temperature),
      earlier: earlierScores.map((scores) => softmax(scores, temperature)),
      tokens: words(prepared.example.text),
      topic: topicOf(prepared),
      weight: 4,
    }))
}

/** The country head speaks only where the gazetteer is silent, so its threshold is chosen there. */
function fitCountry(scored: readonly Scored[], data: LanguageData): number {
  const gazetteer = gazetteerOf(data)
  const silent = scored.filter(({ prepared: { example } }) => {
    const tokens = words(example.text)
    return !example.context && readCountry(tokens, gazetteer.find(tokens), {}).country === null
  })
  return fitThreshold(
    silent.flatMap(({ countryP, prepared }) => {
      const best = countryP.indexOf(Math.max(...countryP))
      return best === 0 ? [] : [{ p: countryP[best] as number, right: COUNTRIES[best - 1] === prepared.example.country }]
    }),
    0.3,
  )
}

/** Figures of the calibration split, each line scored by heads that had not seen it. */
function measure(
  scored: readonly Scored[],
  cases: readonly RouteCase[],
  calibration: Omit<Calibration, 'danger'>,
): Record<string, unknown> {
  const share = (list: readonly boolean[]): number => Math.round((1000 * list.filter(Boolean).length) / Math.max(1, list.length)) / 10
  const lines = scored
    .map((one, i) => ({ one, routeCase: cases[i] as RouteCase }))
    .filter(({ one }) => one.prepared.example.split === 'calibration')
  const answers = lines.filter(({ one }) => one.prepared.example.route === 'answer')
  const rank = ({ one }: (typeof lines)[number]): number => {
    const topics = one.topicScores
    return topics.filter((p) => p > (topics[topicOf(one.prepared)] as number)).length
  }
  const routeRight = lines.map(({ routeCase: { scores, context, route } }) => {
    const adjusted = Array.from(
      scores,
      (score, k) => score * calibration.routeScale + (calibration.routeBias[k] as number) + contextScore(context, calibration, k),
    )
    return adjusted.indexOf(Math.max(...adjusted)) === route
  })
  return {
    lines: lines.length,
    topicFirst: share(answers.map((line) => rank(line) === 0)),
    topicInThree: share(answers.map((line) => rank(line) < 3)),
    route: share(routeRight),
    routeByRoute: Object.fromEntries(
      ROUTES.map((route, k) => [route, share(routeRight.filter((_, i) => lines[i]?.routeCase.route === k))]),
    ),
  }
}

const contextScore = (context: RouteContext, calibration: Omit<Calibration, 'danger'>, k: number): number =>
  routeFeatures(context).reduce((sum, value, i) => sum + value * (calibration.routeFeatures[k]?.[i] ?? 0), 0)
