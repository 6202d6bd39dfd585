import { randomBytes } from 'node:crypto'
import twilio from 'twilio'
import { sentCanaries } from './canaries.ts'

export type Fields = Record<string, string>

/** The fields of a Twilio SMS webhook as real ones carry them. */
export function smsFields(over: Fields = {}): Fields {
  const sid = `SM${randomBytes(16).toString('hex')}`
  return {
    ToCountry: 'US',
    ToState: 'TX',
    SmsMessageSid: sid,
    NumMedia: '0',
    ToCity: '',
    FromZip: '77002',
    SmsSid: sid,
    FromState: 'TX',
    SmsStatus: 'received',
    FromCity: 'HOUSTON',
    Body: 'hola',
    FromCountry: 'US',
    To: '+15005550006',
    ToZip: '',
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: sid,
    AccountSid: `AC${'0'.repeat(32)}`,
    From: '+13465550123',
    ApiVersion: '2010-04-01',
    ...over,
  }
}

/** Posts a form signed as Twilio signs. @param over.url another URL to sign than the one that is called; over.signature another signature */
export async function postSigned(
  target: string,
  fields: Fields,
  token: string,
  over: { url?: string; signature?: string } = {},
): Promise<{ status: number; body: string; type: string }> {
  sentCanaries.address(fields.From ?? '')
  sentCanaries.words(fields.Body ?? '')
  const signature = over.signature ?? twilio.getExpectedTwilioSignature(token, over.url ?? target, fields)
  const response = await fetch(target, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(signature === '' ? {} : { 'x-twilio-signature': signature }) },
    body: new URLSearchParams(fields),
  })
  return { status: response.status, body: await response.text(), type: response.headers.get('content-type') ?? '' }
}
