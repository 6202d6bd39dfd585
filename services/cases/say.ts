import { randomUUID } from 'node:crypto'
import type { Reply } from '../../bot/index.ts'
import { bodyContext, packReply } from '../conversations/index.ts'
import { correlationId } from '../observability/index.ts'
import { type ConversationRow, type Db, insertJob, insertMessage, takeSeqs } from '../store/index.ts'
import type { CaseDeps } from './deps.ts'

/** Before answers (5): a person is at the other end. */
const PRIORITY = 3

export interface Saying {
  readonly conversation: ConversationRow
  readonly text: string
  readonly sender: 'bot' | 'staff'
  readonly staffId?: string
  /** held: waits until the person writes; nothing leaves before. */
  readonly status?: 'queued' | 'held'
  readonly kind?: string
  readonly template?: Reply['template']
  /** Lane of its job: 0 goes first; 3 unless given. */
  readonly priority?: number
  /** The caller's own id, so that the same press of a button is one message. */
  readonly id?: string
}

/** Puts one message into the outbox, the same that the bot's answers leave by. @returns its id and number */
export async function sayTo(deps: CaseDeps, tx: Db, saying: Saying): Promise<{ id: string; seq: number }> {
  const { conversation } = saying
  const now = deps.clock().getTime()
  const id = saying.id ?? randomUUID()
  const seq = await takeSeqs(tx, conversation.id, 1, now)
  const reply: Reply = { text: saying.text, choices: [], kind: 'notice', ...(saying.template ? { template: saying.template } : {}) }
  await insertMessage(tx, {
    id,
    conversationId: conversation.id,
    seq,
    direction: 'out',
    sender: saying.sender,
    channel: conversation.channel,
    providerId: null,
    kind: saying.kind ?? 'notice',
    bodySealed: deps.vault.forPerson(conversation.dataKey).sealText(packReply(reply), bodyContext(id)),
    status: saying.status ?? 'queued',
    segments: null,
    replyTo: null,
    ...(saying.staffId ? { staffId: saying.staffId } : {}),
    now,
  })
  if (saying.status !== 'held')
    await insertJob(tx, {
      id: randomUUID(),
      kind: 'send-message',
      conversationId: conversation.id,
      messageId: id,
      priority: saying.priority ?? PRIORITY,
      runAt: now,
      correlationId: correlationId(),
      now,
    })
  return { id, seq }
}
