import type { Settings, TwilioSettings } from '../config/index.ts'
import type { ChannelHost, ChannelModule } from './channel.ts'
import { twilioChannels } from './twilio/index.ts'
import { webChannel, type WebDeps } from './web/index.ts'

export interface RegistryDeps {
  readonly settings: Settings
  /** The account of the settings, or the demo provider's. */
  readonly twilio: TwilioSettings
  readonly host: ChannelHost
  readonly web: Omit<WebDeps, 'host'>
}

/** Every way of reaching a person: one line each. */
export function openChannels(deps: RegistryDeps): ChannelModule[] {
  return [
    twilioChannels(deps.twilio, deps.host),
    webChannel({ host: deps.host, ...deps.web }),
  ]
}
