import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let t: TestApp
let browser: Browser
beforeAll(async () => {
  ;[t, browser] = await Promise.all([startTestApp(), openBrowser()])
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await t?.stop()
})

const PHONE = '+13465550931'
async function linkOf(): Promise<string> {
  const before = t.provider.messages(PHONE).filter((m) => m.direction === 'out').length
  await t.provider.deliver({ channel: 'sms', phone: PHONE, text: 'enfòmasyon mwen' })
  const replies = await t.replies(PHONE, before + 1)
  return /https?:\/\/\S+#[\w-]{22}/.exec(replies.at(-1)?.text ?? '')?.[0] ?? ''
}

test('the link of "my data" opens on a phone, in the language of the person; its secret reaches no address that is kept', async () => {
  const link = await linkOf()
  const secret = link.split('#').at(-1) ?? ''
  expect(secret).toHaveLength(22)
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: 'es', isMobile: true })
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(link)
  await page.locator('html[lang=ht] form[action="/mine"] button').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.locator('button').click()
  await page.locator(`li:has-text("${PHONE}")`).first().waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  // The browser leaves what stands behind the # out of what it asks for; it is gone from its history too.
  expect(asked.filter((url) => url.split('#')[0]?.includes(secret))).toEqual([])
  const { entries } = await (await context.newCDPSession(page)).send('Page.getNavigationHistory')
  expect(entries.length).toBeGreaterThan(1)
  expect(JSON.stringify(entries)).not.toContain(secret)
  await page.goto('about:blank')
  await page.goto(link)
  await page.locator('text=/MIS DATOS/').waitFor()
  await context.close()
}, 60_000)

test('without scripts the link is pasted', async () => {
  const link = await linkOf()
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'fr' })
  const page = await context.newPage()
  await page.goto(link)
  await page.fill('#token', link)
  await page.click('button')
  await page.locator('form[action="/mine"] button').click()
  await page.locator(`li:has-text("${PHONE}")`).first().waitFor()
  await context.close()
}, 60_000)
