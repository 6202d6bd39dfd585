import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const START_MS = 180_000
const SCHEMES = ['light', 'dark'] as const

let app: TestApp
let browser: Browser
let context: BrowserContext | undefined

beforeAll(async () => {
  // One after the other: a service that does not start must not leave a browser open that nobody closes.
  app = await startTestApp()
  browser = await openBrowser()
}, START_MS)
afterAll(async () => {
  await browser?.close()
  await app?.stop()
})
afterEach(() => context?.close())

async function open(path: string, options: { colorScheme?: 'light' | 'dark'; width?: number } = {}): Promise<Page> {
  const viewport = { width: options.width ?? 360, height: 800 }
  context = await browser.newContext({ viewport, locale: 'es-MX', reducedMotion: 'reduce', colorScheme: options.colorScheme ?? 'light' })
  const page = await context.newPage()
  await page.goto(app.app.url + path)
  return page
}

describe('the whole service, from a phone', () => {
  test('"me deportaron y perdí mi acta" is answered with a card of Mexico, its source and its date', async () => {
    const page = await open('/')
    await page.fill('#text', 'me deportaron y perdí mi acta')
    await page.keyboard.press('Enter')
    const first = page.locator('.message.bot').first()
    await first.waitFor()
    // The country decides here: it is asked for when nothing said it.
    if ((await first.locator('article.card').count()) === 0) await first.locator('button:text-is("México")').click()
    const card = page.locator('article.card').first()
    await card.waitFor()
    expect(await card.locator('h2').innerText()).toMatch(/acta/i)
    expect(await card.locator('footer a').first().getAttribute('href')).toMatch(/^https?:/)
    expect(await card.locator('.date').innerText()).toMatch(/dato de .*20\d\d|La fuente no dice fecha/i)
    const before = await page.locator('.message').count()
    await page.reload()
    await card.waitFor()
    expect(await page.locator('.message').count()).toBe(before)
  })

  test.each(SCHEMES)('axe finds nothing on the page of a card, %s', async (colorScheme) => {
    const page = await open('/c/mx.birth-certificate?lang=es', { colorScheme })
    expect(await page.locator('h1').innerText()).toMatch(/acta/i)
    expect(await axeViolations(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  })

  test.each(SCHEMES)('the simulator: SMS, WhatsApp and web answer side by side; axe finds nothing, %s', async (colorScheme) => {
    const page = await open('/simulator/', { colorScheme, width: 1360 })
    await page.fill('#sms-text', 'me deportaron a mexico y perdi mi acta')
    await page.press('#sms-text', 'Enter')
    const sms = page.locator('[data-phone=sms] .bubble.out').first()
    await sms.waitFor()
    expect(await sms.locator('.meta').innerText()).toMatch(/^[12] segments? · GSM-7/)
    await page.locator('[data-phone=sms] .mark:text("delivered")').first().waitFor()
    await page.fill('#whatsapp-text', 'papeles')
    await page.press('#whatsapp-text', 'Enter')
    await page.locator('[data-phone=whatsapp] .bubble.out').first().waitFor()
    const web = page.frameLocator('iframe')
    await web.locator('#text').fill('hola')
    await web.locator('#send').click()
    await web.locator('.message.bot').first().waitFor()
    expect(await axeViolations(page)).toEqual([])
  })

  test('a voice note from the simulator: said honestly that nobody listens, with a person to ask for', async () => {
    const page = await open('/simulator/', { width: 1360 })
    await page.setInputFiles('#whatsapp-file', { name: 'nota.ogg', mimeType: 'audio/ogg', buffer: Buffer.from('OggS-a-note') })
    await page.locator('[data-phone=whatsapp] .media:text("Voice note")').waitFor()
    const answer = page.locator('[data-phone=whatsapp] .bubble.out:has-text("no la puedo escuchar")')
    await answer.waitFor()
    expect(await answer.innerText()).toMatch(/PERSONA/)
    await page.click('[data-record]')
    await page.locator('text=No microphone here').waitFor()
  })

  test('the simulator fits a phone', async () => {
    const page = await open('/simulator/')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.fill('[data-number=sms]', '12')
    await page.keyboard.press('Tab')
    await page.locator('text=Write the number as').waitFor()
  })
})
