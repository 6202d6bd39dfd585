import type { BotSettings } from '../../config/index.ts'
import type { Channel, ChannelHost, ChannelModule, OutgoingMessage, SendResult } from '../channel.ts'
import { type BotAddress, unpackAddress } from './address.ts'
import { createAuthorize } from './authorize.ts'
import { BOT_CAPABILITIES, botChannelName } from './capabilities.ts'
import { composeActivity, composeTyping } from './compose-activity.ts'
import { createConnector, type TokenSource } from './connector.ts'
import { fingerprint } from './parse-activity.ts'
import { type BotDoor, botRouter, closedBotRouter } from './routes.ts'

export { BOT_CAPABILITIES }

/**
 * Every channel of Azure Bot Service behind one door: Direct Line, Web Chat, Teams, Telegram, the Emulator. Without settings the
 * door is closed. @param tokens instead of Microsoft's sign-in, where the connector is a stand-in
 */
export function botFrameworkChannels(settings: BotSettings | undefined, host: ChannelHost, tokens?: TokenSource): ChannelModule {
  if (!settings) return { channels: [], router: closedBotRouter() }
  // The SDK takes a quarter of a second to load: only who uses it waits for it, and only once.
  let opening: Promise<BotDoor> | undefined
  const open = () => {
    opening ??= openDoor(settings, tokens)
    return opening
  }
  const channel = (channelId: string): Channel => {
    const capabilities = BOT_CAPABILITIES[channelId] ?? BOT_CAPABILITIES.other
    return {
      name: botChannelName(channelId),
      capabilities: capabilities as Channel['capabilities'],
      media: { headersFor: async (url) => (await open()).connector.media.headersFor(url) },
      async send({ reply, address: packed, messageId }: OutgoingMessage): Promise<SendResult> {
        const address = unpackAddress(packed)
        const activity = composeActivity({ reply, address, messageId, capabilities: capabilities as Channel['capabilities'] })
        const id = await (await open()).connector.send(address, activity)
        return { providerId: id === '' ? `bot:${messageId}` : fingerprint(address.channelId, address.conversationId, id), segments: null }
      },
    }
  }
  return { provider: 'bot-framework', router: botRouter(open, host), channels: Object.keys(BOT_CAPABILITIES).map(channel) }
}

async function openDoor(settings: BotSettings, tokens: TokenSource | undefined): Promise<BotDoor> {
  const connector = await createConnector(settings, tokens)
  return {
    connector,
    authorize: settings.isEmulator ? undefined : await createAuthorize(settings),
    // A courtesy: without it the answer comes all the same.
    showTyping: (address: BotAddress) => void connector.send(address, composeTyping(address)).catch(() => undefined),
  }
}
