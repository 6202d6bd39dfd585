import type { ChannelCapabilities } from '../../bot/index.ts'
import type { Settings, TwilioSettings } from '../config/index.ts'
import { BOT_CAPABILITIES, botFrameworkChannels } from './bot-framework/index.ts'
import type { ChannelHost, ChannelModule } from './channel.ts'
import { CLI_CAPABILITIES } from './cli/index.ts'
import { guardModule } from './guard.ts'
import { SMS_CAPABILITIES, twilioChannels, whatsappCapabilities } from './twilio/index.ts'
import { WEB_CAPABILITIES, type WebDeps, webChannel } from './web/index.ts'

export interface RegistryDeps {
  readonly clock: () => Date
  /** A provider is taken for down, or answers again. */
  onProviderChange(provider: string, isDown: boolean): void
  readonly settings: Settings
  /** The account of the settings, or the demo provider's. */
  readonly twilio: TwilioSettings
  readonly host: ChannelHost
  readonly web: Omit<WebDeps, 'host'>
}

/** Every way of reaching a person: one line each. */
export function openChannels(deps: RegistryDeps): ChannelModule[] {
  const modules = [
    twilioChannels(deps.twilio, deps.host),
    webChannel({ host: deps.host, ...deps.web }),
    botFrameworkChannels(deps.settings.bot, deps.host),
  ]
  return modules.map((module) => guardModule(module, deps))
}

/** Capabilities by channel name, for answering without a provider (command line, evaluation). WhatsApp as with all its templates. */
export const CAPABILITIES: Readonly<Record<string, ChannelCapabilities>> = {
  sms: SMS_CAPABILITIES,
  whatsapp: whatsappCapabilities(new Map(Array.from({ length: 9 }, (_, i) => [i + 2, '']))),
  web: WEB_CAPABILITIES,
  cli: CLI_CAPABILITIES,
  ...Object.fromEntries(Object.entries(BOT_CAPABILITIES).map(([id, capabilities]) => [`bot-${id}`, capabilities])),
}
