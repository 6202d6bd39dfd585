import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/** A database or a transaction on it: what every table function takes. */
export type Db = Kysely<Schema> | Transaction<Schema>

/** What an engine can do: differences are data, never `if (sqlite)`. */
export interface EngineCapabilities {
  /** Rows claimed by one process are skipped by others. */
  readonly supportsSkipLocked: boolean
  /** Other processes may hold leases of jobs: wait for them to run out after a crash. */
  readonly sharesWork: boolean
  readonly columns: {
    readonly bytes: 'blob' | 'bytea'
    readonly autoIncrement: 'integer' | 'bigserial'
    readonly bigint: 'integer' | 'bigint'
    readonly tableSuffix: string
    /** As better-auth writes them on this engine. */
    readonly date: 'text' | 'timestamptz'
    readonly boolean: 'integer' | 'boolean'
    readonly integer: 'integer'
  }
  /** The engine's name as better-auth calls it. */
  readonly authType: 'sqlite' | 'postgres'
}

export interface Engine {
  readonly db: Kysely<Schema>
  readonly capabilities: EngineCapabilities
  close(): Promise<void>
}
