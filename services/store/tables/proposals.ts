import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine.ts'
import type { ExchangeSchema } from '../exchange-schema.ts'

export type ProposalRow = Selectable<ExchangeSchema['directory_proposal']>

/** Writes proposals, all or none: call it in a transaction. An open one of the same origin for the same record gives way. */
export async function insertProposals(db: Db, rows: readonly Insertable<ExchangeSchema['directory_proposal']>[]): Promise<void> {
  for (const row of rows) {
    await db
      .updateTable('directory_proposal')
      .set({ state: 'replaced', updated_at: row.updated_at })
      .where('service', '=', row.service)
      .where('origin', '=', row.origin)
      .where('state', '=', 'open')
      .execute()
    await db.insertInto('directory_proposal').values(row).execute()
  }
}

/** Proposals in a state, the oldest first. */
export async function listProposals(db: Db, state: string, page: { limit: number; offset: number }): Promise<ProposalRow[]> {
  return await db
    .selectFrom('directory_proposal')
    .selectAll()
    .where('state', '=', state)
    .orderBy('created_at')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

export async function findProposal(db: Db, id: string): Promise<ProposalRow | undefined> {
  return await db.selectFrom('directory_proposal').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Settles an open proposal. @returns false when it is no longer open */
export async function settleProposal(
  db: Db,
  id: string,
  settled: { decisions: string; text: string | null; staffId: string; now: number },
): Promise<boolean> {
  const result = await db
    .updateTable('directory_proposal')
    .set({
      state: 'decided',
      decisions: settled.decisions,
      text: settled.text,
      decided_by: settled.staffId,
      updated_at: settled.now,
    })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
