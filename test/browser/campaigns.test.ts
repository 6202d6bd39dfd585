import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { openVault } from '../../services/privacy/index.ts'
import { addIndicator } from '../../services/store/index.ts'
import { seedAgreed } from '../campaigns/seed-agreed.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { codeFor } from '../support/codes.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const MASTER_KEY = 'ef'.repeat(32)
const IMAGES = join(process.cwd(), 'docs', 'images')
const keepsImages = process.env.UPDATE_IMAGES === '1'

let t: TestApp
let browser: Browser
let now = Date.parse('2026-11-25T18:00:00Z')

beforeAll(async () => {
  await ensureConsole(process.cwd())
  ;[t, browser] = await Promise.all([startTestApp({ MASTER_KEY }, () => new Date(now)), openBrowser()])
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await t?.stop()
})

async function signedInPage(name: string): Promise<Page> {
  const member = t.app.demoStaff?.find((m) => m.name === name)
  const context = await browser.newContext({
    viewport: { width: 1180, height: 1000 },
    locale: 'en',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${t.app.url}/console/`)
  await page.fill('input[type=email]', member?.email ?? '')
  await page.fill('input[type=password]', member?.password ?? '')
  await page.press('input[type=password]', 'Enter')
  await page.fill('input[autocomplete=one-time-code]', await codeFor(member?.totpSecret ?? ''))
  await page.press('input[autocomplete=one-time-code]', 'Enter')
  await page.locator('header nav').waitFor()
  const other = page.locator('header button', { hasText: 'English' })
  if (await other.count()) await other.click()
  return page
}

test('a campaign is written, looked at in all languages, asked for, approved by a colleague and sent', async () => {
  const vault = await openVault(t.app.store, [MASTER_KEY])
  const phones = await seedAgreed(t.app.store, vault, { count: 103, now, of: (i) => ({ phone: `+50255190${String(i).padStart(3, '0')}` }) })
  const marta = await signedInPage('Marta')
  await marta.click('a[href="#/campaigns"]')
  await marta.getByRole('button', { name: 'New campaign' }).click()
  await marta.getByLabel('Internal name').fill('Work permit')
  await marta.getByLabel('Country').selectOption('gt')
  await marta.locator('textarea[lang=es]').fill('Desde el lunes cambia la regla del permiso de trabajo.')
  await marta.locator('textarea[lang=en]').fill('From Monday the rule for the work permit changes.')
  await marta.getByLabel('Messages a minute').fill('600')
  await marta.getByRole('button', { name: 'Preview' }).click()
  const preview = marta.locator('.campaign-preview')
  await preview.getByText('Reaches at least: 100+.').waitFor()
  expect(await preview.innerText()).toContain('Another member of the institution has to approve it.')
  expect(await preview.locator('h3').count()).toBe(5)
  expect(await preview.locator('.said[lang=es]').innerText()).toContain('STOP')
  expect(await preview.innerText()).toContain('people of this language get nothing')
  expect(await axeViolations(marta)).toEqual([])
  if (keepsImages) await marta.screenshot({ path: join(IMAGES, 'console-campaign.png') })
  await marta.getByRole('button', { name: 'Save' }).click()
  await marta.getByRole('button', { name: 'Start' }).click()
  await marta.getByText('it waits for another member').waitFor()
  expect(await axeViolations(marta)).toEqual([])
  const ana = await signedInPage('Ana')
  await ana.click('a[href="#/campaigns"]')
  expect(await ana.getByRole('button', { name: 'New campaign' }).count()).toBe(0)
  await ana.getByRole('button', { name: 'Approve and start' }).click()
  await ana.getByText('Being sent').waitFor()
  await until(() => {
    now += 100
    return phones.every((phone) => t.provider.messages(phone).some((m) => m.direction === 'out' && m.text.includes('permiso de trabajo')))
  })
  expect(phones.map((phone) => t.provider.messages(phone).filter((m) => m.direction === 'out').length)).toEqual(phones.map(() => 1))
}, 180_000)

test('the indicators of a month on the page, as CSV and as a printed report, each with what it means', async () => {
  const { db } = t.app.store
  for (const [country, n] of [
    ['gt', 23],
    ['hn', 12],
    ['sv', 3],
  ] as const) {
    const row = { month: '2026-10', office_id: 'demo-casa', country, n }
    await addIndicator(db, { ...row, indicator: 'request', value: 'made' })
    await addIndicator(db, { ...row, indicator: 'contact-days', value: '1' })
  }
  await addIndicator(db, { month: '2026-10', office_id: 'demo-casa', country: 'gt', indicator: 'request', value: 'accepted', n: 20 })
  const page = await signedInPage('Marta')
  await page.click('a[href="#/indicators"]')
  await page.locator('input[type=month]').fill('2026-10')
  const request = page.locator('article', { has: page.locator('h2', { hasText: 'Requests accepted' }) })
  await request.waitFor()
  expect(await request.innerText()).toMatch(/about \d+%/)
  expect(await request.innerText()).not.toMatch(/\b3\b|El Salvador/)
  await request.locator('summary').click()
  expect(await request.innerText()).toContain('Source: Chat')
  expect(await axeViolations(page)).toEqual([])
  if (keepsImages) await page.screenshot({ path: join(IMAGES, 'console-indicators.png') })
  const [csv] = await Promise.all([page.waitForEvent('download'), page.click('a[download]')])
  const text = await readFile(await csv.path(), 'utf8')
  expect(text).toContain('2026-10,request,gt,made,20+,')
  expect(text).not.toContain('sv')
  const [pdf] = await Promise.all([page.waitForEvent('download'), page.locator('.indicators button').first().click()])
  expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe('%PDF-')
}, 120_000)
