import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { VECTOR_LENGTH } from '../../../bot/understanding/index.ts'

export type Embed = (text: string) => Promise<Float32Array>

const FLUSH_AFTER = 250
const KEY_LENGTH = 24

/**
 * Vectors of all texts, each computed once and kept in var/cache: a second training run takes no embedding time.
 * @param encoder hash of the encoder, so that another model never meets old vectors
 */
export async function embedAll(
  texts: readonly string[],
  options: { root: string; encoder: string; embed: () => Promise<Embed>; onProgress?: (done: number, all: number) => void },
): Promise<ReadonlyMap<string, Float32Array>> {
  const file = join(options.root, 'var', 'cache', `vectors-${options.encoder.slice(0, 12)}`)
  mkdirSync(dirname(file), { recursive: true })
  const known = readCache(file)
  const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text)))
  const embed = missing.length > 0 ? await options.embed() : undefined
  let pending: [string, Float32Array][] = []
  const flush = (): void => {
    appendFileSync(
      `${file}.bin`,
      Buffer.concat(pending.map(([, vector]) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength))),
    )
    appendFileSync(`${file}.keys`, pending.map(([key]) => `${key}\n`).join(''))
    pending = []
  }
  for (const [at, text] of missing.entries()) {
    const vector = await (embed as Embed)(text)
    known.set(keyOf(text), vector)
    pending.push([keyOf(text), vector])
    if (pending.length >= FLUSH_AFTER) {
      flush()
      options.onProgress?.(at + 1, missing.length)
    }
  }
  flush()
  return new Map(texts.map((text) => [text, known.get(keyOf(text)) as Float32Array]))
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, KEY_LENGTH)

function readCache(file: string): Map<string, Float32Array> {
  if (!existsSync(`${file}.keys`)) return new Map()
  const keys = readFileSync(`${file}.keys`, 'utf8').split('\n').filter(Boolean)
  const bytes = readFileSync(`${file}.bin`)
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  return new Map(keys.map((key, i) => [key, all.subarray(i * VECTOR_LENGTH, (i + 1) * VECTOR_LENGTH)]))
}
