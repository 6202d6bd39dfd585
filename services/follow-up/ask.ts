import type { ConversationState, Lang } from '../../bot/index.ts'
import { checkInChoices } from '../../bot/index.ts'
import { replyWindow, sayTo } from '../cases/index.ts'
import { memoryOf, openQuestion, regionOf } from '../conversations/index.ts'
import { byDay } from '../offices/index.ts'
import {
  type CheckInRow,
  type ConversationRow,
  changeCheckIn,
  countFollowUp,
  type Db,
  endFollowUps,
  type FollowUpRow,
  findConversation,
  findFollowUpById,
  findOpenCase,
  isSuppressed,
  lastAskedAt,
  lastInboundAt,
  listOpenCheckIns,
  takeSeqs,
} from '../store/index.ts'
import { countedUnder } from './apply.ts'
import { type FollowUpDeps, followUpContext } from './deps.ts'
import { asksSchool } from './school.ts'
import { stepToAsk } from './steps.ts'

const DAY_MS = 86_400_000
/** Who is with a person or in danger is looked at again after so long, and left alone when it lasts. */
const PUT_OFF_MS = 3 * DAY_MS
const LEFT_ALONE_MS = 21 * DAY_MS
/** Nobody is asked twice within so long, whatever has piled up. */
const BETWEEN_MS = 14 * DAY_MS
const MAX_ASKED = 2
/** Below answers (5) and what staff say (3): a person who waits goes first. */
const PRIORITY = 8

export type Asked = 'asked' | 'later' | 'over' | 'nothing'

interface Due {
  readonly row: CheckInRow
  readonly followUp: FollowUpRow
  readonly conversation: ConversationRow
  readonly now: number
}

/**
 * Brings one conversation's due check-ins up to date, in one transaction that holds the conversation: of several that have piled up only
 * the newest is asked, and only if nothing speaks against it now.
 */
export async function askIfDue(deps: FollowUpDeps, tx: Db, conversationId: string): Promise<Asked> {
  const now = deps.cases.clock().getTime()
  // The row is locked: two processes do not ask twice, and a turn that runs meanwhile is run again.
  await takeSeqs(tx, conversationId, 0, now)
  const conversation = await findConversation(tx, conversationId)
  const due = (await listOpenCheckIns(tx, conversationId)).filter((row) => row.run_at <= now)
  const row = due.at(-1)
  const followUp = row && (await findFollowUpById(tx, row.follow_up_id))
  if (!row || !conversation || !followUp) return 'nothing'
  // Months went by unseen (the service was down, its clock was set): what was to be asked then is over.
  for (const old of due.slice(0, -1)) await over(deps, tx, { row: old, followUp, conversation, now }, 'late')
  if (await isSuppressed(tx, conversation.channel, conversation.addressHash)) {
    await endFollowUps(tx, conversationId, { reason: 'stopped', now })
    return 'over'
  }
  const found = { row, followUp, conversation, now }
  // Some of it was answered: that stands, and the rest is not asked for again.
  if (row.state === 'asking' && (row.attempt >= MAX_ASKED || row.question !== 'how')) return await over(deps, tx, found, 'missed')
  return await askNow(deps, tx, found)
}

async function askNow(deps: FollowUpDeps, tx: Db, found: Due): Promise<Asked> {
  const { row, conversation, now } = found
  const memory = memoryOf(deps.cases.vault, conversation)
  const isBusy = conversation.status !== 'bot' || (await findOpenCase(tx, conversation.id)) !== undefined
  if (isBusy || memory.crisis || memory.pending?.kind === 'crisis-offer') {
    if (now - row.due_at > LEFT_ALONE_MS) return await over(deps, tx, found, isBusy ? 'with-a-person' : 'danger')
    return await later(tx, found, now + PUT_OFF_MS)
  }
  // Whoever asked us to keep it quiet has somebody beside them who reads along.
  if (memory.discreet) return await over(deps, tx, found, 'discreet')
  const lastAt = row.state === 'asking' ? undefined : await lastAskedAt(tx, conversation.id)
  if (lastAt !== undefined && now < lastAt + BETWEEN_MS) return await later(tx, found, lastAt + BETWEEN_MS)
  const wakingAt = byDay(placesOf(deps, conversation, memory), now)
  if (wakingAt > now) return await later(tx, found, wakingAt)
  const capabilities = deps.cases.channel(conversation.channel)?.capabilities
  if (!capabilities) return await over(deps, tx, found, 'no-channel')
  const window = replyWindow(capabilities.replyWindowMs, await lastInboundAt(tx, conversation.id), now)
  const lang = memory.language ?? (found.followUp.lang as Lang)
  // Nobody is asked in a language that they did not choose.
  if (!window.isOpen && !capabilities.checkInLangs?.includes(lang)) return await over(deps, tx, found, 'no-template')
  return await send(deps, tx, found, { lang, memory, isTemplate: !window.isOpen })
}

/** Everywhere that a person may be: it must be day in all of it. Who is back is in their country; a number tells where it is from. */
function placesOf(deps: FollowUpDeps, conversation: ConversationRow, memory: ConversationState): string[] {
  const address = deps.cases.vault
    .forPerson(conversation.dataKey)
    .openText(conversation.addressSealed, `address:${conversation.addressHash}`)
  const home = memory.phase === 'after' ? memory.country : undefined
  return [...new Set([memory.here, home, regionOf(address)].flatMap((place) => place ?? []))]
}

async function send(
  deps: FollowUpDeps,
  tx: Db,
  { row, followUp, conversation, now }: Due,
  { lang, memory, isTemplate }: { lang: Lang; memory: ConversationState; isTemplate: boolean },
): Promise<Asked> {
  const open = await stepToAsk(tx, deps.cases.vault, conversation, followUp)
  const isSchool = await asksSchool(deps, tx, { conversation, followUp, memory, hasStep: open !== undefined })
  const step = isSchool ? undefined : open
  const isAsked = await changeCheckIn(tx, row.id, [row.state], {
    state: 'asking',
    question: 'how',
    attempt: row.attempt + 1,
    step_sealed:
      step === undefined ? null : deps.cases.vault.forPerson(conversation.dataKey).sealText(step, followUpContext('step', row.id)),
    school: isSchool ? 'asked' : null,
    asked_at: now,
    run_at: now + deps.retryDays * DAY_MS,
    updated_at: now,
  })
  if (!isAsked) return 'nothing'
  const choices = checkInChoices({ id: row.id, question: 'how' }, lang, { text: deps.text })
  await openQuestion(deps.cases.vault, tx, { conversation, pending: { kind: 'check-in', choices, about: '' }, now })
  await sayTo(deps.cases, tx, {
    conversation,
    text: deps.text(lang, 'follow_up.ask_how'),
    sender: 'bot',
    kind: isTemplate ? 'check-in-template' : 'check-in',
    priority: PRIORITY,
    ...(isTemplate ? { template: { name: 'check-in', lang } } : {}),
  })
  if (row.attempt === 0)
    await countFollowUp(tx, { ...countedUnder(deps, followUp, { ...row, asked_at: now }), measure: 'asked', value: '' })
  return 'asked'
}

async function later(tx: Db, { row, now }: Due, runAt: number): Promise<Asked> {
  await changeCheckIn(tx, row.id, [row.state], { run_at: runAt, updated_at: now })
  return 'later'
}

async function over(deps: FollowUpDeps, tx: Db, { row, followUp, now }: Due, reason: string): Promise<Asked> {
  const state = reason === 'missed' ? (row.how === null ? 'missed' : 'answered') : 'skipped'
  if (await changeCheckIn(tx, row.id, [row.state], { state, reason, question: null, updated_at: now }))
    await countFollowUp(tx, { ...countedUnder(deps, followUp, row), measure: 'ended', value: state })
  return 'over'
}
