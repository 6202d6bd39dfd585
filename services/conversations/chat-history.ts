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

/** Calls `onNews` for news of a person's own conversation only; until they have one, for all. @returns how to stop */
export function watchChat(
  deps: ConversationDeps,
  news: { on(event: 'news', listener: (id: string) => void): void; off(event: 'news', listener: (id: string) => void): void },
  person: { readonly channel: string; readonly address: string },
  onNews: () => void,
): () => void {
  const { channel, address } = person
  let own: string | undefined
  const find = async () => {
    own ??= (await findIdentity(deps.engine.db, channel, deps.vault.addressHash(channel, address)))?.conversationId
  }
  const listener = (conversationId: string) => {
    if (own === undefined) void find().then(onNews, onNews)
    else if (own === conversationId) onNews()
  }
  news.on('news', listener)
  return () => news.off('news', listener)
}

function toEvent(row: MessageRow, body: string): ChatEvent {
  const base = { seq: row.seq, from: row.sender as ChatEvent['from'], at: row.created_at }
  if (row.direction === 'in') return { ...base, id: row.provider_id?.split(':')[1], text: unpackInbound(body).text, reply: undefined }
  const reply = unpackReply(body)
  return { ...base, id: undefined, text: reply.text, reply }
}
