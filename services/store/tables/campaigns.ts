import { type Selectable, sql, type Updateable } from 'kysely'
import type { CampaignSchema } from '../campaign-schema.ts'
import type { Db } from '../engine.ts'
import { inSegment, type NewsSegment } from './news.ts'

export type CampaignRow = Selectable<CampaignSchema['campaign']>
export type CampaignPersonRow = Selectable<CampaignSchema['campaign_person']>

export async function insertCampaign(db: Db, row: CampaignRow): Promise<void> {
  await db.insertInto('campaign').values(row).execute()
}

export async function findCampaign(db: Db, id: string): Promise<CampaignRow | undefined> {
  return await db.selectFrom('campaign').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Campaigns of an institution, newest first. */
export async function listCampaigns(db: Db, agencyId: string, limit: number): Promise<CampaignRow[]> {
  return await db
    .selectFrom('campaign')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Changes a campaign that is in one of these states: of two who decide at once, one does. @returns false when it is in none of them */
export async function changeCampaign(
  db: Db,
  id: string,
  from: readonly string[],
  change: Updateable<CampaignSchema['campaign']>,
): Promise<boolean> {
  const result = await db
    .updateTable('campaign')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Writes down who is to get a campaign: those of the segment whose language it is written in. @returns how many */
export async function fillCampaign(db: Db, id: string, segment: NewsSegment, langs: readonly string[]): Promise<number> {
  await db
    .insertInto('campaign_person')
    .columns(['campaign_id', 'person_id', 'conversation_id', 'lang', 'state', 'not_before'])
    .expression((e) =>
      e
        .selectFrom('news_consent')
        .where(inSegment(segment))
        .where('lang', 'in', [...langs])
        .select((s) => [
          s.val(id).as('campaign_id'),
          'person_id',
          'conversation_id',
          'lang',
          s.val('waiting').as('state'),
          sql<number>`0`.as('not_before'),
        ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db
    .selectFrom('campaign_person')
    .where('campaign_id', '=', id)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Campaigns that may send now. */
export async function listDueCampaigns(db: Db, now: number): Promise<CampaignRow[]> {
  return await db.selectFrom('campaign').selectAll().where('state', '=', 'running').where('next_at', '<=', now).orderBy('next_at').execute()
}

/** Takes the turn of a campaign: one of several processes sends, the others find it moved on. */
export async function takeTurn(db: Db, campaign: Pick<CampaignRow, 'id' | 'next_at'>, nextAt: number): Promise<boolean> {
  const result = await db
    .updateTable('campaign')
    .set({ next_at: nextAt })
    .where('id', '=', campaign.id)
    .where('state', '=', 'running')
    .where('next_at', '=', campaign.next_at)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The next people of a campaign. */
export async function listWaiting(db: Db, id: string, due: { now: number; limit: number }): Promise<CampaignPersonRow[]> {
  return await db
    .selectFrom('campaign_person')
    .selectAll()
    .where('campaign_id', '=', id)
    .where('state', '=', 'waiting')
    .where('not_before', '<=', due.now)
    .orderBy('not_before')
    .orderBy('person_id')
    .limit(due.limit)
    .execute()
}

/** How many of a campaign's people are in a state. */
export async function countPeopleOfCampaign(db: Db, id: string, state: 'waiting' | 'queued' | 'left-out'): Promise<number> {
  const row = await db
    .selectFrom('campaign_person')
    .where('campaign_id', '=', id)
    .where('state', '=', state)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Moves one person of a campaign on, if they are still where they were. @returns false when somebody else did */
export async function moveCampaignPerson(
  db: Db,
  who: Pick<CampaignPersonRow, 'campaign_id' | 'person_id'>,
  from: string,
  to: Updateable<CampaignSchema['campaign_person']>,
): Promise<boolean> {
  const result = await db
    .updateTable('campaign_person')
    .set(to)
    .where('campaign_id', '=', who.campaign_id)
    .where('person_id', '=', who.person_id)
    .where('state', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Adds to a campaign's sums. */
export async function addToCampaign(db: Db, id: string, added: { sent?: number; leftOut?: number }): Promise<void> {
  await db
    .updateTable('campaign')
    .set({ sent: sql<number>`sent + ${added.sent ?? 0}`, left_out: sql<number>`left_out + ${added.leftOut ?? 0}` })
    .where('id', '=', id)
    .execute()
}

/** Whom a message of a campaign is for, and where that campaign stands; undefined when the message is of none. */
export async function findCampaignPerson(db: Db, messageId: string): Promise<(CampaignPersonRow & { campaignState: string }) | undefined> {
  return await db
    .selectFrom('campaign_person')
    .innerJoin('campaign', 'campaign.id', 'campaign_person.campaign_id')
    .selectAll('campaign_person')
    .select('campaign.state as campaignState')
    .where((e) => e.or([e('campaign_person.message_id', '=', messageId), e('campaign_person.knock_id', '=', messageId)]))
    .executeTakeFirst()
}

/** Forgets who got what ended before a moment; the sums stay. */
export async function forgetCampaignPeople(db: Db, endedBefore: number): Promise<number> {
  const ended = db.selectFrom('campaign').select('id').where('ended_at', '<', endedBefore)
  return Number((await db.deleteFrom('campaign_person').where('campaign_id', 'in', ended).executeTakeFirst()).numDeletedRows)
}

/** Whether a turn of this conversation is still to be done: what the person just wrote may change what they may be sent. */
export async function hasOpenTurn(db: Db, conversationId: string): Promise<boolean> {
  const row = await db
    .selectFrom('job')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'run-turn')
    .where('state', 'in', ['ready', 'running'])
    .executeTakeFirst()
  return row !== undefined
}

/** Whether the person has an open case of urgency: danger that was told. */
export async function hasUrgentCase(db: Db, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('care_case')
    .select('id')
    .where('person_id', '=', personId)
    .where('status', '<>', 'closed')
    .where('priority', '=', 'urgent')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends every campaign that is under way. */
export async function stopCampaigns(db: Db, now: number): Promise<void> {
  await db
    .updateTable('campaign')
    .set({ state: 'stopped', ended_at: now, updated_at: now })
    .where('state', 'in', ['asked', 'running', 'paused'])
    .execute()
}
