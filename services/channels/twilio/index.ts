import type { TwilioSettings } from '../../config/index.ts'
import type { ChannelHost, ChannelModule } from '../channel.ts'
import { SMS_CAPABILITIES, whatsappCapabilities } from './capabilities.ts'
import { createTwilioClient } from './client.ts'
import { twilioMedia } from './media.ts'
import { redactByTwilio } from './redact.ts'
import { findSentByTwilio, type Sender, sendByTwilio } from './send.ts'
import { twilioRouter } from './webhook.ts'

export { SMS_CAPABILITIES, whatsappCapabilities }

/** SMS and WhatsApp by Twilio: one account, two channels. */
export function twilioChannels(settings: TwilioSettings, host: ChannelHost): ChannelModule {
  const client = createTwilioClient(settings)
  const base = { client, settings, publicUrl: () => host.publicUrl }
  const media = twilioMedia(settings)
  const sms: Sender = { ...base, isWhatsapp: false }
  const whatsapp: Sender = { ...base, isWhatsapp: true }
  return {
    provider: 'twilio',
    router: twilioRouter(settings, host),
    channels: [
      {
        name: 'sms',
        capabilities: SMS_CAPABILITIES,
        media,
        send: (m) => sendByTwilio(sms, m),
        findSent: (m, search) => findSentByTwilio(sms, m, search),
        redact: (id) => redactByTwilio(client, id),
      },
      {
        name: 'whatsapp',
        capabilities: whatsappCapabilities(settings.contentSids, settings.knockSids, settings.newsSids, settings.checkInSids),
        media,
        send: (m) => sendByTwilio(whatsapp, m),
        findSent: (m, search) => findSentByTwilio(whatsapp, m, search),
        redact: (id) => redactByTwilio(client, id),
      },
    ],
  }
}
