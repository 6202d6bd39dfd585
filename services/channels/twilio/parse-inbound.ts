import { z } from 'zod'
import type { AttachmentKind, InboundMessage, MediaRef } from '../../../bot/index.ts'
import { attachmentKind } from '../attachment-kind.ts'
import type { Incoming } from '../channel.ts'

/** The fields of Twilio's inbound webhook that are read; others may come at any time and are ignored. */
const Inbound = z.looseObject({
  MessageSid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/),
  From: z.string().min(1).max(200),
  To: z.string().min(1).max(200),
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().min(0).max(50).default(0),
  ExternalUserId: z.string().max(200).optional(),
  ButtonPayload: z.string().max(256).optional(),
  ListId: z.string().max(256).optional(),
  Latitude: z.string().optional(),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional(),
})

const WHATSAPP = 'whatsapp:'

export type ParsedInbound = { readonly ok: true; readonly incoming: Incoming } | { readonly ok: false; readonly fields: string[] }

/** Twilio's form fields as a message of ours, or the names of the fields that are missing or wrong. */
export function parseInbound(fields: Readonly<Record<string, unknown>>): ParsedInbound {
  const parsed = Inbound.safeParse(fields)
  if (!parsed.success) return { ok: false, fields: [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))] }
  const f = parsed.data
  const isWhatsapp = f.From.startsWith(WHATSAPP)
  const bare = (address: string) => (address.startsWith(WHATSAPP) ? address.slice(WHATSAPP.length) : address)
  const choiceId = f.ButtonPayload ?? f.ListId
  const media = mediaOf(f, fields)
  const location: AttachmentKind[] = f.Latitude === undefined ? [] : ['location']
  const message: InboundMessage = {
    text: f.Body,
    attachments: [...media.map(({ kind }) => kind), ...location],
    ...(media.length === 0 ? {} : { media }),
    ...(choiceId === undefined ? {} : { choiceId }),
    ...(f.OptOutType === undefined ? {} : { keywordAnswered: f.OptOutType.toLowerCase() as 'stop' | 'start' | 'help' }),
  }
  return {
    ok: true,
    incoming: {
      channel: isWhatsapp ? 'whatsapp' : 'sms',
      address: bare(f.From),
      // A user name may hide the number later: the id of the user is then all that stays the same.
      ...(f.ExternalUserId ? { aliases: [bare(f.ExternalUserId)] } : {}),
      providerId: f.MessageSid,
      message,
    },
  }
}

function mediaOf(f: z.infer<typeof Inbound>, fields: Readonly<Record<string, unknown>>): MediaRef[] {
  return Array.from({ length: f.NumMedia }, (_, i) => {
    const contentType = String(fields[`MediaContentType${i}`] ?? '')
    return { kind: attachmentKind(contentType), contentType, url: String(fields[`MediaUrl${i}`] ?? '') }
  })
}
