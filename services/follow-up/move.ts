import { randomInt, randomUUID } from 'node:crypto'
import {
  type ConversationState,
  type Lang,
  MOVE_DIGITS,
  MOVE_LETTERS,
  type MoveEffect,
  type MoveView,
  readMoveCode,
} from '../../bot/index.ts'
import { sayTo } from '../cases/index.ts'
import { erasePerson, prepareFarewell } from '../erasure/index.ts'
import { PuenteError } from '../errors/index.ts'
import type { Vault } from '../privacy/index.ts'
import {
  type ConversationRow,
  countMoveCodes,
  countMoveTries,
  type Db,
  findConversation,
  findLastCase,
  findMoveCode,
  insertAudit,
  insertMoveCode,
  insertMoveTry,
  isSuppressed,
  lastInboundAt,
  listConversationIds,
  rehome,
  takeMoveCode,
  takeSeqs,
  touchInbound,
} from '../store/index.ts'
import type { FollowUpDeps } from './deps.ts'

/** Long enough to take up the other phone, too short to be found later. */
const CODE_MS = 15 * 60_000
const DAY_MS = 86_400_000
const CODES_A_DAY = 3
/** So many wrong codes of an address a day; after that none is looked up, with the same answer. */
const TRIES_A_DAY = 5

/** The keyed hash of a code: whoever reads the table cannot try codes out, and a look-up tells nothing by its time. */
function hashOf(vault: Vault, code: string): string {
  return vault.addressHash('move-code', code)
}

/** What a turn may rest on: a code to hand out, and what a typed one is good for. */
export async function moveViewOf(
  { cases }: FollowUpDeps,
  db: Db,
  conversation: ConversationRow,
  { text, state: { pending } }: { readonly text: string; readonly state: ConversationState },
): Promise<MoveView> {
  const now = cases.clock().getTime()
  const isSpent = (await countMoveCodes(db, conversation.personId, now - DAY_MS)) >= CODES_A_DAY
  const code = readMoveCode(text) ?? (pending?.kind === 'move' ? pending.about : undefined)
  return {
    newCode: isSpent ? undefined : madeCode(),
    typed: code === undefined ? undefined : await judge({ db, vault: cases.vault, conversation, code, now }),
  }
}

interface Typed {
  readonly db: Db
  readonly vault: Vault
  readonly conversation: ConversationRow
  readonly code: string
  readonly now: number
}

async function judge({ db, vault, conversation, code, now }: Typed): Promise<MoveView['typed']> {
  const { channel, addressHash } = conversation
  if ((await countMoveTries(db, { channel, addressHash, since: now - DAY_MS })) >= TRIES_A_DAY) return 'wrong'
  const found = await findMoveCode(db, hashOf(vault, code), now)
  if (!found) return 'wrong'
  if (found.person_id === conversation.personId) return 'same'
  const last = await findLastCase(db, conversation.id)
  return last && last.status !== 'closed' ? 'with-person' : 'valid'
}

/** What a turn decided, inside its transaction. @returns the conversation that its replies belong to */
export async function applyMove(
  deps: FollowUpDeps,
  tx: Db,
  { conversation, effect, lang }: { conversation: ConversationRow; effect: MoveEffect; lang: Lang },
): Promise<ConversationRow> {
  const { vault, clock } = deps.cases
  const now = clock().getTime()
  if (effect.kind === 'move') return await move(deps, tx, { conversation, code: effect.code, lang })
  if (effect.kind === 'code')
    await insertMoveCode(tx, {
      id: randomUUID(),
      person_id: conversation.personId,
      code_hash: hashOf(vault, effect.code),
      created_at: now,
      expires_at: now + CODE_MS,
      used_at: null,
    })
  else {
    const { channel, addressHash } = conversation
    await insertMoveTry(tx, { channel, addressHash, at: now, since: now - DAY_MS })
  }
  return conversation
}

/**
 * The thread goes to the phone that typed the code: memory, case, consents and what is still to be asked stay with the person, whose
 * address changes. What had been written on the new phone goes; the old one is told.
 */
async function move(
  deps: FollowUpDeps,
  tx: Db,
  { conversation, code, lang }: { conversation: ConversationRow; code: string; lang: Lang },
): Promise<ConversationRow> {
  const { cases } = deps
  const now = cases.clock().getTime()
  const taken = await takeMoveCode(tx, hashOf(cases.vault, code), now)
  const [oldId] = taken && taken.person_id !== conversation.personId ? await listConversationIds(tx, taken.person_id) : []
  const old = oldId === undefined ? undefined : await findConversation(tx, oldId)
  // Used or erased since it was looked up: the turn is run again and says so.
  if (!old) throw new PuenteError('P4002', { detail: 'the code was used' })
  await takeSeqs(tx, old.id, 0, now)
  const mayTell = !(await isSuppressed(tx, old.channel, old.addressHash))
  const writtenAt = await lastInboundAt(tx, old.id)
  const farewell = mayTell ? await prepareFarewell(cases, tx, old) : undefined
  const { channel, addressHash } = conversation
  const context = `address:${addressHash}`
  const address = cases.vault.forPerson(conversation.dataKey).openText(conversation.addressSealed, context)
  await erasePerson(cases, tx, { conversation, by: 'moved' })
  const addressSealed = cases.vault.forPerson(old.dataKey).sealText(address, context)
  await rehome(tx, { conversationId: old.id, channel, addressHash, addressSealed, now })
  if (farewell) {
    const told = await farewell()
    // The old phone's window is as open as it was.
    await touchInbound(tx, told.id, writtenAt ?? now)
    await sayTo(cases, tx, { conversation: told, text: deps.text(lang, 'move.notice'), sender: 'bot', kind: 'confirmation' })
  }
  await insertAudit(tx, { at: now, kind: 'phone-moved', conversationId: old.id, details: { from: old.channel, to: channel } })
  return (await findConversation(tx, old.id)) ?? old
}

function madeCode(): string {
  const draw = (letters: string) => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return draw(MOVE_LETTERS) + draw(MOVE_DIGITS)
}
