import { createHash } from 'node:crypto'
import type { Activity, Attachment } from '@microsoft/agents-activity'
import { type AttachmentKind, type InboundMessage, LANGUAGES, type Lang, type MediaRef } from '../../../bot/index.ts'
import { attachmentKind } from '../attachment-kind.ts'
import type { Incoming } from '../channel.ts'
import { BotAddress, packAddress, personKey } from './address.ts'
import { botChannelName } from './capabilities.ts'

/** Types of the protocol that say nothing to us; every other one is counted as unknown. */
const QUIET_TYPES = new Set([
  'conversationUpdate',
  'deleteUserData',
  'endOfConversation',
  'event',
  'installationUpdate',
  'invoke',
  'messageDelete',
  'messageReaction',
  'messageUpdate',
  'trace',
  'typing',
])
const MAX_TEXT_CHARS = 8000
const MAX_CHOICE_CHARS = 256
/** Teams sends a file as a description with a link of its own. */
const TEAMS_FILE = 'application/vnd.microsoft.teams.file.download.info'

export type ParsedActivity =
  | { readonly kind: 'message'; readonly incoming: Incoming; readonly address: BotAddress }
  /** Accepted and left alone; the reason is a label of a count. */
  | { readonly kind: 'ignored'; readonly channel: string; readonly reason: string }
  | { readonly kind: 'fault'; readonly fields: readonly string[] }

/** An activity as a message of ours: what a person wrote or pressed, or that they came. */
export function parseActivity(activity: Activity): ParsedActivity {
  const parsed = BotAddress.safeParse({
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
    conversationId: activity.conversation?.id,
    tenantId: activity.conversation?.tenantId,
    userId: activity.from?.id,
    agentId: activity.recipient?.id,
  })
  const channel = botChannelName(activity.channelId ?? '')
  const isArrival = activity.type === 'conversationUpdate' && hasArrived(activity)
  if (activity.type !== 'message' && !isArrival)
    return { kind: 'ignored', channel, reason: QUIET_TYPES.has(activity.type) ? activity.type : 'unknown-type' }
  if (!parsed.success || !activity.id)
    return { kind: 'fault', fields: [...(parsed.error?.issues.map((i) => String(i.path[0])) ?? []), ...(activity.id ? [] : ['id'])] }
  // What one person tells is for them alone: in a group everybody would read the answer.
  if (isGroup(activity)) return { kind: 'ignored', channel, reason: 'group' }
  const address = isArrival ? { ...parsed.data, userId: arrivedId(activity) } : parsed.data
  return {
    kind: 'message',
    address,
    incoming: {
      channel,
      address: packAddress(address),
      aliases: [personKey(address)],
      movesAddress: true,
      providerId: fingerprint(address.channelId, address.conversationId, activity.id),
      message: isArrival ? { ...withLanguage(activity), text: '', attachments: [], hasJoined: true } : messageOf(activity),
    },
  }
}

/** Teams tells by a type of its own, all others by a flag. */
function isGroup({ conversation }: Activity): boolean {
  const type = conversation?.conversationType
  return conversation?.isGroup === true || (type !== undefined && type !== 'personal')
}

/** Ids of a channel may hold a person's own id, and are unique only within a conversation: kept as a digest. */
export function fingerprint(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

/** Somebody other than the bot itself came into the conversation. */
function hasArrived(activity: Activity): boolean {
  return arrivedId(activity) !== ''
}

function arrivedId(activity: Activity): string {
  return activity.membersAdded?.find((member) => member.id !== undefined && member.id !== activity.recipient?.id)?.id ?? ''
}

function messageOf(activity: Activity): InboundMessage {
  const media = (activity.attachments ?? []).flatMap(mediaOf)
  const choiceId = choiceOf(activity.value)
  return {
    ...withLanguage(activity),
    text: (activity.text ?? '').slice(0, MAX_TEXT_CHARS),
    attachments: media.map(({ kind }) => kind),
    ...(media.length === 0 ? {} : { media }),
    ...(choiceId === undefined ? {} : { choiceId }),
  }
}

/** Clients send the words of Teams' messages once more as HTML, and cards as attachments: neither is something that a person sent. */
function mediaOf(attachment: Attachment): MediaRef[] {
  if (attachment.contentType === 'text/html' || attachment.contentType.startsWith('application/vnd.microsoft.card')) return []
  if (attachment.contentType === TEAMS_FILE) {
    const { downloadUrl } = (attachment.content ?? {}) as { downloadUrl?: unknown }
    return [{ kind: 'document', contentType: 'application/octet-stream', url: typeof downloadUrl === 'string' ? downloadUrl : '' }]
  }
  const kind: AttachmentKind = attachmentKind(attachment.contentType)
  return [{ kind, contentType: attachment.contentType, url: attachment.contentUrl ?? '' }]
}

/** Cards send back what their button carries. */
function choiceOf(value: unknown): string | undefined {
  const { choiceId } = (typeof value === 'object' && value !== null ? value : {}) as { choiceId?: unknown }
  return typeof choiceId === 'string' ? choiceId.slice(0, MAX_CHOICE_CHARS) : undefined
}

function withLanguage(activity: Activity): { langHint?: Lang } {
  const code = activity.locale?.slice(0, 2).toLowerCase()
  const lang = LANGUAGES.find((known) => known === code)
  return lang ? { langHint: lang } : {}
}
