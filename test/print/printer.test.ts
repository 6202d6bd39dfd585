import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { createLogger } from '../../services/observability/index.ts'
import { openChromium, openPrinter } from '../../services/print/index.ts'

const logger = createLogger('silent')
const opened: Browser[] = []
const printer = openPrinter({
  logger,
  open: async () => {
    const browser = await openChromium()
    opened.push(browser)
    return browser
  },
})

afterAll(async () => await printer.stop())

const text = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1')
/** Sizes of the pages in millimetres. */
const pages = (pdf: Uint8Array) =>
  [...text(pdf).matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((m) =>
    [m[1], m[2]].map((pt) => Math.round((Number(pt) * 25.4) / 72)),
  )

test('a page is printed in the size that was asked for, whoever comes second waits for the same browser', async () => {
  const html = '<h1>Puente</h1>'
  const [a4, letter, card] = await Promise.all([
    printer.printPdf(html, { format: 'A4' }),
    printer.printPdf(html, { format: 'Letter' }),
    printer.printPdf('<style>@page{margin:0}body{margin:0}</style>', { widthMm: 85, heightMm: 54 }),
  ])
  expect([a4, letter, card].map((pdf) => text(pdf).slice(0, 5))).toEqual(['%PDF-', '%PDF-', '%PDF-'])
  expect([pages(a4), pages(letter), pages(card)]).toEqual([[[210, 297]], [[216, 279]], [[85, 54]]])
  expect(opened).toHaveLength(1)
})

test('a page has no network and runs no script', async () => {
  let asked = 0
  const server = createServer((_, res) => {
    asked++
    res.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const sheet = '<div style="break-after:page"></div><p>two</p>'
  const pdf = await printer.printPdf(
    `<img src="${url}/a.png"><link rel="stylesheet" href="${url}/a.css"><script>document.body.innerHTML += '${sheet}'</script>`,
    { format: 'A4' },
  )
  server.close()
  expect(asked).toBe(0)
  expect(pages(pdf)).toHaveLength(1)
})

test('a browser that ended is opened again, and the stop closes it', async () => {
  await opened.at(-1)?.close()
  expect(pages(await printer.printPdf('<p>again</p>', { format: 'A4' }))).toHaveLength(1)
  expect(opened).toHaveLength(2)
  await printer.stop()
  expect(opened.map((browser) => browser.isConnected())).toEqual([false, false])
})

test('a browser that cannot be opened is told as an error of the catalogue, and the next page tries anew', async () => {
  let tries = 0
  const broken = openPrinter({
    logger,
    open: async () => {
      tries++
      throw new TypeError('no memory')
    },
  })
  for (const _ of [1, 2]) await expect(broken.printPdf('', { format: 'A4' })).rejects.toMatchObject({ code: 'P4008' })
  expect(tries).toBe(2)
})
