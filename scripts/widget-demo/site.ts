import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ForeignSite {
  readonly origin: string
  stop(): Promise<void>
}

/** Rules that a host page may have and the widget must not feel. */
const CSS = `body { font: 18px/1.6 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
* { letter-spacing: 0.02em } button, iframe, a { border: 3px dotted #777 } svg { display: none }`

/**
 * A site of somebody else, on an origin of its own (localhost is another site than 127.0.0.1), with a content security policy that lets in
 * nothing but the widget's script and frame.
 */
export async function startForeignSite(options: {
  puenteUrl: () => string
  port?: number
  lang?: string
  entry?: string
}): Promise<ForeignSite> {
  const server = createServer((req, res) => {
    const puente = options.puenteUrl()
    if (req.url === '/site.css') return void res.writeHead(200, { 'content-type': 'text/css' }).end(CSS)
    res.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self'; script-src ${puente}; frame-src ${puente}; base-uri 'none'`,
    })
    res.end(page(puente, options.lang ?? 'es', options.entry))
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, 'localhost', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function page(puente: string, lang: string, entry: string | undefined): string {
  const code = entry === undefined ? '' : ` data-entry="${entry}"`
  return `<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>A site of somebody else</title>
    <link rel="stylesheet" href="/site.css">
    <script src="${puente}/widget.js"${code} async></script>
  </head>
  <body>
    <main lang="en">
      <h1>A site of somebody else</h1>
      <p>This page stands for the site of a consulate or a shelter. One line in its head brings the chat:</p>
      <p><code>&lt;script src="${puente}/widget.js" data-entry="CODE" async&gt;&lt;/script&gt;</code></p>
      <p><a href="#top">A link of the page itself</a></p>
    </main>
  </body>
</html>`
}
