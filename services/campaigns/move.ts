import { PuenteError } from '../errors/index.ts'
import { FEWEST } from '../figures/index.ts'
import { type CampaignRow, changeCampaign, countSegment, type Db, fillCampaign } from '../store/index.ts'
import type { CampaignActor, CampaignDeps } from './deps.ts'
import { auditCampaign, isFirstPair, ownCampaign } from './keep.ts'
import { assertContacts, FOUR_EYES_ABOVE } from './preview.ts'
import { CampaignTexts, Segment, writtenIn } from './segment.ts'

/** What can be done with a campaign. */
export const CAMPAIGN_MOVES = ['start', 'pause', 'resume', 'stop'] as const
export type CampaignMove = (typeof CAMPAIGN_MOVES)[number]

/**
 * Starts, pauses, resumes or stops a campaign. Starting one of more than a hundred people asks for a second pair of eyes first.
 * @throws PuenteError P1060, P1061, P1062
 */
export async function moveCampaign(deps: CampaignDeps, actor: CampaignActor, id: string, move: CampaignMove): Promise<void> {
  const row = await ownCampaign(deps, actor, id)
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    if (move === 'start') return await start(deps, tx, row, { actor, now })
    const [from, to] = {
      pause: [['running'], 'paused'],
      resume: [['paused'], 'running'],
      stop: [['asked', 'running', 'paused'], 'stopped'],
    }[move] as [string[], string]
    const isEnd = to === 'stopped'
    if (!(await changeCampaign(tx, id, from, { state: to, updated_at: now, next_at: now, ...(isEnd ? { ended_at: now } : {}) })))
      throw new PuenteError('P1062')
    await auditCampaign(tx, `campaign-${move}`, { id, by: actor.staffId, now })
  })
  deps.wake()
}

/** The second pair of eyes: neither who wrote it nor who started it. @throws PuenteError P1060, P1061, P1062, P1063 */
export async function approveCampaign(deps: CampaignDeps, actor: CampaignActor, id: string): Promise<void> {
  const row = await ownCampaign(deps, actor, id)
  if (isFirstPair(row, actor.staffId)) throw new PuenteError('P1063')
  assertContacts(deps, CampaignTexts.parse(JSON.parse(row.texts)))
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    await begin(tx, row, { from: 'asked', approvedBy: actor.staffId, now })
    await auditCampaign(tx, 'campaign-approved', { id, by: actor.staffId, now })
  })
  deps.wake()
}

async function start(deps: CampaignDeps, tx: Db, row: CampaignRow, by: { actor: CampaignActor; now: number }): Promise<void> {
  const { actor, now } = by
  const texts = CampaignTexts.parse(JSON.parse(row.texts))
  assertContacts(deps, texts)
  const langs: readonly string[] = writtenIn(texts)
  const counted = await countSegment(tx, Segment.parse(JSON.parse(row.segment)))
  const people = counted.filter(({ lang }) => langs.includes(lang)).reduce((sum, c) => sum + c.people, 0)
  if (people > FOUR_EYES_ABOVE) {
    // Who starts it has looked at it: they are of the first pair from now on.
    if (!(await changeCampaign(tx, row.id, ['draft'], { state: 'asked', edited_by: actor.staffId, updated_at: now })))
      throw new PuenteError('P1062')
    await auditCampaign(tx, 'campaign-asked', { id: row.id, by: actor.staffId, now })
    return
  }
  await begin(tx, row, { from: 'draft', approvedBy: null, now })
  await auditCampaign(tx, 'campaign-start', { id: row.id, by: actor.staffId, now })
}

/** Writes down who gets it and lets it go, in one transaction: there is no campaign that has begun without its people. */
async function begin(tx: Db, row: CampaignRow, how: { from: string; approvedBy: string | null; now: number }): Promise<void> {
  const isTaken = await changeCampaign(tx, row.id, [how.from], {
    state: 'running',
    approved_by: how.approvedBy,
    started_at: how.now,
    next_at: how.now,
    updated_at: how.now,
  })
  if (!isTaken) throw new PuenteError('P1062')
  const people = await fillCampaign(
    tx,
    row.id,
    Segment.parse(JSON.parse(row.segment)),
    writtenIn(CampaignTexts.parse(JSON.parse(row.texts))),
  )
  if (people < FEWEST) throw new PuenteError('P1061')
  // More agreed since it was looked at: then two have to look.
  if (people > FOUR_EYES_ABOVE && how.approvedBy === null) throw new PuenteError('P1063')
  await changeCampaign(tx, row.id, ['running'], { people })
}
