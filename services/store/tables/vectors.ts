import type { Db } from '../engine.ts'

const CHUNK = 400

/** Vectors that are stored for these contents, by content hash. */
export async function loadVectors(db: Db, modelHash: string, contentHashes: readonly string[]): Promise<Map<string, Float32Array>> {
  const found = new Map<string, Float32Array>()
  for (let i = 0; i < contentHashes.length; i += CHUNK) {
    const rows = await db
      .selectFrom('passage_vector')
      .select(['content_hash', 'vector'])
      .where('model_hash', '=', modelHash)
      .where('content_hash', 'in', contentHashes.slice(i, i + CHUNK))
      .execute()
    // Copied: a Float32Array needs an offset that is a multiple of four, which a driver's buffer may not have.
    for (const row of rows) found.set(row.content_hash, new Float32Array(new Uint8Array(row.vector).buffer))
  }
  return found
}

/** Stores vectors (little-endian float32); known ones stay. */
export async function saveVectors(db: Db, modelHash: string, vectors: ReadonlyMap<string, Float32Array>): Promise<void> {
  const rows = [...vectors].map(([contentHash, v]) => ({
    content_hash: contentHash,
    model_hash: modelHash,
    vector: new Uint8Array(v.buffer, v.byteOffset, v.byteLength),
  }))
  for (let i = 0; i < rows.length; i += CHUNK)
    await db
      .insertInto('passage_vector')
      .values(rows.slice(i, i + CHUNK))
      .onConflict((c) => c.columns(['content_hash', 'model_hash']).doNothing())
      .execute()
}

/** Every stored vector of a model, by content hash. */
export async function allVectors(db: Db, modelHash: string): Promise<Map<string, Float32Array>> {
  const rows = await db.selectFrom('passage_vector').select(['content_hash', 'vector']).where('model_hash', '=', modelHash).execute()
  return new Map(rows.map((row) => [row.content_hash, new Float32Array(new Uint8Array(row.vector).buffer)]))
}
