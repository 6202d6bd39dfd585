import type { Lang } from '../../bot/index.ts'
import type { TwilioSettings } from '../config/index.ts'

/** The ways to reach us that are configured. */
export interface Reach {
  /** E.164. */
  readonly whatsapp: string | undefined
  /** E.164 or a short code. */
  readonly sms: string | undefined
  readonly publicUrl: string
}

/** The same as links, for sites and messages of the office: they open the phone's own program with the code written. */
export function linksTo(reach: Reach, code: string): { readonly way: Way; readonly href: string }[] {
  const { whatsapp, sms, publicUrl } = reach
  return [
    ...(whatsapp ? [{ way: 'whatsapp' as const, href: `https://wa.me/${whatsapp.slice(1)}?text=${code}` }] : []),
    // "?&body=" is read by both kinds of phone.
    ...(sms ? [{ way: 'sms' as const, href: `sms:${sms}?&body=${code}` }] : []),
    { way: 'web' as const, href: `${publicUrl}/?entry=${code}` },
  ]
}

/** How people reach the account that is configured; a messaging service without a number has none to be printed. */
export function reachOf(twilio: TwilioSettings | undefined, publicUrl: string): Reach {
  return { whatsapp: twilio?.whatsappFrom, sms: twilio?.smsFrom, publicUrl }
}

export type Way = 'whatsapp' | 'sms' | 'web'

export interface WayIn {
  readonly way: Way
  /** What the QR holds. */
  readonly qr: string
  /** The number or address, as people read it. */
  readonly shown: string
}

/** The configured ways in, the one that most people have first; each opens with the code written. */
export function waysIn(reach: Reach, code: string, lang: Lang): WayIn[] {
  const { whatsapp, sms, publicUrl } = reach
  return [
    ...(whatsapp ? [{ way: 'whatsapp' as const, qr: `https://wa.me/${whatsapp.slice(1)}?text=${code}`, shown: whatsapp }] : []),
    // SMSTO is what the cameras of both kinds of phone know; "sms:" with a body differs between them.
    ...(sms ? [{ way: 'sms' as const, qr: `SMSTO:${sms}:${code}`, shown: sms }] : []),
    { way: 'web' as const, qr: `${publicUrl}/?entry=${code}&lang=${lang}`, shown: publicUrl.replace(/^https?:\/\//, '') },
  ]
}
