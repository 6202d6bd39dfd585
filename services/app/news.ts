import { EventEmitter } from 'node:events'
import type { Engine } from '../store/index.ts'

interface Told {
  /** A conversation has something new: its id. */
  readonly news: string
  /** An office has changed its hours, its notice or who is on duty: its id. */
  readonly offices: string
  /** Somebody of the staff writes in a case. */
  readonly typing: { readonly caseId: string; readonly officeId: string; readonly staffId: string; readonly name: string }
}

/** What is new, told within this process and to the others on the same database: hints only, whoever gets one reads the store. */
export interface News {
  emit<E extends keyof Told>(event: E, payload: Told[E]): void
  on<E extends keyof Told>(event: E, listener: (payload: Told[E]) => void): void
  off<E extends keyof Told>(event: E, listener: (payload: Told[E]) => void): void
  /** There is work that any process may do. */
  tellOfWork(): void
}

/** @param onWork another process has queued work, or may have while we could not hear */
export function openNews(engine: Engine, onWork: () => void): News {
  const local = new EventEmitter().setMaxListeners(0)
  engine.signal.listen((event, payload) => {
    if (event === 'work' || event === 'again') onWork()
    else local.emit(event, payload)
  })
  return {
    emit(event, payload) {
      local.emit(event, payload)
      engine.signal.send(event, payload)
    },
    on: (event, listener) => void local.on(event, listener as (payload: unknown) => void),
    off: (event, listener) => void local.off(event, listener as (payload: unknown) => void),
    tellOfWork: () => engine.signal.send('work', undefined),
  }
}
