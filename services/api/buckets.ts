/** So many names are remembered; who has not asked for longest is forgotten first, so that a flood of addresses does not fill the memory. */
const KEPT = 20_000
const MINUTE_MS = 60_000

/**
 * A bucket of tokens per name, in memory: as much at once as may come in a minute.
 * @returns for each call how long to wait before the next try (ms); 0: it may pass
 */
export function createBuckets(clock: () => Date): (name: string, perMinute: number) => number {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (name, perMinute) => {
    const now = clock().getTime()
    const known = buckets.get(name) ?? { tokens: perMinute, at: now }
    const tokens = Math.min(perMinute, known.tokens + ((now - known.at) / MINUTE_MS) * perMinute)
    buckets.delete(name)
    buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now })
    if (buckets.size > KEPT) buckets.delete(buckets.keys().next().value as string)
    return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / perMinute) * MINUTE_MS)
  }
}
