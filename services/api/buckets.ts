/** A bucket of tokens per name, in memory: as much at once as may come in a minute. */
export function createBuckets(clock: () => Date): (name: string, perMinute: number) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (name, perMinute) => {
    const now = clock().getTime()
    const known = buckets.get(name) ?? { tokens: perMinute, at: now }
    const tokens = Math.min(perMinute, known.tokens + ((now - known.at) / 60_000) * perMinute)
    buckets.set(name, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now })
    return tokens >= 1
  }
}
