import { Router } from 'express'
import { LANGUAGES, type Lang } from '../../bot/index.ts'
import type { TextOf } from '../content/index.ts'
import { hashOfToken, type Vault } from '../privacy/index.ts'
import { type Engine, findExportLink, insertAudit, spendExportLink } from '../store/index.ts'
import { collectPerson } from './collect.ts'
import { askPage, dataPage, gonePage } from './pages.ts'

export interface ExportDeps {
  readonly engine: Engine
  readonly vault: Vault
  readonly clock: () => Date
  text: TextOf
}

/** The one-time link of "my data": GET asks, POST shows, once. Whoever guesses gets the same page as whoever comes late. */
export function exportRouter(deps: ExportDeps): Router {
  const router = Router()
  const { db } = deps.engine
  const langOf = (name: string | undefined, accepted: string | undefined): Lang =>
    LANGUAGES.find((lang) => lang === name) ?? LANGUAGES.find((lang) => accepted?.toLowerCase().startsWith(lang)) ?? 'es'
  router.use('/mine', (_req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' }).type('html')
    next()
  })
  router.get('/mine/:token', async (req, res) => {
    const link = await findExportLink(db, hashOfToken(req.params.token), deps.clock().getTime())
    const lang = langOf(link?.lang, req.header('accept-language'))
    if (link) res.send(askPage(lang, deps.text, `/mine/${req.params.token}`))
    else res.status(410).send(gonePage(lang, deps.text))
  })
  router.post('/mine/:token', async (req, res) => {
    const now = deps.clock().getTime()
    const tokenHash = hashOfToken(req.params.token)
    const link = await findExportLink(db, tokenHash, now)
    const lang = langOf(link?.lang, req.header('accept-language'))
    if (!link || !(await spendExportLink(db, tokenHash, now))) return void res.status(410).send(gonePage(lang, deps.text))
    const data = await collectPerson(db, deps.vault, link.person_id)
    await insertAudit(db, { at: now, kind: 'exported', conversationId: null, details: { by: 'person', messages: data.messages.length } })
    res.send(dataPage(lang, deps.text, data))
  })
  return router
}
