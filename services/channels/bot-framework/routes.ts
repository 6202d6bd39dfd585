import express, { Router } from 'express'
import { errorBody, PuenteError } from '../../errors/index.ts'
import type { ChannelHost } from '../channel.ts'
import type { BotAddress } from './address.ts'
import type { Authorize } from './authorize.ts'
import type { Connector } from './connector.ts'
import { parseActivity } from './parse-activity.ts'

const MAX_BODY = '64kb'
const PATH = '/api/messages'

export interface BotDoor {
  /** Undefined: the Emulator, which sends no token. */
  readonly authorize: Authorize | undefined
  readonly connector: Connector
  showTyping(address: BotAddress): void
}

/** The door while no bot is registered: closed, and says how to open it. */
export function closedBotRouter(): Router {
  const router = Router({ caseSensitive: true, strict: true })
  router.all(PATH, (_req, res) => {
    res.status(new PuenteError('P2012').status).json(errorBody('P2012', 'BOT_APP_ID'))
  })
  return router
}

/**
 * Activities of Azure Bot Service. The token is looked at before the body is read; answered as soon as the message is stored,
 * the reply leaves from the outbox.
 */
export function botRouter(open: () => Promise<BotDoor>, host: ChannelHost): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const json = express.json({ limit: MAX_BODY, type: () => true })
  router.post(
    PATH,
    async (req, res, next) => {
      const { authorize } = await open()
      const answer = authorize ? await authorize(req) : { isAllowed: true, serviceUrl: undefined }
      if (!answer.isAllowed) return void res.status(new PuenteError('P1020').status).json(errorBody('P1020'))
      res.locals.serviceUrl = answer.serviceUrl
      next()
    },
    json,
    async (req, res) => {
      const { Activity } = await import('@microsoft/agents-activity')
      const door = await open()
      const activity = tryParse(() => Activity.fromObject(req.body as object))
      if (!activity) return void res.status(400).json(errorBody('P1002', 'activity'))
      const parsed = parseActivity(activity)
      if (parsed.kind === 'fault') return void res.status(400).json(errorBody('P1002', parsed.fields.join(', ')))
      if (parsed.kind === 'ignored') {
        host.ignored(parsed.channel, parsed.reason)
        // An invoke waits for an answer of its own; 501 is what the protocol has for "not here".
        return void res.status(activity.type === 'invoke' ? 501 : 200).end()
      }
      if (!isOwnService(parsed.address, res.locals.serviceUrl as string | undefined) || !door.connector.mayReach(parsed.address.serviceUrl))
        return void res.status(403).json(errorBody('P1003', 'serviceUrl'))
      const { isNew } = await host.receive(parsed.incoming)
      res.status(200).end()
      if (isNew && !parsed.incoming.message.hasJoined) door.showTyping(parsed.address)
    },
  )
  return router
}

/** A token is good for the service that it names: with another one in the activity, our answer would go to whoever wrote that in. */
function isOwnService({ serviceUrl }: BotAddress, claim: string | undefined): boolean {
  return claim === undefined || hostOf(claim) === hostOf(serviceUrl)
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}

function tryParse<T>(parse: () => T): T | undefined {
  try {
    return parse()
  } catch {
    return undefined
  }
}
