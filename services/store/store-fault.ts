import { PuenteError } from '../errors/index.ts'

/** SQLite: read-only, input/output, full, cannot open, not a database, corrupt (primary result codes). */
const SQLITE_CODES = new Set([8, 10, 11, 13, 14, 26])
/** PostgreSQL: connection, read-only, resources (disk, memory), operator (shut down, starting), system. */
const POSTGRES_CODES = /^(08|25006|53|57P|58)/
const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])

/**
 * The error of the catalogue behind what a database driver threw when it can take nothing now: full disk, read-only, away.
 * @returns P2013, or the error as it came when it is anything else
 */
export function explainStoreFault(error: unknown): unknown {
  return isStoreFault(error) ? new PuenteError('P2013', { cause: error }) : error
}

function isStoreFault(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || error instanceof PuenteError) return false
  const { errcode, code, syscall, message = '' } = error as { errcode?: number; code?: string; syscall?: string; message?: string }
  if (typeof errcode === 'number') return SQLITE_CODES.has(errcode & 0xff)
  if (/^Connection terminated|^timeout exceeded when trying to connect/.test(message)) return true
  if (typeof code !== 'string') return false
  return CONNECTION_CODES.has(code) ? syscall !== undefined : POSTGRES_CODES.test(code) && code.length === 5
}
