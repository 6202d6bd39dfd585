import type { RetentionSettings } from '../config/index.ts'
import { type ErasureDeps, erasePerson } from '../erasure/index.ts'
import type { Logger, Metrics } from '../observability/index.ts'
import {
  auditHead,
  blankOldCases,
  blankOldCheckIns,
  deleteOldMessages,
  deleteOldPreparations,
  deleteOldStaffRecords,
  deleteOldUnanswered,
  type Engine,
  findConversation,
  insertAudit,
  listIdlePeople,
  listStaleMemories,
  setMark,
  storeMemory,
} from '../store/index.ts'

export interface RetentionDeps extends ErasureDeps {
  readonly engine: Engine
  readonly logger: Logger
  readonly metrics: Metrics
  readonly retention: RetentionSettings
  /** A conversation's memory without the words of its last turns, sealed again; undefined when there is nothing to forget. */
  forget(conversation: { readonly id: string; readonly dataKey: Uint8Array; readonly stateSealed: Uint8Array }): Uint8Array | undefined
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A little less than a day, so that a run does not wander through the hours. */
const RUN_EVERY_MS = DAY_MS - HOUR_MS / 2
const BATCH = 500

export type RetentionCounts = Readonly<
  Record<'memories' | 'messages' | 'cases' | 'checkIns' | 'people' | 'unanswered' | 'staffRecords' | 'preparations', number>
>

/** The daily run, once a day whatever the number of processes. @returns what was removed; undefined when today's run has been */
export async function runDailyRetention(deps: RetentionDeps): Promise<RetentionCounts | undefined> {
  const now = deps.clock().getTime()
  if (!(await setMark(deps.engine.db, { name: 'retention', at: now, value: '', notAfter: now - RUN_EVERY_MS }))) return undefined
  return await runRetention(deps)
}

/** Removes what has been kept long enough, kind by kind, and reports how much: audit trail, metric, log. */
export async function runRetention(deps: RetentionDeps): Promise<RetentionCounts> {
  const { db } = deps.engine
  const { retention } = deps
  const now = deps.clock().getTime()
  const before = (days: number) => now - days * DAY_MS
  const counts: RetentionCounts = {
    memories: await forgetMemories(deps, now - retention.memoryHours * HOUR_MS),
    messages: await deleteOldMessages(db, before(retention.messagesDays)),
    cases: await blankOldCases(db, before(retention.casesDays), now),
    checkIns: await blankOldCheckIns(db, before(retention.casesDays)),
    people: await eraseIdle(deps, before(retention.peopleDays)),
    unanswered: await deleteOldUnanswered(db, before(retention.unansweredDays)),
    preparations: await deleteOldPreparations(db, before(retention.preparationDays)),
    staffRecords: await deleteOldStaffRecords(db, before(retention.staffDays)),
  }
  await deps.engine.scrub()
  for (const [kind, count] of Object.entries(counts)) deps.metrics.retained.inc({ kind }, count)
  await insertAudit(db, { at: now, kind: 'retention', conversationId: null, details: { ...counts } })
  // The last link stands in the log too: who cuts the trail off would have to change the log with it.
  const head = await auditHead(db)
  deps.logger.info({ event: 'retention', ...counts, auditSeq: head.seq, auditHead: head.hash })
  return counts
}

async function forgetMemories(deps: RetentionDeps, idleSince: number): Promise<number> {
  let count = 0
  let afterId = ''
  for (;;) {
    const batch = await listStaleMemories(deps.engine.db, { idleSince, afterId, limit: BATCH })
    for (const conversation of batch) {
      const stateSealed = deps.forget(conversation)
      // Only what no turn has written to since.
      if (stateSealed && (await storeMemory(deps.engine.db, conversation, stateSealed))) count++
    }
    if (batch.length < BATCH) return count
    afterId = batch.at(-1)?.id ?? afterId
  }
}

async function eraseIdle(deps: RetentionDeps, idleSince: number): Promise<number> {
  let count = 0
  for (;;) {
    const batch = await listIdlePeople(deps.engine.db, idleSince, BATCH)
    for (const { conversationId } of batch)
      await deps.engine.db.transaction().execute(async (tx) => {
        const conversation = await findConversation(tx, conversationId)
        if (!conversation) return
        await erasePerson(deps, tx, { conversation, by: 'retention' })
        count++
      })
    if (batch.length < BATCH) return count
  }
}
