import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express'
import twilio from 'twilio'
import type { TwilioSettings } from '../../config/index.ts'
import { type ErrorCode, errorBody, PuenteError } from '../../errors/index.ts'
import type { ChannelHost } from '../channel.ts'
import { parseInbound } from './parse-inbound.ts'
import { parseStatus } from './parse-status.ts'
import { isSigned } from './verify-signature.ts'

const MAX_BODY = '64kb'

/**
 * Twilio's two webhooks. Verified inside the handlers (a check beside the door can be walked around), answered with an
 * empty `<Response/>` as soon as the message is stored: the reply leaves by the API, from the outbox.
 */
export function twilioRouter(settings: Pick<TwilioSettings, 'authToken'>, host: ChannelHost): Router {
  const router = Router({ caseSensitive: true, strict: true })
  // extended: false keeps values as sent (no nesting, no trimming): every change would break the signature.
  const form = express.urlencoded({ extended: false, limit: MAX_BODY, parameterLimit: 500 })
  const verified = (req: Request, res: Response): Record<string, string | string[]> | undefined => {
    const fields = { ...(req.body as Record<string, string | string[]> | undefined) }
    const signature = req.header('x-twilio-signature')
    if (isSigned({ authToken: settings.authToken, publicUrl: host.publicUrl, pathAndQuery: req.originalUrl, signature, fields }))
      return fields
    refuse(res, 'P1003')
    return undefined
  }
  router.post('/webhooks/twilio/messages', form, async (req, res) => {
    const fields = verified(req, res)
    if (!fields) return
    const parsed = parseInbound(fields)
    if (!parsed.ok) return refuse(res, 'P1002', parsed.fields.join(', '))
    await host.receive(parsed.incoming)
    res.type('text/xml').send(new twilio.twiml.MessagingResponse().toString())
  })
  router.post('/webhooks/twilio/status', form, async (req, res) => {
    const fields = verified(req, res)
    if (!fields) return
    const parsed = parseStatus(fields, typeof req.query.m === 'string' ? req.query.m : undefined)
    if (!parsed.ok) return refuse(res, 'P1002', parsed.fields.join(', '))
    if (parsed.report) await host.updateDelivery(parsed.report)
    res.type('text/xml').send(new twilio.twiml.MessagingResponse().toString())
  })
  // What the form parser refuses (too large, too many fields) is told in the provider's own form too.
  router.use('/webhooks/twilio', ((error: { type?: string; status?: number }, _req, res, next) => {
    if (res.headersSent || (error.status ?? 500) >= 500) return next(error)
    refuse(res, error.status === 413 ? 'P1005' : 'P1002')
  }) satisfies ErrorRequestHandler)
  return router
}

/** Refusals are TwiML with the error in a comment, so that Twilio's debugger shows it; nothing of the request is echoed. */
function refuse(res: Response, code: ErrorCode, detail?: string): void {
  const { message } = errorBody(code, detail).error
  const twiml = new twilio.twiml.MessagingResponse()
  twiml.comment(`${code} ${message}`)
  res.status(new PuenteError(code).status).type('text/xml').send(twiml.toString())
}
