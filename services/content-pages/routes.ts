import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Router } from 'express'
import { LANGUAGES } from '../../bot/vocabulary.ts'
import { type Library, languagesOf, type TextOf } from '../content/index.ts'
import { cardPage } from './card-page.ts'

const CSS = join(dirname(fileURLToPath(import.meta.url)), 'card.css')

/** Public pages of cards: /c/<card>?lang=xx. A card past its date is not shown as current here either. */
export function contentPagesRouter(content: { library: () => Library; text: TextOf }): Router {
  const router = Router()
  router.get('/card.css', (_req, res) => {
    res.sendFile(CSS, { maxAge: '1h' })
  })
  router.get('/c/:id', (req, res, next) => {
    const library = content.library()
    const file = library.file(req.params.id)
    if (!file) return next()
    const languages = languagesOf(file)
    const lang = LANGUAGES.find((l) => l === req.query.lang) ?? 'es'
    const card = library.card(file.id, lang)
    if (!card || card.freshness === 'expired') return next()
    res
      .set('Cache-Control', 'public, max-age=300')
      .type('html')
      .send(cardPage({ card, lang: card.lang, languages, sources: file.sources, text: content.text }))
  })
  return router
}
