import { z } from 'zod'
import type { DeliveryReport } from '../channel.ts'

const Status = z.looseObject({
  MessageSid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/),
  MessageStatus: z.string().min(1),
  To: z.string().default(''),
  From: z.string().default(''),
  ErrorCode: z.string().optional(),
})

const STATUSES: Readonly<Record<string, DeliveryReport['status']>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
  undelivered: 'failed',
  canceled: 'failed',
}

export type ParsedStatus =
  | { readonly ok: true; readonly report: DeliveryReport | undefined }
  | { readonly ok: false; readonly fields: string[] }

/** Twilio's status callback; `report` is undefined for states that change nothing (queued, accepted, sending). */
export function parseStatus(fields: Readonly<Record<string, unknown>>, messageId: string | undefined): ParsedStatus {
  const parsed = Status.safeParse(fields)
  if (!parsed.success) return { ok: false, fields: [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))] }
  const f = parsed.data
  const status = STATUSES[f.MessageStatus]
  if (!status) return { ok: true, report: undefined }
  const channel = f.To.startsWith('whatsapp:') || f.From.startsWith('whatsapp:') ? 'whatsapp' : 'sms'
  return {
    ok: true,
    report: {
      channel,
      providerId: f.MessageSid,
      messageId,
      status,
      providerCode: f.ErrorCode === undefined || f.ErrorCode === '0' ? undefined : f.ErrorCode,
    },
  }
}
