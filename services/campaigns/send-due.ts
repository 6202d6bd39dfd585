import { randomUUID } from 'node:crypto'
import { LANGUAGES, type Lang, type Reply } from '../../bot/index.ts'
import { bodyContext, packReply } from '../conversations/index.ts'
import {
  addToCampaign,
  type CampaignPersonRow,
  type CampaignRow,
  type ConversationRow,
  changeCampaign,
  countPeopleOfCampaign,
  type Db,
  findCampaign,
  findConversation,
  forgetCampaignPeople,
  insertJob,
  insertMessage,
  listDueCampaigns,
  listWaiting,
  moveCampaignPerson,
  takeSeqs,
  takeTurn,
} from '../store/index.ts'
import { composeCampaign } from './compose.ts'
import type { CampaignDeps } from './deps.ts'
import { auditCampaign } from './keep.ts'
import { CampaignTexts } from './segment.ts'
import { verdictOn } from './verdict.ts'

/** How often it is looked for what is due. */
export const TICK_MS = 1_000
const MINUTE_MS = 60_000
/** After everything else: an answer never waits for news, and news never hold back an answer in the same conversation. */
const PRIORITY = 9
export const CAMPAIGN_LANE = 'campaign'
/** Who could not be reached in this time is left out: news grow old. */
const LIFE_MS = 14 * 24 * 60 * MINUTE_MS
/** So long it is known who got what. */
const KEPT_MS = 30 * 24 * 60 * MINUTE_MS

/** Hands over what is due of every campaign that runs, at the rate of each: never more at once because a clock jumped. */
export async function sendDueCampaigns(deps: CampaignDeps): Promise<void> {
  const { engine } = deps
  const now = deps.clock().getTime()
  for (const campaign of await listDueCampaigns(engine.db, now)) {
    const batch = Math.max(1, Math.ceil((campaign.per_minute * TICK_MS) / MINUTE_MS))
    if (!(await takeTurn(engine.db, campaign, now + Math.round((batch * MINUTE_MS) / campaign.per_minute)))) continue
    const isOld = now - (campaign.started_at ?? now) > LIFE_MS
    const due = isOld ? [] : await listWaiting(engine.db, campaign.id, { now, limit: batch })
    for (const person of due) await handOver(deps, campaign, person)
    if (due.length > 0) deps.wake()
    else await finishIfDone(deps, campaign, isOld)
  }
  await forgetCampaignPeople(engine.db, now - KEPT_MS)
}

/** One person, one transaction: that they are done and their message are written together, so that a crash in between doubles nothing. */
async function handOver(deps: CampaignDeps, campaign: CampaignRow, person: CampaignPersonRow): Promise<void> {
  try {
    await deps.engine.db.transaction().execute(async (tx) => {
      // Two processes: the row is one's, the other finds it moved on.
      if (!(await moveCampaignPerson(tx, person, 'waiting', { state: 'queued' }))) return
      const current = await findCampaign(tx, campaign.id)
      const conversation = await findConversation(tx, person.conversation_id)
      const back = async (at: number) => void (await moveCampaignPerson(tx, person, 'queued', { state: 'waiting', not_before: at }))
      if (current?.state !== 'running' || !conversation) return await back(person.not_before)
      const verdict = await verdictOn(deps, tx, conversation)
      if (verdict.kind === 'later') return await back(verdict.at)
      if (verdict.kind === 'leave-out') {
        await moveCampaignPerson(tx, person, 'queued', { state: 'left-out', reason: verdict.reason })
        return await addToCampaign(tx, campaign.id, { leftOut: 1 })
      }
      const ids = await write(deps, tx, { campaign, person, conversation, by: verdict.by })
      await moveCampaignPerson(tx, person, 'queued', { ...ids })
      await addToCampaign(tx, campaign.id, { sent: 1 })
    })
  } catch (err) {
    deps.logger.error({ event: 'campaign-person-failed', campaign: campaign.id, err })
    await moveCampaignPerson(deps.engine.db, person, 'waiting', { not_before: deps.clock().getTime() + 5 * MINUTE_MS })
  }
}

interface Handing {
  readonly campaign: CampaignRow
  readonly person: CampaignPersonRow
  readonly conversation: ConversationRow
  readonly by: 'text' | 'template'
}

/** The words into the outbox; where only a template may leave, the template, and the words behind it until the person answers. */
async function write(deps: CampaignDeps, tx: Db, { campaign, person, conversation, by }: Handing) {
  const lang: Lang = LANGUAGES.find((l) => l === person.lang) ?? 'es'
  const words = CampaignTexts.parse(JSON.parse(campaign.texts))[lang] ?? ''
  const text = composeCampaign(deps, { office: deps.offices.find(campaign.office_id)?.name ?? '', words, lang })
  if (by === 'text') return { message_id: await put(deps, tx, conversation, { text, kind: 'campaign', status: 'queued' }) }
  const template = { name: 'news' as const, lang }
  return {
    knock_id: await put(deps, tx, conversation, { text: deps.text(lang, 'news.knock'), kind: 'knock', status: 'queued', template }),
    message_id: await put(deps, tx, conversation, { text, kind: 'campaign', status: 'held' }),
  }
}

async function put(
  deps: CampaignDeps,
  tx: Db,
  conversation: ConversationRow,
  said: { text: string; kind: 'campaign' | 'knock'; status: 'queued' | 'held'; template?: NonNullable<Reply['template']> },
): Promise<string> {
  const now = deps.clock().getTime()
  const id = randomUUID()
  const reply: Reply = { text: said.text, choices: [], kind: 'notice', ...(said.template ? { template: said.template } : {}) }
  await insertMessage(tx, {
    id,
    conversationId: conversation.id,
    seq: await takeSeqs(tx, conversation.id, 1, now),
    direction: 'out',
    sender: 'bot',
    channel: conversation.channel,
    providerId: null,
    kind: said.kind,
    bodySealed: deps.vault.forPerson(conversation.dataKey).sealText(packReply(reply), bodyContext(id)),
    status: said.status,
    segments: null,
    replyTo: null,
    now,
  })
  if (said.status === 'queued')
    await insertJob(tx, {
      id: randomUUID(),
      kind: 'send-message',
      lane: CAMPAIGN_LANE,
      conversationId: conversation.id,
      messageId: id,
      priority: PRIORITY,
      runAt: now,
      correlationId: `campaign-${id.slice(0, 8)}`,
      now,
    })
  return id
}

async function finishIfDone(deps: CampaignDeps, campaign: CampaignRow, isOld: boolean): Promise<void> {
  const waiting = await countPeopleOfCampaign(deps.engine.db, campaign.id, 'waiting')
  if (waiting > 0 && !isOld) return
  const now = deps.clock().getTime()
  await deps.engine.db.transaction().execute(async (tx) => {
    if (!(await changeCampaign(tx, campaign.id, ['running'], { state: 'done', ended_at: now, updated_at: now }))) return
    await addToCampaign(tx, campaign.id, { leftOut: waiting })
    await auditCampaign(tx, 'campaign-done', { id: campaign.id, by: '', now })
  })
}
