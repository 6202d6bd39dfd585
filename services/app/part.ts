import type { Router } from 'express'

/** What a feature adds to the running service. Parts are started in the order of their list and stopped in the reverse one. */
export interface AppPart {
  readonly routers?: readonly Router[]
  start?(): void
  stop?(): Promise<unknown>
}
