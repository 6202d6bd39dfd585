import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { codeFor } from '../support/codes.ts'
import { signedIn } from '../support/console-client.ts'
import { qrsOf } from '../support/read-qr.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const A4 = { mm: [210, 297], zoom: 1 } as const

let t: TestApp
let browser: Browser
let qrs: (string | undefined)[]
beforeAll(async () => {
  await ensureConsole(process.cwd())
  t = await startTestApp({ CONTENT_GRACE_UNTIL: '2027-06-30' })
  browser = await openBrowser()
  const carlos = await signedIn(t.app.url, t.app.demoStaff, 'Carlos')
  const poster = await carlos.bytes('/offices/demo-consulate/entry-codes/HOUSTON/poster?size=a4&format=svg&lang=es')
  const page = await browser.newPage()
  qrs = await qrsOf(page, await poster.text(), A4)
  await page.close()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await t?.stop()
})

const cases = async () =>
  await t.app.store.db.selectFrom('care_case').select(['office_id', 'country', 'channel']).orderBy('opened_at').execute()

/** Writes in the chat and waits until the last answer has been drawn. */
async function write(page: Page, text: string): Promise<string> {
  const before = await page.locator('.message.bot').count()
  await page.fill('#text', text)
  await page.keyboard.press('Enter')
  await page.locator('.message.bot').nth(before).waitFor()
  return await page.locator('.message.bot').nth(before).innerText()
}
async function chat(url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, locale: 'es-MX', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(url)
  return page
}
async function agree(page: Page): Promise<void> {
  await write(page, 'quiero hablar con una persona')
  const yes = page.locator('.message.bot button', { hasText: /^S[ií]/ }).last()
  await yes.waitFor()
  await yes.click()
}

test('from the QR for the web on the poster: the chat, a question, consent, and the case stands at the consulate', async () => {
  const link = qrs.find((qr) => qr?.startsWith(t.app.url)) ?? ''
  expect(link).toBe(`${t.app.url}/?entry=HOUSTON&lang=es`)
  const page = await chat(link)
  expect(await write(page, 'perdí mi pasaporte')).toMatch(/Consulado de Guatemala en Houston[\s\S]*pasaporte/i)
  await agree(page)
  await until(async () => (await cases()).length === 1)
  expect(await cases()).toMatchObject([{ office_id: 'demo-consulate', country: 'gt', channel: 'web' }])
}, 60_000)

test('the same words without the poster go elsewhere', async () => {
  const page = await chat(`${t.app.url}/?lang=es`)
  await write(page, 'hola')
  await agree(page)
  await until(async () => (await cases()).length === 2)
  expect((await cases())[1]).toMatchObject({ office_id: 'demo-casa', country: null })
}, 60_000)

test('from the QRs for WhatsApp and SMS: what the phone writes by itself leads to the consulate', async () => {
  const whatsapp = new URL(qrs.find((qr) => qr?.startsWith('https://wa.me/')) ?? '')
  const [, smsTo, smsText] = (qrs.find((qr) => qr?.startsWith('SMSTO:')) ?? '').split(':')
  expect([whatsapp.pathname, smsTo]).toEqual(['/15005550001', '+15005550006'])
  for (const [channel, phone, text] of [
    ['whatsapp', '+13465550301', whatsapp.searchParams.get('text') ?? ''],
    ['sms', '+13465550302', smsText ?? ''],
  ] as const) {
    const before = (await cases()).length
    const out = () => t.provider.messages(phone).filter((m) => m.direction === 'out')
    const tell = async (said: string) => {
      const count = out().length
      await t.provider.deliver({ channel, phone, text: said })
      return (await t.replies(phone, count + 1))[count]?.text ?? ''
    }
    expect(await tell(text)).toContain('Consulado de Guatemala en Houston')
    await tell('PERSONA')
    await until(async () => {
      await tell('SI')
      return (await cases()).length > before
    })
    expect((await cases()).at(-1)).toMatchObject({ office_id: 'demo-consulate', country: 'gt', channel })
  }
}, 60_000)

test('staff of the consulate make a code on the console and print it; both themes pass axe; it fits a phone', async () => {
  const page = await chat(`${t.app.url}/console/`)
  const member = t.app.demoStaff?.find(({ name }) => name === 'Carlos')
  await page.fill('#email', member?.email ?? '')
  await page.fill('input[type=password]', member?.password ?? '')
  await page.keyboard.press('Enter')
  await page.fill('#code', await codeFor(member?.totpSecret ?? ''))
  await page.keyboard.press('Enter')
  await page.click('a[href="#/codes"]')
  await page.locator('.codes .code', { hasText: 'HOUSTON' }).waitFor()
  await page.fill('[name=label]', 'Feria')
  await page.fill('[name=word]', 'houstan')
  await page.click('.card-form button')
  await page.locator('[role=alert]').waitFor()
  expect(await page.locator('[role=alert]').innerText()).toMatch(/too like another code/)
  await page.fill('[name=word]', 'dallas')
  await page.click('.card-form button')
  const made = page.locator('.codes li', { has: page.locator('.code', { hasText: 'DALLAS' }) })
  await made.waitFor()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeViolations(page)).toEqual([])
  }
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  await made.locator('select').selectOption('ht')
  const [download] = await Promise.all([page.waitForEvent('download'), made.locator('a', { hasText: 'PDF' }).first().click()])
  expect(download.suggestedFilename()).toBe('puente-dallas-a4-ht.pdf')
  await made.locator('summary').last().click()
  await made.locator('[name=redirectTo]').fill('HOUSTON')
  await made.locator('form button').click()
  await made.locator('text=lleva a HOUSTON').waitFor()
}, 60_000)
