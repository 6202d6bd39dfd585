import type { Db } from '../engine.ts'

/** How many different people are behind a value; never who. */
export interface Counted {
  readonly value: string
  readonly people: number
}

/** People whose case an office took before a moment (ms), by one column of the case. */
export async function countPeopleOfCases(
  db: Db,
  officeId: string,
  by: 'country' | 'topic' | 'lang' | 'channel',
  before: number,
): Promise<Counted[]> {
  const rows = await db
    .selectFrom('care_case')
    .where('office_id', '=', officeId)
    .where('opened_at', '<', before)
    .groupBy(by)
    .select((e) => [`${by} as value`, e.fn.count<number>('person_id').distinct().as('people')])
    .execute()
  return rows.map((row) => ({ value: row.value ?? 'unknown', people: Number(row.people) }))
}

/** People of referrals that an office made before a moment (ms), by what became of them. */
export async function countPeopleOfReferrals(db: Db, officeId: string, before: number): Promise<Counted[]> {
  const rows = await db
    .selectFrom('referral')
    .innerJoin('care_case', 'care_case.id', 'referral.case_id')
    .where('referral.from_office_id', '=', officeId)
    .where('referral.created_at', '<', before)
    .groupBy('referral.state')
    .select((e) => ['referral.state as value', e.fn.count<number>('care_case.person_id').distinct().as('people')])
    .execute()
  return rows.map((row) => ({ value: row.value, people: Number(row.people) }))
}

/** People whose question nobody has answered yet, asked before a moment (ms), by topic. */
export async function countPeopleUnanswered(db: Db, before: number): Promise<Counted[]> {
  const rows = await db
    .selectFrom('unanswered')
    .where('answered_at', 'is', null)
    .where('at', '<', before)
    .groupBy('topic')
    .select((e) => ['topic as value', e.fn.count<number>('asker').distinct().as('people')])
    .execute()
  return rows.map((row) => ({ value: row.value ?? 'unknown', people: Number(row.people) }))
}
