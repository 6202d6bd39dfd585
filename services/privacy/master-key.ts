import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PuenteError } from '../errors/index.ts'

/**
 * The master key from the settings, or for demo and development one that is made once and kept beside the database.
 * Production never gets here without MASTER_KEY (the settings refuse it).
 * @throws PuenteError P2005 when the folder cannot be written
 */
export async function masterKey(settings: { masterKey: string | undefined; dataDir: string }): Promise<string> {
  if (settings.masterKey) return settings.masterKey
  if (settings.dataDir === ':memory:') return randomBytes(32).toString('hex')
  const path = join(settings.dataDir, 'demo-master-key')
  const known = await readFile(path, 'utf8').catch(() => undefined)
  if (known) return known.trim()
  const made = randomBytes(32).toString('hex')
  try {
    await mkdir(settings.dataDir, { recursive: true })
    await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw new PuenteError('P2005', { detail: settings.dataDir, cause })
  }
  return made
}
