import { FEATURE_BITS, type SparseRow, VECTOR_LENGTH } from '../../../bot/understanding/index.ts'

export interface TrainingRow {
  readonly vector: Float32Array | null
  readonly sparse: SparseRow
  /** Class and share; shares of one row sum to one. */
  readonly target: readonly (readonly [label: number, share: number])[]
  readonly weight: number
  /** The encoder was adapted on this very text: its vector says more here than it will in life. */
  readonly seenByEncoder: boolean
}

export interface TrainingOptions {
  readonly labels: number
  readonly epochs: number
  readonly learningRate: number
  /** How much the vector weighs against the words; 0 trains on the words alone. */
  readonly vectorGain: number
  /** Share of steps in which one of the two parts is hidden, so that each learns to do without the other. */
  readonly hideShare: number
  /** Share of steps in which the vector of a line that the encoder was adapted on is hidden. */
  readonly hideSeenShare: number
  readonly seed: number
}

/** Weights in full precision; `vectorGain` is already in `dense`. */
export interface Weights {
  readonly labels: number
  readonly bias: Float32Array
  readonly dense: Float32Array
  readonly sparse: Float32Array
}

/** Gradients below this change nothing that eight bits can hold. */
const NEGLIGIBLE = 0.002
const LAST_RATE_SHARE = 0.2

/** Softmax regression over [vector ; hashed features] by AdaGrad; the same rows and seed give the same weights. */
export function trainSoftmax(rows: readonly TrainingRow[], options: TrainingOptions): Weights {
  const { labels, epochs, vectorGain } = options
  const weights: Weights = {
    labels,
    bias: new Float32Array(labels),
    dense: new Float32Array(vectorGain > 0 ? VECTOR_LENGTH * labels : 0),
    sparse: new Float32Array((1 << FEATURE_BITS) * labels),
  }
  const squares = { bias: small(labels), dense: small(weights.dense.length), sparse: small(weights.sparse.length) }
  const random = randomFrom(options.seed)
  const order = Uint32Array.from(rows.keys())
  const gradient = new Float32Array(labels)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    const rate = options.learningRate * (1 - (1 - LAST_RATE_SHARE) * (epoch / epochs))
    for (const at of order) {
      const row = rows[at] as TrainingRow
      const vector = row.vector && vectorGain > 0 ? row.vector : null
      const isHidden = random() < options.hideShare ? (random() < 0.5 ? 'vector' : 'words') : 'none'
      const hidden = !vector ? 'none' : row.seenByEncoder && random() < options.hideSeenShare ? 'vector' : isHidden
      const gain = vector && hidden !== 'vector' ? vectorGain : 0
      const sparse = hidden === 'words' ? undefined : row.sparse
      scoresInto(gradient, weights, gain > 0 ? vector : null, gain, sparse)
      softmaxInPlace(gradient)
      for (const [label, share] of row.target) gradient[label] = (gradient[label] as number) - share
      const active: number[] = []
      for (let k = 0; k < labels; k++) {
        gradient[k] = (gradient[k] as number) * row.weight
        if (Math.abs(gradient[k] as number) > NEGLIGIBLE) active.push(k)
      }
      step(weights.bias, squares.bias, 0, 1, active, gradient, rate)
      if (gain > 0 && vector)
        for (let d = 0; d < VECTOR_LENGTH; d++)
          step(weights.dense, squares.dense, d * labels, (vector[d] as number) * gain, active, gradient, rate)
      if (sparse)
        for (let i = 0; i < sparse.ids.length; i++)
          step(weights.sparse, squares.sparse, (sparse.ids[i] as number) * labels, sparse.values[i] as number, active, gradient, rate)
    }
  }
  for (let i = 0; i < weights.dense.length; i++) weights.dense[i] = (weights.dense[i] as number) * vectorGain
  return weights
}

/** Scores of one row under trained weights. */
export function scoreRow(weights: Weights, row: { vector: Float32Array | null; sparse: SparseRow }): Float32Array {
  const scores = new Float32Array(weights.labels)
  scoresInto(scores, weights, weights.dense.length > 0 ? row.vector : null, 1, row.sparse)
  return scores
}

/** The mean of several runs: as one head, steadier than each. */
export function averageWeights(runs: readonly Weights[]): Weights {
  const [first, ...others] = runs as [Weights, ...Weights[]]
  const mean = (part: 'bias' | 'dense' | 'sparse'): Float32Array =>
    first[part].map((value, i) => (value + others.reduce((sum, run) => sum + (run[part][i] as number), 0)) / runs.length)
  return { labels: first.labels, bias: mean('bias'), dense: mean('dense'), sparse: mean('sparse') }
}

function scoresInto(
  scores: Float32Array,
  weights: Weights,
  vector: Float32Array | null,
  gain: number,
  sparse: SparseRow | undefined,
): void {
  const { labels } = weights
  scores.set(weights.bias)
  if (vector) {
    for (let d = 0; d < VECTOR_LENGTH; d++) {
      const value = (vector[d] as number) * gain
      const offset = d * labels
      for (let k = 0; k < labels; k++) scores[k] = (scores[k] as number) + value * (weights.dense[offset + k] as number)
    }
  }
  if (!sparse) return
  for (let i = 0; i < sparse.ids.length; i++) {
    const value = sparse.values[i] as number
    const offset = (sparse.ids[i] as number) * labels
    for (let k = 0; k < labels; k++) scores[k] = (scores[k] as number) + value * (weights.sparse[offset + k] as number)
  }
}

function step(
  target: Float32Array,
  squares: Float32Array,
  offset: number,
  value: number,
  active: readonly number[],
  gradient: Float32Array,
  rate: number,
): void {
  for (const k of active) {
    const slope = (gradient[k] as number) * value
    const sum = (squares[offset + k] as number) + slope * slope
    squares[offset + k] = sum
    target[offset + k] = (target[offset + k] as number) - (rate * slope) / Math.sqrt(sum)
  }
}

const small = (length: number): Float32Array => new Float32Array(length).fill(1e-8)

function softmaxInPlace(scores: Float32Array): void {
  let highest = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp((scores[k] as number) - highest)
    sum += scores[k] as number
  }
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] as number) / sum
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = order[i] as number
    order[i] = order[j] as number
    order[j] = kept
  }
}

/** mulberry32: small, seeded, the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
