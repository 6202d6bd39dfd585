import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Signal } from '../engine.ts'

const CHANNEL = 'puente'
/** What is told within this goes in one statement: thousands of turns a second must not be thousands of notifications. */
const GATHER_MS = 20
const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 10_000
/** PostgreSQL takes up to 8,000 bytes; who has more to tell tells it in several. */
const MAX_ITEMS = 50

/**
 * LISTEN on a connection of its own, NOTIFY over the pool. Told after the commit and not within it: notifications in
 * transactions make all commits wait for each other. What is lost while a connection is away is made up for by `again`.
 */
export function openPostgresSignal(url: string, pool: pg.Pool): Signal {
  const self = randomUUID()
  const handlers = new Set<(event: string, payload: unknown) => void>()
  let waiting = new Map<string, readonly [string, unknown]>()
  let gathering: NodeJS.Timeout | undefined
  let retry: NodeJS.Timeout | undefined
  let client: pg.Client | undefined
  let isClosed = false
  let retryMs = FIRST_RETRY_MS
  const hand = (event: string, payload: unknown) => {
    for (const handler of handlers) handler(event, payload)
  }
  const connect = async () => {
    const next = new pg.Client({ connectionString: url, keepAlive: true })
    client = next
    let isLost = false
    const lost = () => {
      if (isLost || isClosed) return
      isLost = true
      next.end().catch(() => undefined)
      retry = setTimeout(() => void connect(), retryMs)
      retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2)
    }
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', ({ payload }) => {
      const told = JSON.parse(payload ?? '{}') as { from?: string; items?: [string, unknown][] }
      if (told.from !== self) for (const [event, item] of told.items ?? []) hand(event, item)
    })
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      retryMs = FIRST_RETRY_MS
      hand('again', undefined)
    } catch {
      lost()
    }
  }
  const flush = () => {
    gathering = undefined
    const items = [...waiting.values()]
    waiting = new Map()
    for (let i = 0; i < items.length; i += MAX_ITEMS)
      pool
        .query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: self, items: items.slice(i, i + MAX_ITEMS) })])
        // The others look by themselves too, only later.
        .catch(() => undefined)
  }
  void connect()
  return {
    send(event, payload) {
      if (isClosed) return
      waiting.set(`${event} ${JSON.stringify(payload)}`, [event, payload])
      gathering ??= setTimeout(flush, GATHER_MS)
    },
    listen(handler) {
      handlers.add(handler)
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      clearTimeout(gathering)
      handlers.clear()
      await client?.end().catch(() => undefined)
    },
  }
}
