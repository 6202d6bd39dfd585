import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

interface RequestContext {
  readonly correlationId: string
}

const storage = new AsyncLocalStorage<RequestContext>()

/** Runs `work` under a correlation id; one from outside is kept only when it is short and harmless. */
export function withCorrelation<T>(given: string | undefined, work: () => T): T {
  const correlationId = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
  return storage.run({ correlationId }, work)
}

/** The id of what is being done now, for log lines and jobs. */
export function correlationId(): string {
  return storage.getStore()?.correlationId ?? 'none'
}
