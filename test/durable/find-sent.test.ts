import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Channel, OutgoingMessage } from '../../services/channels/index.ts'
import { twilioChannels } from '../../services/channels/twilio/index.ts'
import { loadSettings, type TwilioSettings } from '../../services/config/index.ts'
import { type StandInProvider, startStandInProvider } from '../support/stand-in-provider.ts'
import { until } from '../support/test-app.ts'

let provider: StandInProvider
let sms: Channel
beforeAll(async () => {
  provider = await startStandInProvider()
  const { twilio } = loadSettings({
    NODE_ENV: 'test',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: '0123456789abcdef',
    TWILIO_SMS_FROM: '+15005550006',
    TWILIO_API_URL: provider.apiUrl,
  })
  const host = { publicUrl: 'http://127.0.0.1' } as never
  sms = twilioChannels(twilio as TwilioSettings, host).channels.find(({ name }) => name === 'sms') as Channel
})
afterAll(async () => {
  await provider.stop()
})
const message = (messageId: string, text: string): OutgoingMessage => ({
  messageId,
  conversationId: 'c',
  address: '+13465550001',
  reply: { text, choices: [], kind: 'notice' },
})

test('the same words sent before are not taken for the attempt of unknown result', async () => {
  const first = await sms.send(message('m1', 'Hola'))
  provider.behaviour = 'unavailable'
  await expect(sms.send(message('m2', 'Hola'))).rejects.toMatchObject({ code: 'P3003' })
  provider.behaviour = 'take'
  const search = { sinceMs: Date.now(), isOther: async (id: string) => id === first.providerId }
  expect(await sms.findSent?.(message('m2', 'Hola'), search)).toBeUndefined()
  expect(await sms.findSent?.(message('m2', 'Hola'), { ...search, isOther: async () => false })).toEqual({
    providerId: first.providerId,
    segments: 1,
  })
})

test('an attempt whose answer was lost is found by recipient and words; older ones and other words are not', async () => {
  provider.behaviour = 'take-and-hang'
  void sms.send(message('m3', 'Perdida')).catch(() => undefined)
  await until(() => provider.hanging() > 0)
  provider.behaviour = 'take'
  const search = { sinceMs: Date.now(), isOther: async () => false }
  expect(await sms.findSent?.(message('m3', 'Perdida'), search)).toMatchObject({ providerId: provider.taken.at(-1)?.sid })
  expect(await sms.findSent?.(message('m3', 'Otra'), search)).toBeUndefined()
  expect(await sms.findSent?.(message('m3', 'Perdida'), { ...search, sinceMs: Date.now() + 3_600_000 })).toBeUndefined()
})
