import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PuenteError } from '../errors/index.ts'

const COMMAND_TIMEOUT_MS = 15_000

export interface MasterKeySource {
  readonly masterKey: string | undefined
  readonly masterKeyFile?: string | undefined
  readonly masterKeyCommand?: string | undefined
  readonly dataDir: string
}

/**
 * The master keys (64 hex digits each), the newest first: from the environment, a file or a command; for demo and development one that
 * is made once and kept beside the database. Production never gets that far (the settings refuse it).
 * @throws PuenteError P2001 when file or command give no keys (what they gave is never told), P2005 when the folder cannot be written
 */
export async function readMasterKeys(source: MasterKeySource): Promise<readonly string[]> {
  if (source.masterKey) return parsed(source.masterKey, 'MASTER_KEY')
  if (source.masterKeyFile) {
    const text = await readFile(source.masterKeyFile, 'utf8').catch(() => {
      throw new PuenteError('P2001', { detail: 'MASTER_KEY_FILE cannot be read' })
    })
    return parsed(text, 'MASTER_KEY_FILE')
  }
  if (source.masterKeyCommand) {
    // The error of a command holds its output, which may be half a key: it is not passed on as a cause.
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', source.masterKeyCommand], { timeout: COMMAND_TIMEOUT_MS }).catch(() => {
      throw new PuenteError('P2001', { detail: 'MASTER_KEY_COMMAND failed' })
    })
    return parsed(stdout, 'MASTER_KEY_COMMAND')
  }
  return [await demoKey(source.dataDir)]
}

function parsed(text: string, name: string): readonly string[] {
  const keys = text.split(/[\s,]+/).filter(Boolean)
  if (keys.length === 0 || keys.some((key) => !/^[0-9a-fA-F]{64}$/.test(key)))
    throw new PuenteError('P2001', { detail: `${name} gives no key of 64 hex digits` })
  return keys.map((key) => key.toLowerCase())
}

async function demoKey(dataDir: string): Promise<string> {
  if (dataDir === ':memory:') return randomBytes(32).toString('hex')
  const path = join(dataDir, 'demo-master-key')
  const known = await readFile(path, 'utf8').catch(() => undefined)
  if (known) return known.trim()
  const made = randomBytes(32).toString('hex')
  try {
    await mkdir(dataDir, { recursive: true })
    await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw new PuenteError('P2005', { detail: dataDir, cause })
  }
  return made
}
