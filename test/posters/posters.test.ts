import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { LANGUAGES, type Lang, type Ports } from '../../bot/index.ts'
import { countSegments } from '../../services/channels/index.ts'
import { loadMessages } from '../../services/content/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { makePoster, type PosterWanted } from '../../services/posters/index.ts'
import { openPrinter } from '../../services/print/index.ts'
import { openBrowser } from '../support/browser.ts'
import { PX_PER_MM, qrsOf } from '../support/read-qr.ts'

const SIZES = ['a4', 'letter', 'card'] as const
const MM = { a4: [210, 297], letter: [215.9, 279.4], card: [85.6, 54] } as const
/** As far from the paper as a phone is held: about three pixels to a module of the smallest QR. */
const ZOOM = { a4: 1, letter: 1, card: 2 } as const
const REACH = { whatsapp: '+15005550001', sms: '+15005550006', publicUrl: 'https://puente.example.org' }
const OFFICE = 'Consulado de Guatemala en Houston'

let browser: Browser
let page: Page
let text: Ports['text']
const printer = openPrinter({ logger: createLogger('silent') })
beforeAll(async () => {
  text = (await loadMessages('content')).text
  browser = await openBrowser()
  page = await browser.newPage()
}, 120_000)
afterAll(async () => {
  await browser.close()
  await printer.stop()
})

const make = async (over: Partial<PosterWanted> = {}, reach = REACH as Parameters<typeof makePoster>[0]['reach']) => {
  const wanted: PosterWanted = { code: 'MX7K', office: OFFICE, size: 'a4', format: 'svg', lang: 'es', ...over }
  return await makePoster({ printer, reach, text }, wanted)
}
const decoded = (svg: string, size: (typeof SIZES)[number]) => qrsOf(page, svg, { mm: MM[size], zoom: ZOOM[size] })

describe.each(SIZES)('the rendered %s', (size) => {
  test('holds the QR of every way in that is configured, and the code in each', async () => {
    const svg = Buffer.from((await make({ size })).bytes).toString()
    const all = ['SMSTO:+15005550006:MX7K', 'https://puente.example.org/?entry=MX7K&lang=es', 'https://wa.me/15005550001?text=MX7K']
    expect(await decoded(svg, size)).toEqual(size === 'card' ? all.slice(2) : all)
  }, 60_000)

  test('without WhatsApp and SMS leads to the page', async () => {
    const svg = Buffer.from((await make({ size, lang: 'ht' }, { ...REACH, whatsapp: undefined, sms: undefined })).bytes).toString()
    expect(await decoded(svg, size)).toEqual(['https://puente.example.org/?entry=MX7K&lang=ht'])
  }, 60_000)

  test('is one PDF page of that size', async () => {
    const { bytes, name } = await make({ size, format: 'pdf' })
    const pages = [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g),
    ]
    expect(name).toBe(`puente-mx7k-${size}-es.pdf`)
    expect(pages.map((m) => [m[1], m[2]].map((pt) => Math.round((Number(pt) * 25.4) / 72)))).toEqual([MM[size].map(Math.round)])
  }, 60_000)

  test.each(LANGUAGES)('in %s nothing stands over the edge, and it says what it is not', async (lang) => {
    const long = 'Consulado General de la República de Guatemala en la ciudad de Los Ángeles, California'
    const { html, outside } = await measured(size, lang, long)
    expect(outside).toEqual([])
    const said = html.replace(/<[^>]+>/g, ' ').replace(/[\s\u00a0]+/g, ' ')
    for (const key of ['poster.not_police', size === 'card' ? 'poster.free_short' : 'poster.free']) expect(said).toContain(text(lang, key))
  })
})

/** Line boxes are taller than letters: only what overlaps by half a line is one text on another. */
const OUTSIDE = `document.fonts.ready.then(() => {
  const sheet = document.querySelector('svg').getBoundingClientRect()
  const boxes = [...document.querySelectorAll('text')].map((el) => ({ said: el.textContent, box: el.getBoundingClientRect() }))
  const over = boxes.filter(({ box }) => box.left < sheet.left || box.right > sheet.right || box.bottom > sheet.bottom)
  const on = boxes.flatMap((a, i) => boxes.slice(i + 1).filter(({ box: b }) => {
    const w = Math.min(a.box.right, b.right) - Math.max(a.box.left, b.left)
    const h = Math.min(a.box.bottom, b.bottom) - Math.max(a.box.top, b.top)
    return w > 0 && h > Math.min(a.box.height, b.height) / 2
  }))
  const covered = [...document.querySelectorAll('text')].filter((el) => {
    const { left, right, top, height } = el.getBoundingClientRect()
    return [left + 2, (left + right) / 2, right - 2].some((x) => [0.3, 0.75].some((part) => document.elementFromPoint(x, top + part * height) !== el))
  }).map((el) => ({ said: 'covered: ' + el.textContent }))
  return [...over, ...on, ...covered].map(({ said }) => said)
})`

/** The page as it is printed, laid out by a real browser with its own font: texts that leave the page or stand in another's way. */
async function measured(size: (typeof SIZES)[number], lang: Lang, office: string) {
  let html = ''
  const spy = {
    printPdf: async (given: string) => {
      html = given
      return new Uint8Array()
    },
  }
  await makePoster({ printer: spy, reach: REACH, text }, { code: 'HOUSTON', office, size, format: 'pdf', lang })
  const [width, height] = MM[size]
  await page.setViewportSize({ width: Math.ceil(width * PX_PER_MM), height: Math.ceil(height * PX_PER_MM) })
  await page.setContent(html)
  const outside = await page.evaluate<string[]>(OUTSIDE)
  return { html: html.replace(/<style>.*?<\/style>/s, ''), outside }
}

test('the text for SMS is one segment in every language, with the code, the number and what it is not', async () => {
  for (const lang of LANGUAGES) {
    const ad = Buffer.from((await make({ size: 'sms', format: 'txt', lang })).bytes)
      .toString()
      .trim()
    expect([lang, countSegments(ad)]).toEqual([lang, expect.objectContaining({ segments: 1 })])
    expect(ad).toContain('MX7K')
    expect(ad).toContain('+15005550006')
    expect(ad).toMatch(/polic|lapolis/)
  }
})

test('the letters of the SVG are outlines: it looks the same whatever fonts a printer has', async () => {
  expect(Buffer.from((await make()).bytes).toString()).not.toMatch(/<text|font-family/)
})
