import type { SparseRow } from './features.ts'

/** Weights of a softmax regression over [vector ; hashed features], eight bits each with one scale a class. */
export interface LinearHead<Label extends string = string> {
  readonly labels: readonly Label[]
  readonly bias: Float32Array
  /** vector length × labels; empty when the head does not use the vector. */
  readonly dense: Int8Array
  readonly denseScale: Float32Array
  /** feature positions × labels. */
  readonly sparse: Int8Array
  readonly sparseScale: Float32Array
}

/** Scores before softmax. Without a vector the lexical part alone decides: heads are trained with either part left out now and then. */
export function headScores(head: LinearHead, row: SparseRow, vector: Float32Array | null): Float64Array {
  const count = head.labels.length
  const scores = Float64Array.from(head.bias)
  if (vector && head.dense.length > 0) addProduct(scores, head.dense, head.denseScale, vector.length, (at) => at, vector, count)
  addProduct(scores, head.sparse, head.sparseScale, row.ids.length, (at) => row.ids[at] as number, row.values, count)
  return scores
}

function addProduct(
  scores: Float64Array,
  weights: Int8Array,
  scale: Float32Array,
  length: number,
  position: (at: number) => number,
  values: Float32Array,
  count: number,
): void {
  const sums = new Float64Array(count)
  for (let at = 0; at < length; at++) {
    const value = values[at] as number
    const offset = position(at) * count
    for (let k = 0; k < count; k++) sums[k] = (sums[k] as number) + value * (weights[offset + k] as number)
  }
  for (let k = 0; k < count; k++) scores[k] = (scores[k] as number) + (sums[k] as number) * (scale[k] as number)
}

/** Probabilities of scores; a temperature above one makes them more careful. */
export function softmax(scores: ArrayLike<number>, temperature = 1): number[] {
  const highest = Math.max(...Array.from(scores))
  const powers = Array.from(scores, (score) => Math.exp((score - highest) / temperature))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
