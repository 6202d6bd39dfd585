import { type Selectable, type SqlBool, sql } from 'kysely'
import type { CampaignSchema } from '../campaign-schema.ts'
import type { Db } from '../engine.ts'

export type NewsConsentRow = Selectable<CampaignSchema['news_consent']>
export type NewsFacts = Pick<NewsConsentRow, 'lang' | 'country' | 'phase' | 'place' | 'region' | 'entry_office'>

/** Which people of those who agreed to news; a field left out asks nothing. */
export interface NewsSegment {
  readonly country?: string | undefined
  readonly phase?: string | undefined
  readonly lang?: string | undefined
  readonly place?: string | undefined
  readonly topic?: string | undefined
  readonly entryOffice?: string | undefined
}

/** The person agreed to news; agreed again after taking it back, it begins anew. */
export async function agreeToNews(db: Db, row: NewsConsentRow): Promise<void> {
  const { person_id: _, ...change } = row
  await db
    .insertInto('news_consent')
    .values(row)
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(change))
    .execute()
}

/** Taken back: that it was stays known, what it was chosen by does not. */
export async function leaveNews(db: Db, personId: string, now: number): Promise<void> {
  await db
    .updateTable('news_consent')
    .set({ country: null, phase: null, place: null, region: null, topics: ' ', entry_office: null, withdrawn_at: now, updated_at: now })
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** What a turn told of somebody who agreed. @param topics what was asked about; added to what is known, the last of them kept */
export async function updateNewsFacts(
  db: Db,
  personId: string,
  facts: NewsFacts,
  added: { topics: readonly string[]; keep: number; now: number },
): Promise<void> {
  const known = await db
    .selectFrom('news_consent')
    .select('topics')
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (!known) return
  const topics = [...new Set([...known.topics.trim().split(' ').filter(Boolean), ...added.topics].reverse())].slice(0, added.keep).reverse()
  await db
    .updateTable('news_consent')
    .set({ ...facts, topics: ` ${topics.join(' ')} `, updated_at: added.now })
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** What somebody agreed to about news, also when it was taken back. */
export async function findNewsConsent(db: Db, personId: string): Promise<NewsConsentRow | undefined> {
  return await db.selectFrom('news_consent').selectAll().where('person_id', '=', personId).executeTakeFirst()
}

/** The condition that a segment is, over news_consent. */
export function inSegment(segment: NewsSegment) {
  const parts = [
    sql<SqlBool>`withdrawn_at is null`,
    ...(['country', 'phase', 'lang', 'place'] as const).flatMap((field) =>
      segment[field] === undefined ? [] : [sql<SqlBool>`${sql.ref(field)} = ${segment[field]}`],
    ),
    ...(segment.entryOffice === undefined ? [] : [sql<SqlBool>`entry_office = ${segment.entryOffice}`]),
    ...(segment.topic === undefined ? [] : [sql<SqlBool>`topics like ${`% ${segment.topic} %`}`]),
  ]
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`
}

/** How many people a segment has, by language and channel. */
export async function countSegment(db: Db, segment: NewsSegment): Promise<{ lang: string; channel: string; people: number }[]> {
  const rows = await db
    .selectFrom('news_consent')
    .where(inSegment(segment))
    .groupBy(['lang', 'channel'])
    .select((e) => ['lang', 'channel', e.fn.countAll<number>().as('people')])
    .execute()
  return rows.map((row) => ({ ...row, people: Number(row.people) }))
}
