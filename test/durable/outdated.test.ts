import { expect, test } from '@jest/globals'
import { outdatedReason } from '../../services/conversations/outdated.ts'

const HOUR_MS = 3_600_000
const row = (kind: string, sender: string) => ({ kind, sender, created_at: 0 })
const sms = (hours: number) => ({ now: hours * HOUR_MS, windowMs: undefined, lastInboundAt: 0 })
const whatsapp = (hours: number) => ({ now: hours * HOUR_MS, windowMs: 24 * HOUR_MS, lastInboundAt: 0 })

test.each([
  ['question', 'bot', sms(6.5), undefined],
  ['question', 'bot', sms(12.1), 'outdated'],
  ['notice', 'bot', sms(12.1), 'outdated'],
  ['answer', 'bot', sms(71), undefined],
  ['answer', 'bot', sms(73), 'outdated'],
  ['answer', 'bot', whatsapp(23), undefined],
  ['answer', 'bot', whatsapp(25), 'window-closed'],
  ['knock', 'bot', whatsapp(23.9), undefined],
  ['crisis', 'bot', whatsapp(200), undefined],
  ['opt-out-confirmation', 'bot', sms(200), undefined],
  ['staff', 'staff', whatsapp(200), undefined],
])('%s of the %s: %o → %s', (kind, sender, at, reason) => {
  expect(outdatedReason(row(kind, sender), at)).toBe(reason)
})
