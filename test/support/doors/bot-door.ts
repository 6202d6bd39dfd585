import { readFileSync } from 'node:fs'
import { botFrameworkChannels } from '../../../services/channels/bot-framework/index.ts'
import type { BotSettings } from '../../../services/config/index.ts'
import { APP_ID, type BotServiceStandIn, startBotService } from './bot-service.ts'
import { type Door, serveDoor } from './door.ts'

export type Fields = Record<string, unknown>
export const BOT_CHANNELS = ['directline', 'webchat', 'msteams', 'telegram', 'emulator'] as const
export type BotChannel = (typeof BOT_CHANNELS)[number]

export interface BotDoor extends Door {
  readonly service: BotServiceStandIn
  /** Posts an activity. @param token undefined: a good one, '': none */
  post(activity: Fields, token?: string): Promise<{ status: number; body: string }>
  activity(over?: Fields): Fields
}

/** One channel of Azure Bot Service: the stand-in's address in place of Microsoft's. */
export async function botDoor(channelId: BotChannel, over: Partial<BotSettings> = {}): Promise<BotDoor> {
  const service = await startBotService()
  const settings: BotSettings = {
    appId: APP_ID,
    appSecret: 'secret-of-the-test',
    tenantId: service.tenantId,
    authorityUrl: service.url,
    serviceHosts: ['127.0.0.1'],
    isEmulator: false,
    ...over,
  }
  const server = await serveDoor((host) => botFrameworkChannels(settings, host, async () => 'token-for-the-connector'))
  const recorded = JSON.parse(readFileSync(`test/fixtures/activities/${channelId}.json`, 'utf8')) as Fields
  const activity = (changed: Fields = {}) => ({ ...recorded, serviceUrl: service.url, ...changed })
  const post = async (body: unknown, token = service.token()) => {
    const response = await fetch(`${server.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.text() }
  }
  return {
    ...server,
    name: `bot-${channelId}`,
    service,
    post,
    activity,
    write: async (text, id) => (await post(activity({ text, id }))).status,
    forge: async () => (await post(activity(), '')).status,
    garble: async () => (await post({ type: 'message', text: 'hola' })).status,
    sent: () =>
      service.posted
        .filter(({ activity: a }) => a.type === 'message')
        .map(({ activity: a }) => ({ text: wordsOf(a), choices: actionsOf(a).map(({ title }) => title) })),
    provider: {
      async behave(how) {
        if (how === 'gone') return await service.stop()
        service.behaviour = how
      },
    },
    async stop() {
      await server.stop()
      await service.stop().catch(() => undefined)
    },
  }
}

function wordsOf(activity: Fields): string {
  const [card] = (activity.attachments ?? []) as { content: { fallbackText: string } }[]
  return typeof activity.text === 'string' ? activity.text : (card?.content.fallbackText ?? '')
}

function actionsOf(activity: Fields): { title: string }[] {
  return (activity.suggestedActions as { actions: { title: string }[] } | undefined)?.actions ?? []
}
