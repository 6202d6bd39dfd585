import type { ChatEvent } from '../channels/index.ts'
import { findIdentity, listMessages, type MessageRow } from '../store/index.ts'
import { bodyContext, unpackInbound, unpackReply } from './body.ts'
import type { ConversationDeps } from './deps.ts'

const PAGE = 200

/** A person's own messages after a number, opened: for the channel that shows its history itself. */
export async function chatHistory(deps: ConversationDeps, channel: string, address: string, afterSeq: number): Promise<ChatEvent[]> {
  const identity = await findIdentity(deps.engine.db, channel, deps.vault.addressHash(channel, address))
  if (!identity) return []
  const vault = deps.vault.forPerson(identity.dataKey)
  const rows = await listMessages(deps.engine.db, identity.conversationId, { afterSeq, limit: PAGE })
  return rows.filter((row) => row.status !== 'dropped').map((row) => toEvent(row, vault.openText(row.body_sealed, bodyContext(row.id))))
}

function toEvent(row: MessageRow, body: string): ChatEvent {
  const base = { seq: row.seq, from: row.sender as ChatEvent['from'], at: row.created_at }
  if (row.direction === 'in') return { ...base, id: row.provider_id?.split(':')[1], text: unpackInbound(body).text, reply: undefined }
  const reply = unpackReply(body)
  return { ...base, id: undefined, text: reply.text, reply }
}
