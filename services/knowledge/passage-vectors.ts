import { createHash } from 'node:crypto'
import type { LocalEmbeddings } from '../embedding/index.ts'
import { type Db, loadVectors, saveVectors } from '../store/index.ts'

/** Stored after so many, so that a stop in the middle of a first start loses little. */
const SAVE_EVERY = 64

/**
 * Vectors of passages: from the store where the same text was embedded by the same model before, else made now.
 * @param onProgress called with (done, total) of what had to be made
 */
export async function passageVectors(options: {
  db: Db
  embeddings: LocalEmbeddings
  modelHash: string
  texts: readonly string[]
  /** Vectors that came with the repository. */
  seed?: ReadonlyMap<string, Float32Array>
  onProgress?: (done: number, total: number) => void
}): Promise<Float32Array[]> {
  const { db, embeddings, modelHash, texts } = options
  const hashes = texts.map((text) => createHash('sha256').update(text).digest('hex'))
  const known = await loadVectors(db, modelHash, [...new Set(hashes)])
  const seeded = new Map(
    [...new Set(hashes)].flatMap((hash) =>
      !known.has(hash) && options.seed?.has(hash) ? [[hash, options.seed.get(hash) as Float32Array]] : [],
    ),
  )
  await saveVectors(db, modelHash, seeded)
  for (const [hash, vector] of seeded) known.set(hash, vector)
  const missing = [...new Map(hashes.map((hash, i) => [hash, texts[i] ?? ''])).entries()].filter(([hash]) => !known.has(hash))
  for (let at = 0; at < missing.length; at += SAVE_EVERY) {
    const part = missing.slice(at, at + SAVE_EVERY)
    const made = await embeddings.passages(
      part.map(([, text]) => text),
      (done) => options.onProgress?.(at + done, missing.length),
    )
    const fresh = new Map(part.map(([hash], i) => [hash, made[i] as Float32Array]))
    await saveVectors(db, modelHash, fresh)
    for (const [hash, vector] of fresh) known.set(hash, vector)
  }
  return hashes.map((hash) => known.get(hash) as Float32Array)
}
