import { type Insertable, type Selectable, sql } from 'kysely'
import type { CaseSchema } from '../case-schema.ts'
import type { Db } from '../engine.ts'

export type ConsentRow = Selectable<CaseSchema['consent']>

export async function insertConsent(db: Db, row: Insertable<CaseSchema['consent']>): Promise<void> {
  await db.insertInto('consent').values(row).execute()
}

/** The consent that lets an office see a case at `now` (ms): given, not revoked, not run out. */
export async function findConsent(db: Db, caseId: string, officeId: string, now: number): Promise<ConsentRow | undefined> {
  return await db
    .selectFrom('consent')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('office_id', '=', officeId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('given_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Every consent of a case, oldest first. */
export async function listConsents(db: Db, caseId: string): Promise<ConsentRow[]> {
  return await db.selectFrom('consent').selectAll().where('case_id', '=', caseId).orderBy('given_at').execute()
}

/** Takes back the consents of a case, those of one office or all. */
export async function revokeConsents(db: Db, revoked: { caseId: string; officeId?: string; now: number }): Promise<number> {
  let query = db
    .updateTable('consent')
    .set({ revoked_at: revoked.now })
    .where('case_id', '=', revoked.caseId)
    .where('revoked_at', 'is', null)
  if (revoked.officeId !== undefined) query = query.where('office_id', '=', revoked.officeId)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

export type PacketReadRow = Selectable<CaseSchema['packet_read']>

/** Notes that somebody opened a packet: who, of which office, on what ground, why. */
export async function insertPacketRead(db: Db, row: Insertable<CaseSchema['packet_read']>): Promise<void> {
  await db.insertInto('packet_read').values(row).execute()
}

/** Who read what is kept of a person, newest first. */
export async function listPacketReads(
  db: Db,
  personId: string,
  limit: number,
): Promise<(PacketReadRow & { firstName: string | null; officeName: string | null })[]> {
  return await db
    .selectFrom('packet_read')
    .leftJoin('staff', 'staff.id', 'packet_read.staff_id')
    .leftJoin('office', 'office.id', 'packet_read.office_id')
    // Read by an institution's system: it is named as its key is.
    .leftJoin('api_key', (join) => join.on(sql`'api:' || api_key.id`, '=', sql.ref('packet_read.staff_id')))
    .selectAll('packet_read')
    .select((e) => [e.fn.coalesce('staff.first_name', 'api_key.name').as('firstName'), 'office.name as officeName'])
    .where('packet_read.person_id', '=', personId)
    .orderBy('packet_read.at', 'desc')
    .limit(limit)
    .execute()
}

/** Marks broken glass as told to the person. */
export async function markReadsTold(db: Db, caseId: string, now: number): Promise<void> {
  await db
    .updateTable('packet_read')
    .set({ told_at: now })
    .where('case_id', '=', caseId)
    .where('basis', '=', 'break-glass')
    .where('told_at', 'is', null)
    .execute()
}
