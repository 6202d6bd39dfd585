import { randomBytes } from 'node:crypto'
import twilio from 'twilio'
import { BENCH_TOKEN } from './app-process.ts'

/** A number of the fictitious range, one for each sender. */
export function senderNumber(i: number): string {
  return `+1346${String(5_550_000 + i).padStart(7, '0')}`
}

export interface Sms {
  readonly from: string
  readonly text: string
  /** Given again, it is a redelivery of the same message. */
  readonly sid: string
}

/** An id as the provider makes them. */
export function newSid(): string {
  return `SM${randomBytes(16).toString('hex')}`
}

/** Delivers one message by signed webhook. @returns the status that was answered; 0 when nobody answered */
export async function deliverSms(url: string, sms: Sms): Promise<number> {
  const target = `${url}/webhooks/twilio/messages`
  const fields: Record<string, string> = {
    MessageSid: sms.sid,
    AccountSid: `AC${'0'.repeat(32)}`,
    From: sms.from,
    To: '+15005550006',
    Body: sms.text,
    NumMedia: '0',
    NumSegments: '1',
  }
  const signature = twilio.getExpectedTwilioSignature(BENCH_TOKEN, target, fields)
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: { 'x-twilio-signature': signature },
      body: new URLSearchParams(fields),
    })
    await response.arrayBuffer()
    return response.status
  } catch {
    return 0
  }
}

/** Posts one signed webhook. @returns ms until the answer */
export async function postSms(url: string, from: string, text: string): Promise<number> {
  const startedAt = performance.now()
  const status = await deliverSms(url, { from, text, sid: newSid() })
  if (status !== 200) throw new RangeError(`webhook answered ${status}`)
  return performance.now() - startedAt
}

/** Calls `send(i)` at a steady rate, whatever the answers take. */
export async function atRate(count: number, perSecond: number, send: (i: number) => Promise<unknown>): Promise<void> {
  const startedAt = performance.now()
  const sent: Promise<unknown>[] = []
  for (let i = 0; i < count; i++) {
    const wait = startedAt + (i * 1000) / perSecond - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    sent.push(send(i))
  }
  await Promise.all(sent)
}

/** The value below which that share of the numbers lies. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}
