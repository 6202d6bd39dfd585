import { loadSettings } from '../../services/config/index.ts'
import { loadMessages } from '../../services/content/index.ts'
import { askRunning } from '../../services/control/index.ts'
import { openEntry } from '../../services/entry/index.ts'
import { type ErrorCode, PuenteError } from '../../services/errors/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { loadSafety } from '../../services/safety/index.ts'
import { openStore } from '../../services/store/index.ts'
import { isHeldByAnother } from './operator.ts'

/**
 * Asks for something about entry codes: of the store, or of the running service when that has the embedded database.
 * @throws PuenteError with what the operator has to put right
 */
export async function askEntry(command: string, argument = ''): Promise<Record<string, unknown>> {
  const answer = await ask(command, argument)
  const refused = answer.refused as { code: ErrorCode; detail: string } | undefined
  if (refused) throw new PuenteError(refused.code, { detail: refused.detail })
  return answer
}

async function ask(command: string, argument: string): Promise<Record<string, unknown>> {
  const settings = loadSettings()
  const engine = await openStore(settings).catch((error: unknown) => {
    if (isHeldByAnother(error)) return undefined
    throw error
  })
  if (!engine) return await askRunning(settings.dataDir, command, argument)
  try {
    const [{ text }, { safety }] = await Promise.all([loadMessages(settings.contentDir), loadSafety(settings.contentDir)])
    const { commands } = await openEntry({
      engine,
      clock: () => new Date(),
      logger: createLogger('error'),
      root: process.cwd(),
      settings,
      publicUrl: settings.publicUrl ?? `http://127.0.0.1:${settings.port}`,
      ports: () => ({ safety, text }),
    })
    return { ...(await commands[command]?.(argument)) }
  } finally {
    await engine.close()
  }
}
