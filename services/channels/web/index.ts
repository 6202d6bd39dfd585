import { randomUUID } from 'node:crypto'
import type { ChannelModule } from '../channel.ts'
import { WEB_CAPABILITIES } from './capabilities.ts'
import { type WebDeps, webRouter } from './routes.ts'

export type { WebDeps } from './routes.ts'
export type { ChatEvent, ChatHistory } from './stream.ts'
export { WEB_CAPABILITIES }

/** The chat page. Sending is nothing more than being in the store: the page's stream reads it from there. */
export function webChannel(deps: WebDeps): ChannelModule {
  return {
    router: webRouter(deps),
    channels: [{ name: 'web', capabilities: WEB_CAPABILITIES, send: async () => ({ providerId: `web:${randomUUID()}`, segments: null }) }],
  }
}
