import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { codeFor } from '../support/codes.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const CASES = 40
const IMAGES = join(process.cwd(), 'docs', 'images')
const keepsImages = process.env.UPDATE_IMAGES === '1'

let t: TestApp
let browser: Browser
const contexts: BrowserContext[] = []

const outOf = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
async function tell(phone: string, text: string): Promise<string> {
  const before = outOf(phone).length
  await t.provider.deliver({ channel: 'sms', phone, text })
  return (await t.replies(phone, before + 1)).at(-1)?.text ?? ''
}
const phoneOf = (i: number) => `+1346555${2000 + i}`
const QUESTIONS = [
  'perdí mi acta de nacimiento, soy de Puebla',
  'necesito mi pasaporte, soy de Honduras',
  'quiero inscribir a mi hijo en la escuela, México',
]

beforeAll(async () => {
  await ensureConsole(process.cwd())
  await mkdir(IMAGES, { recursive: true })
  ;[t, browser] = await Promise.all([startTestApp({ CONTENT_GRACE_UNTIL: '2027-06-30' }), openBrowser()])
  await Promise.all(
    Array.from({ length: CASES }, async (_, i) => {
      await tell(phoneOf(i), QUESTIONS[i % QUESTIONS.length] ?? '')
      await tell(phoneOf(i), 'PERSONA')
      for (let page = 0; page < 6; page++) if (/Su caso es el/.test(await tell(phoneOf(i), 'SI'))) return
    }),
  )
  for (const phone of ['+13465552901', '+13465552902']) await tell(phone, 'donde puedo vacunar a mi perro en guatemala')
}, 300_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await t?.stop()
})

async function open(width: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'es',
    reducedMotion: 'reduce',
    colorScheme: 'light',
  })
  contexts.push(context)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${t.app.url}/console/`)
  await page.locator('#email').waitFor()
  return page
}

/** Signs in without a mouse: what has the focus is what is typed into. */
async function signIn(page: Page, name: string): Promise<void> {
  const member = t.app.demoStaff?.find((m) => m.name === name)
  await tabTo(page, '#email')
  await page.keyboard.type(member?.email ?? '')
  await page.keyboard.press('Tab')
  await page.keyboard.type(member?.password ?? '')
  await page.keyboard.press('Enter')
  await page.locator('#code').waitFor()
  await tabTo(page, '#code')
  await page.keyboard.type(await codeFor(member?.totpSecret ?? ''))
  await page.keyboard.press('Enter')
  await page.locator('header.bar').waitFor()
}

/** Presses Tab until something that fits has the focus. */
async function tabTo(page: Page, selector: string, most = 60): Promise<void> {
  for (let i = 0; i < most; i++) {
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) return
    await page.keyboard.press('Tab')
  }
  throw new RangeError(`Tab does not reach ${selector}`)
}

async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeViolations(page)).toEqual([])
  }
}

describe('a caseworker with forty cases and no mouse', () => {
  let desk: Page

  test('signs in, sees all of them, opens the first, claims it', async () => {
    desk = await open(1280)
    await signIn(desk, 'Ana')
    await until(async () => (await desk.locator('.cases a').count()) === CASES)
    await tabTo(desk, '.cases a')
    await desk.keyboard.press('Enter')
    await desk.locator('.case h1').waitFor()
    // The new page begins at its content: the first Tab is already inside.
    expect(await desk.evaluate('document.activeElement?.id')).toBe('content')
    await tabTo(desk, '.actions button', 6)
    await desk.keyboard.press('Enter')
    await desk.locator('#reply').waitFor()
  }, 60_000)

  test('opens the packet, answers, adds a step, and goes back to the same list', async () => {
    await tabTo(desk, '#why')
    await desk.keyboard.type('empezar la ayuda')
    await desk.keyboard.press('Enter')
    await desk.locator('.packet li').first().waitFor()
    await tabTo(desk, '#reply')
    await desk.keyboard.type('Buenos días, soy Ana.')
    await desk.keyboard.press('Control+Enter')
    await desk.locator('.from-staff:has-text("soy Ana")').waitFor()
    await tabTo(desk, '#step')
    await desk.keyboard.type('Pedir el acta')
    await desk.keyboard.press('Enter')
    await desk.locator('.check:has-text("Pedir el acta")').waitFor()
    await tabTo(desk, 'a[href^="#/queue/"]')
    await desk.keyboard.press('Enter')
    await until(async () => (await desk.locator('.cases a').count()) === CASES - 1)
  }, 60_000)

  test('what was claimed is news no longer; the view is kept; the names are those of the language', async () => {
    expect(await desk.locator('.badge').innerText()).toBe(String(CASES - 1))
    await tabTo(desk, '.tabs button[aria-pressed=false]')
    await desk.keyboard.press('Enter')
    await until(async () => (await desk.locator('.cases a').count()) === 1)
    await tabTo(desk, '.cases a')
    await desk.keyboard.press('Enter')
    await desk.locator('.case h1').waitFor()
    expect(await desk.locator('main header a').getAttribute('href')).toBe('#/queue/mine')
    await desk.goto(`${t.app.url}/console/#/queue/unassigned`)
    await desk.locator('.cases a:has-text("Honduras")').first().waitFor()
    expect(await desk.locator('.cases').innerText()).not.toMatch(/passport|birth-certificate/)
    if (keepsImages) await desk.screenshot({ path: join(IMAGES, 'console-queue.png') })
  }, 60_000)

  test('closes a case by keyboard alone, with what came of it', async () => {
    await desk.goto(`${t.app.url}/console/#/queue/mine`)
    await until(async () => (await desk.locator('.cases a').count()) === 1)
    await tabTo(desk, '.cases a')
    await desk.keyboard.press('Enter')
    await desk.locator('summary:text-is("Cerrar el caso")').waitFor()
    for (let i = 0; i < 40; i++) {
      if (await desk.evaluate(`document.activeElement?.textContent === 'Cerrar el caso'`)) break
      await desk.keyboard.press('Tab')
    }
    await desk.keyboard.press('Enter')
    await tabTo(desk, '#reason')
    await desk.keyboard.type('ya tiene su acta')
    await desk.keyboard.press('Tab')
    await desk.keyboard.press('Enter')
    await desk.locator('main header:has-text("Cerrado")').waitFor()
  }, 60_000)

  test('on a phone nothing is wider than the screen', async () => {
    await desk.setViewportSize({ width: 360, height: 780 })
    for (const page of ['#/queue/unassigned', '#/office', '#/account']) {
      await desk.goto(`${t.app.url}/console/${page}`)
      await desk.locator('main h1').waitFor()
      expect(await desk.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    }
  }, 30_000)
})

describe('a curator', () => {
  test('begins with what is unanswered; sees file, source and how many people; asks again; both themes pass axe; fits a phone', async () => {
    const page = await open(1280)
    await signIn(page, 'Nora')
    await page.locator('.work li:has-text("vacunar a mi perro")').waitFor()
    const item = await page.locator('.work li:has-text("vacunar a mi perro")').innerText()
    expect(item).toMatch(/2 personas/)
    expect(item).toMatch(/content\/cards\/gt\/.*\.yaml/)
    expect(await page.locator('.work a[href^="https://"]').count()).toBeGreaterThan(0)
    await expectNoViolations(page)
    if (keepsImages) await page.screenshot({ path: join(IMAGES, 'console-curation.png') })
    await tabTo(page, '.work button')
    await page.keyboard.press('Enter')
    await page.locator('.said:has-text("Sigue sin respuesta")').waitFor()
    for (const name of ['Por revisar', 'Traducción en borrador', 'Ya contestadas', 'Con duda']) {
      await page.getByRole('button', { name: new RegExp(name) }).click()
      await page.locator(`button[aria-pressed=true]:has-text("${name}")`).waitFor()
      if (name === 'Por revisar') {
        await page.locator('.work summary').first().click()
        await page.locator('.work .file:has-text("checked_on")').waitFor()
      }
      await expectNoViolations(page)
    }
    await page.setViewportSize({ width: 360, height: 780 })
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    if (keepsImages) await page.screenshot({ path: join(IMAGES, 'console-curation-phone.png') })
  }, 120_000)
})
