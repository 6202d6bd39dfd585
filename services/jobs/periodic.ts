import type { Logger } from '../observability/index.ts'

export interface Periodic {
  start(): void
  /** Ends the timer and waits for a run that is under way. */
  stop(): Promise<void>
}

/** Runs `run` every `everyMs`, never twice at once; a failed run is logged under `<name>-failed` and the next one comes in its time. */
export function createPeriodic(options: { name: string; everyMs: number; logger: Logger; run(): Promise<unknown> }): Periodic {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> | undefined
  const tick = () => {
    running ??= options
      .run()
      .catch((err) => options.logger.error({ event: `${options.name}-failed`, err }))
      .finally(() => {
        running = undefined
      })
  }
  return {
    start() {
      timer ??= setInterval(tick, options.everyMs)
    },
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
