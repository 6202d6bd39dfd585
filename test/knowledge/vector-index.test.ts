import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { VectorIndex } from '../../services/knowledge/vector-index.ts'

/** The same numbers in every run. */
function stream(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
}
const unit = (vector: Float32Array) => {
  const length = Math.hypot(...vector)
  return vector.map((x) => x / length)
}
const randomUnits = (count: number, width: number, seed: number) => {
  const next = stream(seed)
  return Array.from({ length: count }, () => unit(Float32Array.from({ length: width }, next)))
}
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0)

describe('exact search', () => {
  test('is what comparing with everything gives, for any size, width and limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        (count, width, limit, seed) => {
          const vectors = randomUnits(count, width, seed)
          const index = new VectorIndex(vectors)
          const query = index.centre(randomUnits(1, width, seed + 1)[0] as Float32Array)
          const all = vectors
            .map((vector, i) => ({ i, score: dot(query, index.centre(vector)) }))
            .sort((a, b) => b.score - a.score || a.i - b.i)
          const found = index.search(query, limit)
          expect(found).toHaveLength(Math.min(limit, count))
          found.forEach((hit, rank) => void expect(hit.score).toBeCloseTo(all[rank]?.score ?? Number.NaN, 4))
        },
      ),
    )
  })

  test('what is not allowed is never found', () => {
    const vectors = randomUnits(50, 16, 3)
    const index = new VectorIndex(vectors)
    const found = index.search(index.centre(vectors[4] as Float32Array), 50, (i) => i % 2 === 1)
    expect(found).toHaveLength(25)
    expect(found.every((hit) => hit.index % 2 === 1)).toBe(true)
  })

  test('an empty index finds nothing', () => {
    expect(new VectorIndex([]).search(new Float32Array(0), 5)).toEqual([])
  })
})

describe('centring', () => {
  test('what all vectors share no longer makes everything look alike', () => {
    const cone = randomUnits(200, 32, 5).map((vector) => unit(vector.map((x, i) => 0.3 * x + (i === 0 ? 1 : 0))))
    const index = new VectorIndex(cone)
    const [a, b] = [cone[0] as Float32Array, cone[1] as Float32Array]
    expect(dot(index.centre(a), index.centre(b))).toBeLessThan(dot(a, b))
  })
})

describe('several views of a passage', () => {
  const [east, north, up] = [Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0), Float32Array.of(0, 0, 1)] as const

  test('the best whole view and the best part speak for it, half each', () => {
    const index = new VectorIndex([
      { whole: [north, east], parts: [up, east] },
      { whole: [north], parts: [] },
    ])
    const query = index.centre(east)
    expect(index.score(query, 0)).toBeCloseTo(1, 5)
    const half = new VectorIndex([
      { whole: [north], parts: [up, east] },
      { whole: [up], parts: [] },
    ])
    const asked = half.centre(east)
    expect(half.score(asked, 0)).toBeCloseTo((dot(asked, half.centre(north)) + 1) / 2, 5)
  })
})

describe('two-step search over many', () => {
  test('finds at least 99 of 100 of the true best ten among 20,000 vectors in clusters', () => {
    const width = 384
    const centres = randomUnits(300, width, 11)
    const next = stream(12)
    const near = (centre: Float32Array) => unit(centre.map((x) => x + (next() * 1.2) / Math.sqrt(width / 12)))
    const vectors = Array.from({ length: 20_000 }, (_, i) => near(centres[i % centres.length] as Float32Array))
    const index = new VectorIndex(vectors)
    let found = 0
    const queries = 30
    for (let q = 0; q < queries; q++) {
      const query = index.centre(near(centres[q] as Float32Array))
      const exact = vectors.map((_, i) => index.score(query, i)).sort((a, b) => b - a)
      const floor = exact[9] as number
      found += index.search(query, 10).filter((hit) => hit.score >= floor).length
    }
    expect(found / (10 * queries)).toBeGreaterThanOrEqual(0.99)
  })
})
