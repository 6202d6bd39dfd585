import { type Brain, openBrain } from '../brain/index.ts'
import { loadSettings } from '../config/index.ts'
import { createLogger } from '../observability/index.ts'
import { openStore } from '../store/index.ts'

/**
 * The real model and content for a command, on a database in memory: nothing that is asked is kept.
 * @param options.quiet no progress on stderr
 */
export async function openCommandLineBrain(options: { quiet?: true } = {}): Promise<{ brain: Brain; close(): Promise<void> }> {
  const settings = loadSettings(process.env)
  const engine = await openStore({ databaseUrl: undefined, dataDir: ':memory:' })
  const brain = await openBrain({
    root: process.cwd(), contentDir: settings.contentDir, engine, embedWorkers: settings.embedWorkers, clock: () => new Date(), graceUntil: settings.graceUntil,
    publicUrl: () => settings.publicUrl ?? `http://127.0.0.1:${settings.port}`, logger: createLogger('error'),
    ...(options.quiet ? {} : { onProgress: (done: number, total: number) => void process.stderr.write(`\rreading the cards: ${done} of ${total} ${done === total ? '\n' : ''}`) }),
  })
  return {
    brain,
    async close() {
      await brain.stop()
      await engine.close()
    },
  }
}
