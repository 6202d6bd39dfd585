import { bodyContext, unpackInbound } from '../conversations/index.ts'
import { PuenteError } from '../errors/index.ts'
import { type FetchedMedia, fetchMedia, type MediaLimits } from '../media/index.ts'
import { type CaseRow, type ConversationRow, findMessage, insertAudit } from '../store/index.ts'
import type { Actor, CaseDeps } from './deps.ts'
import type { Sight } from './sight.ts'

/** What a browser may show or keep without running anything of it. */
const SHOWABLE =
  /^(image\/(png|jpe?g|gif|webp|hei[cf])|audio\/[\w.+-]+|video\/(mp4|3gpp|webm)|application\/(pdf|msword|octet-stream|vnd\.openxmlformats-officedocument\.[\w.]+))$/

/**
 * A picture, document or voice note of a case: fetched from the provider when a caseworker opens it, and kept nowhere here. Only from
 * where the consent begins; that it was opened stands in the audit trail.
 * @throws PuenteError P1004 when there is no such attachment in what the person agreed to show, P3005 when it cannot be had
 */
export async function openMedia(
  deps: CaseDeps,
  actor: Actor,
  wanted: {
    readonly found: CaseRow
    readonly conversation: ConversationRow
    readonly messageId: string
    readonly index: number
    readonly sight: Sight | undefined
  },
  limits: MediaLimits,
): Promise<FetchedMedia> {
  const { found, conversation } = wanted
  const row = await findMessage(deps.engine.db, wanted.messageId)
  const spans = wanted.sight?.spans ?? [[found.visible_from_seq, null] as const]
  const isIn = (seq: number) => spans.some(([first, last]) => seq >= first && (last === null || seq <= last))
  const isShown = row?.conversation_id === conversation.id && row.direction === 'in' && isIn(row.seq)
  if (!row || !isShown) throw new PuenteError('P1004')
  const vault = deps.vault.forPerson(conversation.dataKey)
  const media = unpackInbound(vault.openText(row.body_sealed, bodyContext(row.id))).media?.[wanted.index]
  const access = deps.channel(row.channel)?.media
  if (!media || !access) throw new PuenteError('P1004')
  const fetched = await fetchMedia({ url: media.url, accept: SHOWABLE }, access, limits)
  await insertAudit(deps.engine.db, {
    at: deps.clock().getTime(),
    kind: 'media-opened',
    conversationId: conversation.id,
    details: { staff: actor.staffId, kind: media.kind, result: fetched.ok ? 'shown' : fetched.why },
  })
  if (!fetched.ok) throw new PuenteError('P3005', { detail: fetched.why })
  return fetched.media
}
