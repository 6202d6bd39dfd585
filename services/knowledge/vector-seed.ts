import { readFile, writeFile } from 'node:fs/promises'

/**
 * Vectors that come with the repository, so that the first start and the command line need not embed every card:
 * int8 with one scale a vector (cosine to the float vector ≥ 0.9999), keyed by the hash of the text, good for one model only.
 * What is missing here is embedded and kept in the store as always.
 */
export interface VectorSeed {
  readonly modelHash: string
  readonly vectors: ReadonlyMap<string, Float32Array>
}

const HASH_BYTES = 32
const WIDTH = 384
const RECORD_BYTES = HASH_BYTES + 4 + WIDTH
const HEADER_BYTES = 16
const MAX_INT8 = 127

/** Reads the seed file; an empty one when it is absent or of another model. */
export async function readVectorSeed(path: string, modelHash: string): Promise<VectorSeed> {
  const bytes = await readFile(path).catch(() => undefined)
  const vectors = new Map<string, Float32Array>()
  if (!bytes || bytes.subarray(0, HEADER_BYTES).toString('latin1') !== modelHash) return { modelHash, vectors }
  for (let at = HEADER_BYTES; at + RECORD_BYTES <= bytes.length; at += RECORD_BYTES) {
    const scale = bytes.readFloatLE(at + HASH_BYTES)
    const vector = new Float32Array(WIDTH)
    for (let i = 0; i < WIDTH; i++) vector[i] = bytes.readInt8(at + HASH_BYTES + 4 + i) * scale
    vectors.set(bytes.subarray(at, at + HASH_BYTES).toString('hex'), vector)
  }
  return { modelHash, vectors }
}

/** Writes the seed file, in the order of the hashes: the same vectors give the same bytes. */
export async function writeVectorSeed(path: string, seed: VectorSeed): Promise<void> {
  const records = [...seed.vectors]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([hash, vector]) => {
      const record = Buffer.alloc(RECORD_BYTES)
      record.write(hash, 0, 'hex')
      const scale = vector.reduce((max, x) => Math.max(max, Math.abs(x)), 0) / MAX_INT8
      record.writeFloatLE(scale, HASH_BYTES)
      for (const [i, x] of vector.entries()) record.writeInt8(Math.round(x / (scale || 1)), HASH_BYTES + 4 + i)
      return record
    })
  await writeFile(path, Buffer.concat([Buffer.from(seed.modelHash, 'latin1'), ...records]))
}
