import type { Example } from './examples.ts'

/** Two lines closer than this tell one situation (the same story in two languages, a reworded question). */
const SAME_SITUATION = 0.93

/**
 * Deals examples into folds by situation, so that no fold is tested on what it was trained on in other words.
 * @returns the fold of each example
 */
export function foldsBySituation(examples: readonly Example[], vectors: ReadonlyMap<string, Float32Array>, folds: number): number[] {
  const parent = examples.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (parent[at] !== at) at = parent[at] as number
    return at
  }
  for (let i = 0; i < examples.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [examples[i] as Example, examples[j] as Example]
      if (a.route !== b.route || a.topics[0] !== b.topics[0]) continue
      if (dot(vectors.get(a.text) as Float32Array, vectors.get(b.text) as Float32Array) >= SAME_SITUATION) parent[find(i)] = find(j)
    }
  }
  const sizes = new Array<number>(folds).fill(0)
  const foldOf = new Map<number, number>()
  return examples.map((_, i) => {
    const group = find(i)
    const known = foldOf.get(group)
    const fold = known ?? sizes.indexOf(Math.min(...sizes))
    foldOf.set(group, fold)
    sizes[fold] = (sizes[fold] as number) + 1
    return fold
  })
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}
