import type { Browser } from 'playwright-core'
import { PuenteError } from '../errors/index.ts'
import type { Logger } from '../observability/index.ts'
import { openChromium } from './chromium.ts'

/** What a page is printed on; margins are the page's own matter (CSS `@page`). */
export type PageSize = { readonly format: 'A4' | 'Letter' } | { readonly widthMm: number; readonly heightMm: number }

export interface Printer {
  /**
   * Prints a whole HTML document as PDF, with its background colours. The page has no network and runs no script: pictures are
   * inline (SVG, data:). One page at a time; whoever comes meanwhile waits.
   * @throws PuenteError P4008 when the browser cannot be started or does not finish in time
   */
  printPdf(html: string, page: PageSize): Promise<Uint8Array>
  /** Closes the browser when one is open. */
  stop(): Promise<void>
}

const IDLE_MS = 60_000
const PAGE_LIMIT_MS = 60_000

/** HTML to PDF by real Chromium: one browser, opened at the first page, closed after a minute without any and at the stop. */
export function openPrinter(deps: { readonly logger: Logger; readonly open?: () => Promise<Browser>; readonly idleMs?: number }): Printer {
  const { logger, open = openChromium, idleMs = IDLE_MS } = deps
  let browser: Promise<Browser> | undefined
  let last: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const close = async () => {
    clearTimeout(timer)
    const closing = browser
    browser = undefined
    await closing?.then((it) => it.close()).catch(() => undefined)
  }
  const opened = async () => {
    clearTimeout(timer)
    if (browser && !(await browser).isConnected()) browser = undefined
    browser ??= open()
    return await browser
  }
  const print = async (html: string, page: PageSize) => {
    try {
      return await pdfOf(await opened(), html, page)
    } catch (err) {
      logger.error({ event: 'print-failed', err })
      await close()
      throw new PuenteError('P4008', { cause: err })
    } finally {
      clearTimeout(timer)
      timer = setTimeout(() => void close(), idleMs).unref()
    }
  }
  return {
    printPdf(html, page) {
      const mine = last.then(() => print(html, page))
      last = mine.catch(() => undefined)
      return mine
    },
    async stop() {
      await last
      await close()
    },
  }
}

async function pdfOf(browser: Browser, html: string, page: PageSize): Promise<Uint8Array> {
  const context = await browser.newContext({ offline: true, javaScriptEnabled: false })
  try {
    await context.route('**/*', (route) => route.abort())
    const sheet = await context.newPage()
    await sheet.setContent(html, { waitUntil: 'load', timeout: PAGE_LIMIT_MS })
    const size = 'format' in page ? { format: page.format } : { width: `${page.widthMm}mm`, height: `${page.heightMm}mm` }
    return await inTime(sheet.pdf({ ...size, printBackground: true }))
  } finally {
    await context.close().catch(() => undefined)
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('page not printed in time', 'TimeoutError')), PAGE_LIMIT_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
