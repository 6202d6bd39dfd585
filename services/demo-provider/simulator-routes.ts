import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'
import { z } from 'zod'
import { errorBody } from '../errors/index.ts'
import type { DemoMessage, DemoProvider } from './provider.ts'

const PAGE = join(dirname(fileURLToPath(import.meta.url)), 'page')

/** As WhatsApp: 16 MB. */
const MAX_MEDIA = '16mb'
const MEDIA = /^(audio|image|video|application)\/[\w.+-]+$/

const Typed = z.strictObject({
  channel: z.enum(['sms', 'whatsapp']),
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/),
  text: z.string().max(1600),
  choiceId: z.string().max(200).optional(),
})

/** The page with two phones and the web chat, and the calls behind its phones. Only mounted with the demo provider. */
export function simulatorRouter(provider: DemoProvider): Router {
  const router = Router()
  router.use('/simulator', express.static(PAGE, { index: 'index.html', redirect: true }))
  router.post('/simulator/messages', express.json({ limit: '64kb' }), async (req, res) => {
    const parsed = Typed.safeParse(req.body)
    if (!parsed.success) {
      res.status(400).json(errorBody('P1002', parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ')))
      return
    }
    const { choiceId, ...typed } = parsed.data
    res.status(202).json({ webhookStatus: await provider.deliver({ ...typed, ...(choiceId ? { choiceId } : {}) }) })
  })
  router.post('/simulator/media', express.raw({ limit: MAX_MEDIA, type: () => true }), async (req, res) => {
    const parsed = Typed.safeParse({ channel: req.query.channel, phone: req.query.phone, text: '' })
    const contentType = req.header('content-type')?.split(';')[0] ?? ''
    if (!parsed.success || !MEDIA.test(contentType) || !Buffer.isBuffer(req.body))
      return void res.status(400).json(errorBody('P1002', 'media'))
    const { channel, phone } = parsed.data
    res.status(202).json({ webhookStatus: await provider.deliver({ channel, phone, text: '', media: { contentType, bytes: req.body } }) })
  })
  router.get('/simulator/stream', (req, res) => {
    const phone = String(req.query.phone ?? '')
    res.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    res.flushHeaders()
    const write = (message: unknown) => res.write(`data: ${JSON.stringify(message)}\n\n`)
    for (const message of provider.messages(phone)) write(message)
    const writeOwn = (message: DemoMessage) => message.phone === phone && write(message)
    const stops = [provider.onMessage(writeOwn), provider.onStatus(writeOwn)]
    res.on('close', () => {
      for (const stop of stops) stop()
    })
  })
  return router
}
