// npm run widget:demo: a page of another origin that shows the chat. Start Puente with WIDGET_SITES=http://localhost:8090 first.

import { parseArgs } from 'node:util'
import { startForeignSite } from './widget-demo/site.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    port: { type: 'string', default: '8090' },
    lang: { type: 'string', default: 'es' },
    entry: { type: 'string' },
  },
})
const site = await startForeignSite({
  puenteUrl: () => new URL(values.url).origin,
  port: Number(values.port),
  lang: values.lang,
  ...(values.entry ? { entry: values.entry } : {}),
})
console.log(`A site of somebody else: ${site.origin}/`)
console.log(`Puente must be started with WIDGET_SITES=${site.origin}; without it the page shows a plain link.`)
