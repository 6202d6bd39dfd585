import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PuenteError } from '../errors/index.ts'

/**
 * Holds every model file against SHA256SUMS.
 * @returns a hash that names the model: vectors are stored under it
 * @throws PuenteError P2002 with the file, the expected and the found hash
 */
export async function verifyModel(modelDir: string): Promise<string> {
  const sums = await readFile(join(modelDir, 'SHA256SUMS'), 'utf8').catch((cause) => {
    throw new PuenteError('P2002', { detail: `${modelDir}/SHA256SUMS is missing`, cause })
  })
  const lines = sums
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
  await Promise.all(
    lines.map(async ([expected = '', name = '']) => {
      const bytes = await readFile(join(modelDir, name)).catch((cause) => {
        throw new PuenteError('P2002', { detail: `${join(modelDir, name)}: expected ${expected}, found no file`, cause })
      })
      const found = createHash('sha256').update(bytes).digest('hex')
      if (found !== expected) throw new PuenteError('P2002', { detail: `${join(modelDir, name)}: expected ${expected}, found ${found}` })
    }),
  )
  return createHash('sha256').update(sums).digest('hex').slice(0, 16)
}
