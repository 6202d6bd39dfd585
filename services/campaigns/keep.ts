import { randomUUID } from 'node:crypto'
import { PuenteError } from '../errors/index.ts'
import { told } from '../figures/index.ts'
import {
  type CampaignRow,
  changeCampaign,
  countPeopleOfCampaign,
  type Db,
  findCampaign,
  insertAudit,
  insertCampaign,
  listCampaigns,
} from '../store/index.ts'
import type { CampaignActor, CampaignDeps } from './deps.ts'
import { assertContacts } from './preview.ts'
import { CampaignTexts, type CampaignWish, Segment } from './segment.ts'

const LISTED = 100

/** Writes a new campaign; nothing is sent. @throws PuenteError P1060 */
export async function makeCampaign(deps: CampaignDeps, actor: CampaignActor, wish: CampaignWish): Promise<{ id: string }> {
  assertContacts(deps, wish.texts)
  const now = deps.clock().getTime()
  const id = randomUUID()
  await deps.engine.db.transaction().execute(async (tx) => {
    await insertCampaign(tx, {
      id,
      agency_id: agencyOf(deps, actor.officeId),
      office_id: actor.officeId,
      name: wish.name,
      segment: JSON.stringify(wish.segment),
      texts: JSON.stringify(wish.texts),
      state: 'draft',
      per_minute: wish.perMinute,
      people: 0,
      sent: 0,
      left_out: 0,
      created_by: actor.staffId,
      edited_by: actor.staffId,
      approved_by: null,
      created_at: now,
      started_at: null,
      ended_at: null,
      next_at: 0,
      updated_at: now,
    })
    await auditCampaign(tx, 'campaign-made', { id, by: actor.staffId, now })
  })
  return { id }
}

/** Changes a campaign that has not begun. @throws PuenteError P1060, P1062 */
export async function saveCampaign(deps: CampaignDeps, actor: CampaignActor, id: string, wish: CampaignWish): Promise<void> {
  assertContacts(deps, wish.texts)
  await ownCampaign(deps, actor, id)
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    const isChanged = await changeCampaign(tx, id, ['draft', 'asked'], {
      name: wish.name,
      segment: JSON.stringify(wish.segment),
      texts: JSON.stringify(wish.texts),
      per_minute: wish.perMinute,
      // What was to be approved is not what stands there now.
      state: 'draft',
      edited_by: actor.staffId,
      updated_at: now,
    })
    if (!isChanged) throw new PuenteError('P1062')
    await auditCampaign(tx, 'campaign-changed', { id, by: actor.staffId, now })
  })
}

export async function readCampaigns(deps: CampaignDeps, actor: CampaignActor) {
  const rows = await listCampaigns(deps.engine.db, agencyOf(deps, actor.officeId), LISTED)
  return await Promise.all(rows.map((row) => campaignView(deps, actor, row)))
}

export async function readCampaign(deps: CampaignDeps, actor: CampaignActor, id: string) {
  return await campaignView(deps, actor, await ownCampaign(deps, actor, id))
}

/** A campaign of the actor's institution. @throws PuenteError P1004 */
export async function ownCampaign(deps: CampaignDeps, actor: CampaignActor, id: string): Promise<CampaignRow> {
  const row = await findCampaign(deps.engine.db, id)
  if (!row || row.agency_id !== agencyOf(deps, actor.officeId)) throw new PuenteError('P1004')
  return row
}

/** What may be shown of a campaign: its words, and numbers as they may be told. */
async function campaignView(deps: CampaignDeps, actor: CampaignActor, row: CampaignRow) {
  const hasBegun = row.started_at !== null
  return {
    id: row.id,
    name: row.name,
    office: deps.offices.find(row.office_id)?.name ?? '',
    state: row.state,
    segment: Segment.parse(JSON.parse(row.segment)),
    texts: CampaignTexts.parse(JSON.parse(row.texts)),
    perMinute: row.per_minute,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    /** Whether this member of the staff may be the second pair of eyes. */
    mayApprove: row.state === 'asked' && !isFirstPair(row, actor.staffId),
    progress: hasBegun
      ? {
          people: told(row.people),
          sent: told(row.sent),
          leftOut: told(row.left_out),
          waiting: told(await countPeopleOfCampaign(deps.engine.db, row.id, 'waiting')),
        }
      : undefined,
  }
}

/** Whether somebody wrote, changed or started a campaign. */
export function isFirstPair(row: CampaignRow, staffId: string): boolean {
  return row.created_by === staffId || row.edited_by === staffId
}

/** Writes into the trail who did what with a campaign. */
export async function auditCampaign(tx: Db, kind: string, done: { id: string; by: string; now: number }): Promise<void> {
  await insertAudit(tx, { at: done.now, kind, conversationId: null, details: { campaign: done.id, staff: done.by } })
}

function agencyOf(deps: CampaignDeps, officeId: string): string {
  const agency = deps.offices.find(officeId)?.agencyId
  if (agency === undefined) throw new PuenteError('P1004')
  return agency
}
