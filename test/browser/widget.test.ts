import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, FrameLocator, Page } from 'playwright-core'
import { type ForeignSite, startForeignSite } from '../../scripts/widget-demo/site.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { line } from '../support/chat-replies.ts'
import { type ChatStandIn, startChatStandIn } from '../support/chat-stand-in.ts'

const DESK = { width: 1200, height: 900 }
const PHONE = { width: 360, height: 640 }

let browser: Browser
let server: ChatStandIn
let site: ForeignSite
let context: BrowserContext
let page: Page
let complaints: string[]
let asked: string[]

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())
afterEach(async () => {
  await context.close()
  await server.stop()
  await site.stop()
})

async function open(options: { lang?: string; entry?: string; isAllowed?: boolean; viewport?: typeof DESK; dark?: boolean } = {}) {
  site = await startForeignSite({ puenteUrl: () => server.url, ...options })
  const sites = options.isAllowed === false ? ['https://another.example'] : [site.origin]
  server = await startChatStandIn({ answer: ({ text }) => [line(`eco ${text}`)], sites })
  context = await browser.newContext({
    viewport: options.viewport ?? DESK,
    locale: 'en-US',
    reducedMotion: 'reduce',
    colorScheme: options.dark ? 'dark' : 'light',
  })
  page = await context.newPage()
  complaints = []
  asked = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (request.url().startsWith(server.url)) asked.push(new URL(request.url()).pathname)
  })
  await page.goto(`${site.origin}/`)
  await page.locator('puente-chat').waitFor({ state: 'attached' })
}

const chat = (): FrameLocator => page.frameLocator('iframe')
async function ask(text: string) {
  // The page has come to life: before that a press would be a press on a form.
  await chat().locator('#language option').first().waitFor({ state: 'attached' })
  await chat().locator('#text').fill(text)
  await chat().locator('#send').click()
  await chat().locator(`.message.bot .bubble:has-text("eco ${text}")`).waitFor()
}

describe('the chat on a site of another origin', () => {
  test('opens on a press, answers, and is still there on the next page of the site; no cookie of ours is set', async () => {
    await open({ entry: 'HOUSTON' })
    // Nothing but the script before somebody wants it.
    expect(asked).toEqual(['/widget.js'])
    await page.getByRole('button', { name: 'Pregunte a Puente' }).click()
    await ask('perdí mi acta')
    expect(server.inbound()).toMatchObject([{ text: 'perdí mi acta', entryCode: 'HOUSTON', langHint: 'es' }])
    await page.goto(`${site.origin}/another`)
    await page.getByRole('button', { name: 'Pregunte a Puente' }).click()
    await chat().locator('.message.bot .bubble:has-text("eco perdí mi acta")').waitFor()
    await ask('y la CURP')
    expect(server.inbound()).toHaveLength(2)
    expect(await context.cookies()).toEqual([])
    expect(complaints).toEqual([])
  })

  test('a cut is mended: what was said meanwhile comes once', async () => {
    await open()
    await page.getByRole('button', { name: 'Pregunte a Puente' }).click()
    await ask('uno')
    await server.cut()
    await chat().locator('#link.lost').waitFor()
    server.say(line('mientras tanto'))
    await server.back()
    await chat().locator('.bubble:has-text("mientras tanto")').waitFor()
    expect(await chat().locator('.bubble:has-text("mientras tanto")').count()).toBe(1)
  })

  test.each([
    ['ht', 'Mande Puente'],
    ['fr-CA', 'Demandez à Puente'],
    ['pt', 'Pergunte ao Puente'],
    ['de', 'Ask Puente'],
  ])('speaks the language of the page: %s', async (lang, name) => {
    await open({ lang })
    await page.getByRole('button', { name }).click()
    await chat().locator('#composer').waitFor()
    // The page takes its language after its form stands: wait for the state, which a wrong language never reaches.
    await chat()
      .locator(`html[lang="${lang === 'de' ? 'en' : lang.slice(0, 2)}"]`)
      .waitFor({ state: 'attached' })
  })

  test('feels nothing of the rules of the page, nor the page of its own', async () => {
    await open()
    const style = (of: string) =>
      page.evaluate(`(({ borderStyle, letterSpacing }) => [borderStyle, letterSpacing])(getComputedStyle(${of}))`)
    expect(await style("document.querySelector('puente-chat').shadowRoot.querySelector('.open')")).toEqual(['none', 'normal'])
    expect(await page.getByRole('button').locator('svg').isVisible()).toBe(true)
    expect(await style("document.querySelector('main a')")).toEqual(['dotted', '0.36px'])
  })

  test('by keyboard: opens, Escape closes, the focus goes back to where it was', async () => {
    await open()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.className')).toBe('close')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.className')).toBe('open')
  })

  test('on a small screen it fills it', async () => {
    await open({ viewport: PHONE })
    await page.getByRole('button', { name: 'Pregunte a Puente' }).click()
    expect(await page.getByRole('dialog').boundingBox()).toEqual({ x: 0, y: 0, ...PHONE })
    await ask('hola')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  })

  test('quick exit leaves the whole page, and nothing comes back', async () => {
    await open()
    await context.route('https://www.google.com/**', (route) => route.fulfill({ body: 'weather', contentType: 'text/html' }))
    await page.getByRole('button', { name: 'Pregunte a Puente' }).click()
    await ask('peligro')
    await chat().locator('#exit').click()
    await page.waitForURL(/google\.com\/search/)
    await page.goto(`${site.origin}/`)
    await page.getByRole('button', { name: 'Pregunte a Puente' }).click()
    await chat().locator('#intro').waitFor()
    expect(await chat().locator('.message').count()).toBe(0)
  })

  test.each([
    ['light', DESK],
    ['dark', DESK],
    ['light', PHONE],
  ] as const)('axe finds nothing, shut or open, %s %p', async (scheme, viewport) => {
    await open({ viewport, dark: scheme === 'dark' })
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('button', { name: 'Pregunte a Puente' }).click()
    await ask('hola')
    expect(await axeViolations(page)).toEqual([])
    const inside = page.frames().find((frame) => frame.url().startsWith(server.url))
    if (!inside) throw new Error('the frame is gone')
    expect(await axeViolations(inside)).toEqual([])
  })
})

describe('a site that is not in the list', () => {
  test('shows a plain link to the chat, with its language and code', async () => {
    await open({ isAllowed: false, lang: 'ht', entry: 'MX7K' })
    const link = page.locator('puente-chat a')
    expect(await link.getAttribute('href')).toBe(`${server.url}/?lang=ht&entry=MX7K`)
    expect(await link.innerText()).toMatch(/enfòmasyon gratis/)
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await page.goto((await link.getAttribute('href')) ?? '')
    await page.fill('#text', 'bonjou')
    await page.click('#send')
    await page.locator('.message.bot').first().waitFor()
    expect(server.inbound()).toMatchObject([{ entryCode: 'MX7K', langHint: 'ht' }])
  })

  test('cannot put the page into a frame by itself either', async () => {
    await open({ isAllowed: false })
    await page.evaluate(`document.body.append(Object.assign(document.createElement('iframe'), { src: '${server.url}/embed' }))`)
    await page.waitForEvent('console', (message) => /frame-ancestors/.test(message.text()))
    expect(await chat().locator('#composer').count()).toBe(0)
  })

  test('without any site in the settings, and for the page itself, framing stays closed', async () => {
    await open({ isAllowed: false })
    const own = await fetch(`${server.url}/`)
    expect(own.headers.get('content-security-policy')).toContain("frame-ancestors 'self';")
    expect(own.headers.get('x-frame-options')).toBe('SAMEORIGIN')
    const embed = await fetch(`${server.url}/embed`)
    expect(embed.headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://another.example;")
  })
})

describe('the key of a frame', () => {
  test('is given only to the frame, counts only there, and a wrong one opens nothing', async () => {
    await open()
    const post = async (headers: Record<string, string>) =>
      await fetch(`${server.url}/chat/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ id: crypto.randomUUID(), text: 'hola' }),
      })
    const embedded = await post({ 'x-puente-embed': '1' })
    expect(embedded.headers.get('set-cookie')).toBeNull()
    const { visitor } = (await embedded.json()) as { visitor: string }
    expect(visitor).toMatch(/^[\w-]{43}$/)
    expect(await (await post({})).json()).not.toHaveProperty('visitor')
    const session = async (headers: Record<string, string>) =>
      ((await (await fetch(`${server.url}/chat/session`, { headers })).json()) as { isKnown: boolean }).isKnown
    expect(await session({ 'x-puente-embed': '1', authorization: `Bearer ${visitor}` })).toBe(true)
    expect(await session({ authorization: `Bearer ${visitor}` })).toBe(false)
    expect(await session({ 'x-puente-embed': '1', cookie: `puente=${visitor}` })).toBe(false)
    // A page of another origin still cannot write in a frame's name.
    expect((await post({ 'x-puente-embed': '1', authorization: `Bearer ${visitor}`, origin: site.origin })).status).toBe(403)
  })
})
