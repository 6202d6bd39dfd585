import type { TwilioSettings } from '../config/index.ts'
import { PuenteError } from '../errors/index.ts'
import { DEMO_CONTENT_SIDS, DEMO_SMS_FROM, DEMO_WHATSAPP_FROM, type DemoProvider } from './provider.ts'
import { DEMO_CHECK_IN_SIDS, DEMO_KNOCK_SIDS, DEMO_NEWS_SIDS } from './templates.ts'

/** The demo account in the form of the settings. @throws PuenteError P4001 when there is neither a demo provider nor an account */
export function demoTwilio(demo: DemoProvider | undefined): TwilioSettings {
  if (!demo) throw new PuenteError('P4001', { detail: 'no Twilio account and no demo provider' })
  return {
    accountSid: demo.accountSid,
    authToken: demo.authToken,
    smsFrom: DEMO_SMS_FROM,
    messagingServiceSid: undefined,
    whatsappFrom: DEMO_WHATSAPP_FROM,
    contentSids: DEMO_CONTENT_SIDS,
    knockSids: DEMO_KNOCK_SIDS,
    newsSids: DEMO_NEWS_SIDS,
    checkInSids: DEMO_CHECK_IN_SIDS,
    apiUrl: demo.apiUrl,
  }
}

/** The numbers of the demo phones, for what is printed. */
export const DEMO_REACH = { whatsapp: DEMO_WHATSAPP_FROM, sms: DEMO_SMS_FROM } as const
