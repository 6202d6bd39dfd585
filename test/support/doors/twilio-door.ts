import { createHash } from 'node:crypto'
import { twilioChannels } from '../../../services/channels/twilio/index.ts'
import type { TwilioSettings } from '../../../services/config/index.ts'
import { postSigned, smsFields } from '../signed-webhook.ts'
import { startStandInProvider } from '../stand-in-provider.ts'
import { type Door, serveDoor } from './door.ts'

/** SMS or WhatsApp by Twilio. */
export async function twilioDoor(name: 'sms' | 'whatsapp'): Promise<Door> {
  const provider = await startStandInProvider()
  const settings: TwilioSettings = {
    accountSid: `AC${'1'.repeat(32)}`,
    authToken: 'a-token-of-the-test',
    smsFrom: '+15005550006',
    messagingServiceSid: undefined,
    whatsappFrom: '+15005550001',
    contentSids: new Map(),
    knockSids: new Map(),
    newsSids: new Map(),
    checkInSids: new Map(),
    apiUrl: provider.apiUrl,
  }
  const server = await serveDoor((host) => twilioChannels(settings, host))
  const prefix = name === 'whatsapp' ? 'whatsapp:' : ''
  const path = `${server.url}/webhooks/twilio/messages`
  const fields = (text: string, id: string) => {
    const sid = `SM${createHash('md5').update(id).digest('hex')}`
    return smsFields({
      From: `${prefix}+13465550123`,
      To: `${prefix}+15005550006`,
      Body: text,
      MessageSid: sid,
      SmsSid: sid,
      SmsMessageSid: sid,
    })
  }
  return {
    ...server,
    name,
    write: async (text, id) => (await postSigned(path, fields(text, id), settings.authToken)).status,
    forge: async () => (await postSigned(path, fields('hola', 'forged'), 'another-token')).status,
    garble: async () => (await postSigned(path, { Body: 'hola' }, settings.authToken)).status,
    sent: () => provider.taken.map(({ body }) => ({ text: body, choices: [] })),
    provider: {
      async behave(how) {
        if (how === 'gone') return await provider.stop()
        provider.behaviour = how
      },
    },
    async stop() {
      await server.stop()
      await provider.stop().catch(() => undefined)
    },
  }
}
