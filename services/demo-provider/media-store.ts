import { randomBytes } from 'node:crypto'
import { type RequestHandler, Router } from 'express'

export interface DemoMedia {
  readonly contentType: string
  readonly bytes: Buffer
}

export interface MediaStore {
  readonly router: Router
  /** Keeps media of a message. @returns its path under the provider's API */
  keep(accountSid: string, messageSid: string, media: DemoMedia): string
}

const KEPT = 50

/** What people send besides words, as Twilio's API gives it out: to who has the account's credentials. */
export function createMediaStore(requireAccount: RequestHandler): MediaStore {
  const kept = new Map<string, DemoMedia>()
  const router = Router()
  router.get('/2010-04-01/Accounts/:account/Messages/:message/Media/:sid', requireAccount, (req, res) => {
    const media = kept.get(req.path)
    if (!media) return void res.status(404).json({ code: 20404, message: 'not found', status: 404 })
    res.type(media.contentType).send(media.bytes)
  })
  return {
    router,
    keep(accountSid, messageSid, media) {
      const path = `/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/ME${randomBytes(16).toString('hex')}`
      kept.set(path, media)
      if (kept.size > KEPT) kept.delete(kept.keys().next().value as string)
      return path
    },
  }
}
