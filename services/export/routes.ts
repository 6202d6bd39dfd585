import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Request, Router } from 'express'
import { z } from 'zod'
import { LANGUAGES, type Lang } from '../../bot/index.ts'
import type { TextOf } from '../content/index.ts'
import { hashOfToken, type Vault } from '../privacy/index.ts'
import { type Engine, findExportLink, insertAudit, spendExportLink } from '../store/index.ts'
import { collectPerson } from './collect.ts'
import { askPage, dataPage, firstPage, gonePage } from './pages.ts'

export interface ExportDeps {
  readonly engine: Engine
  readonly vault: Vault
  readonly clock: () => Date
  text: TextOf
}

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'page', 'page.js')
const MAX_BODY = '4kb'
const Body = z.object({ token: z.string().max(500) })

/** The secret of what was given: the link as a whole, where it was pasted, or what stands behind its #. */
function tokenOf(req: Request): string {
  const given = Body.safeParse(req.body).data?.token ?? ''
  return given.trim().split('#').at(-1) ?? ''
}

/**
 * The one-time link of "my data". Its secret stands behind the #, so that no log and no proxy has it: the page that it opens sends it on
 * by POST. `/mine/ask` asks, in the person's language, and uses nothing up; `POST /mine` shows, once. Whoever guesses gets the same page
 * as whoever comes late.
 */
export function exportRouter(deps: ExportDeps): Router {
  const router = Router()
  const { db } = deps.engine
  const spoken = (req: Request): Lang => {
    const accepted = req.header('accept-language')?.toLowerCase()
    return LANGUAGES.find((lang) => accepted?.startsWith(lang)) ?? 'es'
  }
  const langOf = (name: string | undefined, req: Request) => LANGUAGES.find((lang) => lang === name) ?? spoken(req)
  router.use('/mine', (_req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' }).type('html')
    next()
  })
  router.use('/mine', express.urlencoded({ extended: false, limit: MAX_BODY }))
  router.get('/mine', (req, res) => void res.send(firstPage(spoken(req), deps.text)))
  router.get('/mine/page.js', (_req, res) => void res.type('js').sendFile(SCRIPT, { cacheControl: false }))
  router.post('/mine/ask', async (req, res) => {
    const token = tokenOf(req)
    const link = await findExportLink(db, hashOfToken(token), deps.clock().getTime())
    const lang = langOf(link?.lang, req)
    if (link) res.send(askPage(lang, deps.text, token))
    else res.status(410).send(gonePage(lang, deps.text))
  })
  router.post('/mine', async (req, res) => {
    const now = deps.clock().getTime()
    const tokenHash = hashOfToken(tokenOf(req))
    const link = await findExportLink(db, tokenHash, now)
    const lang = langOf(link?.lang, req)
    if (!link || !(await spendExportLink(db, tokenHash, now))) return void res.status(410).send(gonePage(lang, deps.text))
    const data = await collectPerson(db, deps.vault, link.person_id)
    await insertAudit(db, { at: now, kind: 'exported', conversationId: null, details: { by: 'person', messages: data.messages.length } })
    res.send(dataPage(lang, deps.text, data))
  })
  // Links of releases before had their secret in the path: they open nothing any more.
  router.get('/mine/:old', (req, res) => void res.status(410).send(gonePage(spoken(req), deps.text)))
  return router
}
