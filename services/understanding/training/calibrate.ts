import { mixWithEarlier, ROUTE_FEATURES, type RouteContext, routeFeatures, softmax } from '../../../bot/understanding/index.ts'
import { ROUTES } from '../../../bot/vocabulary.ts'
import { minimise } from './minimise.ts'

const PULL_TO_START = 0.02
const ITERATIONS = 1500
const RATE = 0.05

export interface RouteCase {
  readonly scores: ArrayLike<number>
  readonly context: RouteContext
  readonly route: number
  readonly weight: number
}

/** Per-route bias, one scale and weights of the context features: a small logistic regression on lines the heads did not see. */
export function fitRoutes(cases: readonly RouteCase[]): { routeScale: number; routeBias: number[]; routeFeatures: number[][] } {
  const count = ROUTES.length
  const width = 1 + ROUTE_FEATURES
  const inputs = cases.map(({ context }) => [1, ...routeFeatures(context)])
  const start = new Float64Array(1 + count * width)
  start[0] = 1
  const at = Float64Array.from(start)
  const moment = new Float64Array(at.length)
  const square = new Float64Array(at.length)
  const total = cases.reduce((sum, { weight }) => sum + weight, 0)
  for (let iteration = 1; iteration <= ITERATIONS; iteration++) {
    const gradient = at.map((value, i) => PULL_TO_START * (value - (start[i] as number)))
    cases.forEach(({ scores, route, weight }, n) => {
      const input = inputs[n] as number[]
      const adjusted = Array.from(
        { length: count },
        (_, k) =>
          (at[0] as number) * (scores[k] as number) + input.reduce((sum, value, i) => sum + value * (at[1 + k * width + i] as number), 0),
      )
      softmax(adjusted).forEach((p, k) => {
        const error = ((p - (k === route ? 1 : 0)) * weight) / total
        gradient[0] = (gradient[0] as number) + error * (scores[k] as number)
        input.forEach((value, i) => {
          gradient[1 + k * width + i] = (gradient[1 + k * width + i] as number) + error * value
        })
      })
    })
    for (let i = 0; i < at.length; i++) {
      moment[i] = 0.9 * (moment[i] as number) + 0.1 * (gradient[i] as number)
      square[i] = 0.999 * (square[i] as number) + 0.001 * (gradient[i] as number) ** 2
      const rate = RATE * (1 - iteration / ITERATIONS)
      at[i] =
        (at[i] as number) -
        (rate * ((moment[i] as number) / (1 - 0.9 ** iteration))) / (Math.sqrt((square[i] as number) / (1 - 0.999 ** iteration)) + 1e-8)
    }
  }
  const rows = Array.from({ length: count }, (_, k) => Array.from(at.slice(1 + k * width, 1 + (k + 1) * width), round))
  return {
    routeScale: round(at[0] as number),
    routeBias: rows.map((row) => row[0] as number),
    routeFeatures: rows.map((row) => row.slice(1)),
  }
}

/** Temperature at which topic probabilities fit best. */
export function fitTemperature(cases: readonly { scores: ArrayLike<number>; topic: number }[]): number {
  const loss = ([logTemperature = 0]: readonly number[]): number =>
    cases.reduce((sum, { scores, topic }) => sum - Math.log(1e-9 + (softmax(scores, Math.exp(logTemperature))[topic] as number)), 0) /
    cases.length
  return round(Math.exp(minimise(loss, [0], { step: 0.4, rounds: 40 })[0] as number))
}

export interface FollowUpCase {
  readonly own: readonly number[]
  readonly earlier: readonly (readonly number[])[]
  readonly tokens: readonly string[]
  readonly topic: number
  readonly weight: number
}

/** Weights of the follow-up features on simulated conversations. */
export function fitFollowUp(cases: readonly FollowUpCase[]): number[] {
  const loss = (weights: readonly number[]): number =>
    cases.reduce(
      (sum, { own, earlier, tokens, topic, weight }) =>
        sum - weight * Math.log(1e-6 + (mixWithEarlier(own, earlier, tokens, weights).topics[topic] as number)),
      0,
    ) /
      cases.length +
    0.0005 * weights.reduce((sum, value) => sum + value ** 2, 0)
  return minimise(loss, [0, -2, 1, -2, 1, 0.5], { step: 1, rounds: 30 }).map(round)
}

/** Threshold from which on saying yes is right more often than not: the one with the most right decisions. */
export function fitThreshold(cases: readonly { p: number; right: boolean; weight?: number }[], lowest: number): number {
  let best = { threshold: 1, gain: 0 }
  for (let threshold = lowest; threshold < 1; threshold += 0.02) {
    const gain = cases.reduce((sum, { p, right, weight = 1 }) => sum + (p >= threshold ? (right ? weight : -weight) : 0), 0)
    if (gain > best.gain) best = { threshold, gain }
  }
  return round(best.threshold)
}

/** How often a message without danger may be met as if there were some: seldom. Of the plain lines that are held
 * out many are stories told hard, and some are grave though they are labelled otherwise: what people send is milder (dev set: none). */
const FALSE_OF_PLAIN = 0.015
const FALSE_OF_NEAR = 0.03

/** The lowest threshold that raises no more false alarms than that: a person in danger who is missed is the worst error. */
export function fitDanger(cases: readonly { p: number; isDanger: boolean; isNear: boolean }[]): {
  threshold: number
  measured: Record<'found' | 'falseOfNear' | 'falseOfPlain', number>
} {
  const share = (of: typeof cases, threshold: number) => of.filter(({ p }) => p >= threshold).length / Math.max(1, of.length)
  const near = cases.filter(({ isDanger, isNear }) => !isDanger && isNear)
  const plain = cases.filter(({ isDanger, isNear }) => !isDanger && !isNear)
  let threshold = 0.1
  while (threshold < 0.99 && (share(near, threshold) > FALSE_OF_NEAR || share(plain, threshold) > FALSE_OF_PLAIN)) threshold += 0.01
  const percent = (of: typeof cases) => Math.round(1000 * share(of, threshold)) / 10
  const danger = cases.filter(({ isDanger }) => isDanger)
  return { threshold: round(threshold), measured: { found: percent(danger), falseOfNear: percent(near), falseOfPlain: percent(plain) } }
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4
