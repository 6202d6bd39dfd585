import { type Brain, openBrain } from '../brain/index.ts'
import { loadSettings } from '../config/index.ts'
import { createLogger } from '../observability/index.ts'
import { type Engine, openStore } from '../store/index.ts'

const EXAMPLE_OFFICE = {
  id: 'example',
  name: 'Casa Ejemplo',
  isOpen: true,
  opensAt: undefined,
  answerMinutes: 60,
  consentUntil: { ms: 4_102_444_800_000, date: '2099-12-31' },
}

/** The real model and content for a command, on a database in memory: nothing that is asked is kept. */
export async function openCommandLineBrain(): Promise<{ brain: Brain; engine: Engine; close(): Promise<void> }> {
  const settings = loadSettings()
  const engine = await openStore({ databaseUrl: undefined, dataDir: ':memory:' })
  const brain = await openBrain({
    root: process.cwd(),
    contentDir: settings.contentDir,
    engine,
    embedWorkers: settings.embedWorkers,
    clock: () => new Date(),
    graceUntil: settings.graceUntil,
    publicUrl: () => settings.publicUrl ?? `http://127.0.0.1:${settings.port}`,
    logger: createLogger('error'),
    onProgress: showProgress,
  })
  return {
    // There is no office behind the command line: an example shows what a person would be asked.
    brain: { ...brain, ports: () => ({ ...brain.ports(), officeFor: () => EXAMPLE_OFFICE }) },
    engine,
    async close() {
      await brain.stop()
      await engine.close()
    },
  }
}

/** On a terminal one line that counts up; elsewhere a line now and then. */
function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\rreading the cards: ${done} of ${total} ${done === total ? '\n' : ''}`)
  else if (done === total || done % 200 === 0) process.stderr.write(`reading the cards: ${done} of ${total}\n`)
}
