import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'
import { z } from 'zod'
import { LANGUAGES } from '../../../bot/index.ts'
import { errorBody } from '../../errors/index.ts'
import type { ChannelHost, Incoming } from '../channel.ts'
import { embedRouter } from './embed-routes.ts'
import { type ChatHistory, streamChat } from './stream.ts'
import { ensureVisitor, forgetVisitor, isEmbedded, visitorOf } from './visitor.ts'

const PAGE = join(dirname(fileURLToPath(import.meta.url)), 'page')

/** What the page posts; the browser makes the id, so that a message sent twice counts once. */
const ChatMessage = z.strictObject({
  id: z.uuid(),
  text: z.string().max(8000),
  choiceId: z.string().max(256).optional(),
  lang: z.enum(LANGUAGES).optional(),
  entry: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,40}$/)
    .optional(),
})

export interface WebDeps {
  readonly host: ChannelHost
  readonly history: ChatHistory
  readonly limiter: express.RequestHandler
  /** Origins that may show the page in a frame. */
  readonly sites: readonly string[]
}

/** The chat page and its three calls: post a message, stream what is new, end. */
export function webRouter({ host, history, limiter, sites }: WebDeps): Router {
  const router = Router()
  router.use(embedRouter(sites))
  const isSecure = host.publicUrl.startsWith('https://')
  router.use(express.static(PAGE, { index: 'index.html', maxAge: '5m', etag: true }))
  router.post('/chat/messages', requireSameOrigin(host), express.json({ limit: '64kb' }), limiter, async (req, res) => {
    const parsed = ChatMessage.safeParse(req.body)
    if (!parsed.success) {
      res.status(400).json(errorBody('P1002', parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ')))
      return
    }
    const visitor = ensureVisitor(req, res, { isSecure })
    const { id, text, choiceId, lang, entry } = parsed.data
    // The id is the browser's: bound to the visitor, so that nobody can block another's message by guessing it.
    // By a hash: what is stored open must be no part of the cookie.
    const providerId = `${createHash('sha256').update(visitor).digest('base64url').slice(0, 12)}:${id}`
    const incoming: Incoming = {
      channel: 'web',
      address: visitor,
      providerId,
      message: {
        text,
        attachments: [],
        ...(choiceId === undefined ? {} : { choiceId }),
        ...(lang === undefined ? {} : { langHint: lang }),
        ...(entry === undefined ? {} : { entryCode: entry }),
      },
    }
    const received = await host.receive(incoming).catch((fault: unknown) => {
      const say = host.dangerWithoutStore(incoming)
      if (say === undefined) throw fault
      // The page shows this at once, and tries again: nothing of the message is lost.
      res
        .status(503)
        .set('Retry-After', '5')
        .json({ ...errorBody('P2013'), say })
    })
    if (!received) return
    res.status(202).json({ id, isNew: received.isNew, ...(isEmbedded(req) ? { visitor } : {}) })
  })
  router.get('/chat/stream', limiter, (req, res) => {
    const visitor = visitorOf(req, { isSecure })
    if (!visitor) {
      res.status(401).json(errorBody('P1008'))
      return
    }
    void streamChat({ visitor, history, req, res })
  })
  // The cookie is closed to scripts: the page asks here whether there is a conversation to listen to.
  router.get('/chat/session', (req, res) => {
    res.set('Cache-Control', 'no-store').json({ isKnown: visitorOf(req, { isSecure }) !== undefined })
  })
  router.delete('/chat/session', requireSameOrigin(host), (_req, res) => {
    forgetVisitor(res, { isSecure })
    res.status(204).end()
  })
  return router
}

/** A page of another origin must not write in somebody's name (the cookie is SameSite=strict besides). */
function requireSameOrigin(host: ChannelHost): express.RequestHandler {
  return (req, res, next) => {
    const site = req.header('sec-fetch-site')
    const origin = req.header('origin')
    const isOurs =
      site === undefined ? origin === undefined || origin === new URL(host.publicUrl).origin : site === 'same-origin' || site === 'none'
    if (isOurs) return next()
    res.status(403).json(errorBody('P1003'))
  }
}
