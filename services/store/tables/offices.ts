import type { Insertable, Selectable, Updateable } from 'kysely'
import type { CaseSchema } from '../case-schema.ts'
import type { Db } from '../engine.ts'
import type { OfficeSchema } from '../office-schema.ts'

export type OfficeRow = Selectable<CaseSchema['office']>
export type NoticeRow = Selectable<OfficeSchema['office_notice']>

/** Stores an organisation. */
export async function insertAgency(db: Db, row: Insertable<CaseSchema['agency']>): Promise<void> {
  await db.insertInto('agency').values(row).execute()
}

/** Stores an office of an organisation. */
export async function insertOffice(db: Db, row: Insertable<CaseSchema['office']>): Promise<void> {
  await db.insertInto('office').values(row).execute()
}

/** Offices that take cases, with the name of their organisation. */
export async function listOffices(db: Db): Promise<(OfficeRow & { agencyName: string; agencyKind: string })[]> {
  return await db
    .selectFrom('office')
    .innerJoin('agency', 'agency.id', 'office.agency_id')
    .selectAll('office')
    .select(['agency.name as agencyName', 'agency.kind as agencyKind'])
    .where('office.is_active', '=', 1)
    .orderBy('office.id')
    .execute()
}

/**
 * Changes what an office sets itself.
 * @param version what the change was made from
 * @returns false when the settings were changed since, or there is no such office; nothing is written then
 */
export async function changeOffice(
  db: Db,
  id: string,
  version: number,
  changes: Pick<
    Updateable<CaseSchema['office']>,
    'hours' | 'holidays' | 'closed_on' | 'open_on' | 'serves' | 'languages' | 'duty' | 'answer_minutes'
  >,
): Promise<boolean> {
  const result = await db
    .updateTable('office')
    .set({ ...changes, settings_version: version + 1 })
    .where('id', '=', id)
    .where('settings_version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Notices that nobody has taken down, the newest last; the day decides which of them still stand. */
export async function listNotices(db: Db): Promise<NoticeRow[]> {
  return await db.selectFrom('office_notice').selectAll().where('ended_at', 'is', null).orderBy('made_at').orderBy('id').execute()
}

/** Stores a notice of an office. */
export async function insertNotice(db: Db, row: Insertable<OfficeSchema['office_notice']>): Promise<void> {
  await db.insertInto('office_notice').values(row).execute()
}

/** Takes down what an office has told until now. @returns whether there was anything */
export async function endNotice(db: Db, officeId: string, now: number): Promise<boolean> {
  const result = await db
    .updateTable('office_notice')
    .set({ ended_at: now })
    .where('office_id', '=', officeId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
