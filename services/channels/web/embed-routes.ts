import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Response, Router } from 'express'

const HERE = dirname(fileURLToPath(import.meta.url))
const text = (...path: string[]) => readFileSync(join(HERE, ...path), 'utf8')

/** The widget for other sites and the page in its frame: the same page, known by a key instead of a cookie. */
export function embedRouter(sites: readonly string[]): Router {
  const router = Router()
  const widget = text('embed', 'widget.js').replace('const SITES = []', `const SITES = ${JSON.stringify(sites)}`)
  const page = text('page', 'index.html').replace('<script', '<script type="module" src="embed.js"></script>\n    <script')
  const script = text('embed', 'embed.js')
  router.get('/widget.js', (_req, res) => {
    // Made for other origins: the default would keep their browsers from loading it.
    res.set('Cross-Origin-Resource-Policy', 'cross-origin')
    send(res, 'js', widget)
  })
  router.get('/embed.js', (_req, res) => send(res, 'js', script))
  router.get('/embed', (_req, res) => {
    allowFraming(res, sites)
    send(res, 'html', page)
  })
  return router
}

function send(res: Response, type: string, body: string): void {
  res.set('Cache-Control', 'public, max-age=300').type(type).send(body)
}

/** Who may put the page into a frame is decided here, not by the script: a site that is not listed gets an empty frame. */
function allowFraming(res: Response, sites: readonly string[]): void {
  const policy = String(res.getHeader('Content-Security-Policy') ?? '')
  res.set('Content-Security-Policy', policy.replace("frame-ancestors 'self'", ["frame-ancestors 'self'", ...sites].join(' ')))
  // The older header knows no list.
  res.removeHeader('X-Frame-Options')
}
