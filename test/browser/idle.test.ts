import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { openBrowser } from '../support/browser.ts'
import { codeFor } from '../support/codes.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let t: TestApp
let browser: Browser
beforeAll(async () => {
  await ensureConsole(process.cwd())
  ;[t, browser] = await Promise.all([startTestApp(), openBrowser()])
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await t?.stop()
})

const PHONE = '+13465550877'
async function newCase(): Promise<string> {
  const say = async (text: string) => {
    const sent = t.provider.messages(PHONE).filter((m) => m.direction === 'out').length
    await t.provider.deliver({ channel: 'sms', phone: PHONE, text })
    await t.replies(PHONE, sent + 1)
  }
  await say('PERSONA')
  for (let i = 0; i < 5; i++) await say('SI').catch(() => undefined)
  return (await until(async () => await t.app.store.db.selectFrom('care_case').select('id').executeTakeFirst())).id
}

test('a page that nobody uses warns, and signs out; the words that were being written are there after signing in', async () => {
  const caseId = await newCase()
  const ana = t.app.demoStaff?.find((one) => one.name === 'Ana') ?? { email: '', password: '', totpSecret: '' }
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'es', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.clock.install({ time: Date.now() })
  await page.goto(`${t.app.url}/console/#/case/${caseId}`)
  const signIn = async () => {
    await page.fill('#email', ana.email)
    await page.fill('#password', ana.password)
    await page.keyboard.press('Enter')
    await page.fill('#code', await codeFor(ana.totpSecret))
    await page.keyboard.press('Enter')
    await page.locator('header.bar').waitFor()
  }
  await signIn()
  await page.getByRole('button', { name: 'Tomar el caso' }).click()
  await page.fill('#reply', 'Le escribo mañana con la cita.')
  await page.locator('summary:text-is("Notas y seguimiento")').click()
  await page.fill('#note', 'llamar al registro')
  const warning = page.locator('.idle[role=alert]')

  await page.clock.runFor('27:00')
  expect(await warning.count()).toBe(0)
  await page.clock.runFor('01:30')
  await warning.waitFor()
  await page.keyboard.press('Shift')
  await warning.waitFor({ state: 'detached' })
  await page.clock.runFor('27:00')
  expect(await page.locator('#email').count()).toBe(0)
  await page.clock.runFor('03:30')
  await page.locator('#email').waitFor()
  expect(await page.locator('body').innerText()).not.toContain('cita')
  expect((await t.app.store.db.selectFrom('audit_event').select('kind').where('kind', '=', 'staff-signed-out').execute()).length).toBe(1)

  await signIn()
  await until(async () => (await page.inputValue('#reply')) === 'Le escribo mañana con la cita.')
  await page.locator('summary:text-is("Notas y seguimiento")').click()
  expect(await page.inputValue('#note')).toBe('llamar al registro')
  // Also on another machine, where this page's memory is not.
  await page.reload()
  await until(async () => (await page.inputValue('#reply')) === 'Le escribo mañana con la cita.')
  await context.close()
}, 120_000)
