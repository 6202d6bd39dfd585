import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Keys that may hold a person's words, number or name: whatever stands under them never reaches the log. */
const REDACTED = [
  'text',
  'body',
  'Body',
  'from',
  'From',
  'to',
  'To',
  'address',
  'name',
  'ProfileName',
  'WaId',
  'headers',
  'url',
  'query',
].flatMap((key) => [key, `*.${key}`])

/**
 * The service's log: JSON lines with a correlation id; errors are logged by code and stack without their messages'
 * free parts where those come from outside (see `safeError`).
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: REDACTED, censor: '[withheld]' },
    serializers: { err: safeError },
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  }
  return destination ? pino(options, destination) : pino(options)
}

interface SafeError {
  readonly type: string
  readonly code: string | undefined
  readonly stack: string | undefined
}

/** An error without its message: messages of libraries can quote what a person wrote (SQL values, URLs with numbers). */
function safeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, code: undefined, stack: undefined }
  const code = 'code' in error ? String(error.code) : undefined
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n')
  return { type: error.name, code, stack: frames }
}
