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
  /** Statements that make a table refuse every change but adding rows. */
  appendOnly(table: string): readonly string[]
  /** Statements that give an account what the service does every day, and no more: no tables made or altered, the audit trail only added to. */
  dailyRights(account: string): readonly string[]
  /** The engine's name as better-auth calls it. */
  readonly authType: 'sqlite' | 'postgres'
}

/** What processes on one database tell each other; silent on an engine that serves one process only. */
export interface Signal {
  /** Told to the others soon; may be lost when a connection is. */
  send(event: string, payload: unknown): void
  /** Called with what others told, and with 'again' whenever something may have been missed. */
  listen(handler: (event: string, payload: unknown) => void): void
  close(): Promise<void>
}

export interface Engine {
  readonly db: Kysely<Schema>
  readonly signal: Signal
  readonly capabilities: EngineCapabilities
  /** A transaction that is on the disk when this resolves, shared with others that come at the same time where an engine has one connection only. */
  gathered<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T>
  /**
   * A transaction that need not wait for the disk: it survives the end of the process, and after a power cut it is there or not there
   * as a whole, in order with the others. Only for what can be done again; whatever is acknowledged to the outside goes through
   * `db.transaction()`, which makes everything before it durable too.
   */
  unhurried<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T>
  /** Everything as it is at one moment, while the service goes on writing. */
  snapshot(): Promise<Snapshot>
  /** Takes what was deleted out of the log and the free pages of the files, where the engine keeps them. */
  scrub(): Promise<void>
  close(): Promise<void>
}

export type DumpRow = Readonly<Record<string, unknown>>

/** A consistent view for a backup. */
export interface Snapshot {
  /** Tables in an order in which their rows can be inserted. */
  tables(): Promise<readonly string[]>
  rows(table: string): AsyncIterable<readonly DumpRow[]>
  close(): Promise<void>
}
