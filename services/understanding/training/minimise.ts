/** Lowest value near `start` by trying steps along each axis, halving them when nothing improves. Slow and sure; for a handful of numbers. */
export function minimise(
  loss: (at: readonly number[]) => number,
  start: readonly number[],
  options: { step: number; rounds: number },
): number[] {
  let best = [...start]
  let lowest = loss(best)
  let step = options.step
  for (let round = 0; round < options.rounds; round++) {
    let improved = false
    for (let axis = 0; axis < best.length; axis++) {
      for (const direction of [1, -1]) {
        const tried = best.map((value, i) => (i === axis ? value + direction * step : value))
        const found = loss(tried)
        if (found >= lowest - 1e-9) continue
        best = tried
        lowest = found
        improved = true
        break
      }
    }
    if (!improved) step /= 2
  }
  return best
}
