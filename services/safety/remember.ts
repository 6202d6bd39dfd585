import { createHash } from 'node:crypto'

/**
 * Remembers what a pure function of a text gave, for the last `kept` texts: a message is looked at when it comes in and again in its
 * turn. Texts themselves are not kept, only their hashes: nobody's words stay in memory for this.
 */
export function remember<T>(kept: number, work: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>()
  return (text) => {
    const key = createHash('sha256').update(text).digest('base64')
    const found = known.get(key)
    if (found) return found.value
    const value = work(text)
    known.set(key, { value })
    if (known.size > kept) known.delete(known.keys().next().value as string)
    return value
  }
}
