import { PuenteError } from '../../services/errors/index.ts'

const EXIT_CONFIG = 78

/** Whether the running service has the embedded database. */
export function isHeldByAnother(error: unknown): boolean {
  return error instanceof PuenteError && error.code === 'P2007'
}

/** Says what an operator has to correct; anything else is a fault of ours. */
export function exitWith(error: unknown): never {
  if (!(error instanceof PuenteError)) throw error
  console.error(error.message)
  process.exit(EXIT_CONFIG)
}
