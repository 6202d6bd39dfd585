import type { Db } from '../engine.ts'

export const QUEUE_VIEWS = ['mine', 'unassigned', 'urgent', 'waiting', 'snoozed', 'closed'] as const
export type QueueView = (typeof QUEUE_VIEWS)[number]

export interface QueueScope {
  readonly staffId: string
  /** Undefined: every office. */
  readonly officeId: string | undefined
  /** Cases that were opened by danger without a consent are listed only for those who may break the glass. */
  readonly seesAlerts: boolean
}

export interface QueueRow {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly priority: string
  readonly reason: string
  readonly topic: string | null
  readonly lang: string
  readonly country: string | null
  readonly channel: string
  readonly assignee_id: string | null
  readonly assigneeName: string | null
  readonly officeName: string
  readonly promised_at: number
  readonly waiting_since: number
  readonly first_contact_at: number | null
  readonly last_inbound_at: number | null
  readonly last_staff_at: number | null
  readonly snoozed_until: number | null
  readonly next_step_on: string | null
}

function scoped(db: Db, view: QueueView, scope: QueueScope) {
  let query = db.selectFrom('care_case')
  if (scope.officeId !== undefined) query = query.where('care_case.office_id', '=', scope.officeId)
  if (!scope.seesAlerts) query = query.where('care_case.reason', '<>', 'danger')
  switch (view) {
    case 'mine':
      return query.where('care_case.assignee_id', '=', scope.staffId).where('care_case.status', 'in', ['open', 'snoozed', 'waiting'])
    case 'unassigned':
      return query.where('care_case.assignee_id', 'is', null).where('care_case.status', '=', 'waiting')
    case 'urgent':
      return query.where('care_case.priority', '=', 'urgent').where('care_case.status', 'in', ['waiting', 'open'])
    case 'waiting':
      return query.where('care_case.status', 'in', ['waiting', 'open']).where('care_case.first_contact_at', 'is', null)
    default:
      return query.where('care_case.status', '=', view)
  }
}

/**
 * One page of the queue: the urgent first, then whoever waits longest. Nothing is opened for it: no words, no names of people.
 * @param page.offset how many were shown before
 */
export async function listQueue(db: Db, view: QueueView, scope: QueueScope, page: { limit: number; offset: number }): Promise<QueueRow[]> {
  return await scoped(db, view, scope)
    .innerJoin('office', 'office.id', 'care_case.office_id')
    .innerJoin('conversation', 'conversation.id', 'care_case.conversation_id')
    .leftJoin('staff', 'staff.id', 'care_case.assignee_id')
    .select([
      'care_case.id',
      'care_case.number',
      'care_case.status',
      'care_case.priority',
      'care_case.reason',
      'care_case.topic',
      'care_case.lang',
      'care_case.country',
      'care_case.channel',
      'care_case.assignee_id',
      'staff.first_name as assigneeName',
      'office.name as officeName',
      'care_case.promised_at',
      'care_case.waiting_since',
      'care_case.first_contact_at',
      'conversation.last_inbound_at',
      'care_case.last_staff_at',
      'care_case.snoozed_until',
      'care_case.next_step_on',
    ])
    .orderBy('care_case.priority', 'desc')
    .orderBy('care_case.waiting_since')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

/** How many cases stand in each view. */
export async function countQueue(db: Db, scope: QueueScope): Promise<Record<QueueView, number>> {
  const entries: [QueueView, number][] = []
  for (const view of QUEUE_VIEWS) {
    const row = await scoped(db, view, scope)
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    entries.push([view, Number(row.n)])
  }
  return Object.fromEntries(entries) as Record<QueueView, number>
}
