import type { Insertable, Selectable } from 'kysely'
import type { CaseSchema } from '../case-schema.ts'
import type { Db } from '../engine.ts'

export type OfficeRow = Selectable<CaseSchema['office']>

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
