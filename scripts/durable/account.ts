import { sql } from 'kysely'
import type { Engine } from '../../services/store/index.ts'
import type { TakenMessage } from './provider.ts'

/** A message that was acknowledged with 200, in the order in which its person sent it. */
export interface Accepted {
  readonly sid: string
  readonly from: string
  readonly at: number
}

export interface Account {
  readonly accepted: number
  readonly answered: number
  readonly sent: number
  /** Acknowledged but not stored, not answered, or its answer not taken by the provider. */
  readonly lost: number
  /** Stored, answered or sent more than once. */
  readonly doubled: number
  /** People whose messages were stored, answered or sent in another order. */
  readonly disordered: number
  readonly openJobs: number
}

interface Row {
  readonly id: string
  readonly conversation_id: string
  readonly seq: number
  readonly direction: string
  readonly provider_id: string | null
  readonly reply_to: string | null
  readonly status: string
}

/** Holds what was acknowledged against the rows and against what the provider took. Every text must be one that gets exactly one reply. */
export async function takeAccount(engine: Engine, accepted: readonly Accepted[], taken: readonly TakenMessage[]): Promise<Account> {
  const { rows } = await sql<Row>`
    select id, conversation_id, seq, direction, provider_id, reply_to, status from message order by conversation_id, seq`.execute(engine.db)
  const open = await sql<{ n: number }>`select count(*) as n from job`.execute(engine.db)
  const incoming = new Map<string, Row>()
  const repliesTo = new Map<string, Row[]>()
  let doubled = 0
  for (const row of rows) {
    if (row.direction === 'in') {
      if (incoming.has(row.provider_id ?? '')) doubled++
      incoming.set(row.provider_id ?? '', row)
    } else if (row.reply_to) repliesTo.set(row.reply_to, [...(repliesTo.get(row.reply_to) ?? []), row])
  }
  const takenById = new Map<string, TakenMessage[]>()
  for (const message of taken) takenById.set(message.messageId, [...(takenById.get(message.messageId) ?? []), message])
  for (const all of takenById.values()) doubled += all.length - 1
  let lost = 0
  let answered = 0
  for (const { sid } of accepted) {
    const row = incoming.get(sid)
    const replies = row ? (repliesTo.get(row.id) ?? []) : []
    const isSent = replies.length > 0 && replies.every((reply) => takenById.has(reply.id))
    if (isSent) answered++
    else lost++
    doubled += Math.max(0, replies.length - 1)
  }
  return {
    accepted: accepted.length,
    answered,
    sent: taken.length,
    lost,
    doubled,
    disordered: countDisordered(accepted, incoming, repliesTo, taken),
    openJobs: Number(open.rows[0]?.n ?? 0),
  }
}

function countDisordered(
  accepted: readonly Accepted[],
  incoming: ReadonlyMap<string, Row>,
  repliesTo: ReadonlyMap<string, readonly Row[]>,
  taken: readonly TakenMessage[],
): number {
  const people = Map.groupBy(
    [...accepted].sort((a, b) => a.at - b.at),
    ({ from }) => from,
  )
  const takenBy = Map.groupBy(taken, ({ to }) => to)
  let count = 0
  for (const [from, messages] of people) {
    const stored = messages.flatMap(({ sid }) => incoming.get(sid) ?? [])
    const replies = stored.flatMap(({ id }) => repliesTo.get(id) ?? [])
    const wanted = replies.map(({ id }) => id)
    const left = [...new Set((takenBy.get(from) ?? []).map(({ messageId }) => messageId))].filter((id) => wanted.includes(id))
    const isRising = (list: readonly { seq: number }[]) => list.every(({ seq }, i) => i === 0 || seq > (list[i - 1]?.seq ?? 0))
    if (!isRising(stored) || !isRising(replies) || left.some((id, i) => id !== wanted.filter((w) => left.includes(w))[i])) count++
  }
  return count
}
