import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { codeFor } from '../support/codes.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const PHONE = '+50937000001'
const IMAGES = join(process.cwd(), 'docs', 'images')
/** New pictures for the documents: UPDATE_IMAGES=1. Otherwise the journey only checks. */
const keepsImages = process.env.UPDATE_IMAGES === '1'

let t: TestApp
let browser: Browser
let simulator: Page
let desk: Page
const contexts: BrowserContext[] = []

beforeAll(async () => {
  await ensureConsole(process.cwd())
  await mkdir(IMAGES, { recursive: true })
  ;[t, browser] = await Promise.all([startTestApp(), openBrowser()])
  simulator = await open('/simulator/', 1360)
  await simulator.fill('[data-number=sms]', PHONE)
  await simulator.locator('[data-number=sms]').blur()
  desk = await open('/console/', 1280)
}, 240_000)
afterAll(async () => {
  for (const context of contexts) await context.close()
  await browser?.close()
  await t?.stop()
})

async function open(path: string, width: number): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: 'es',
    reducedMotion: 'reduce',
    colorScheme: 'light',
  })
  contexts.push(context)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(t.app.url + path)
  return page
}

const out = () => t.provider.messages(PHONE).filter((m) => m.direction === 'out')
/** Types on the simulator's SMS phone and waits for the answer. */
async function sms(text: string): Promise<string> {
  const before = out().length
  await simulator.fill('#sms-text', text)
  await simulator.press('#sms-text', 'Enter')
  return (await t.replies(PHONE, before + 1)).at(-1)?.text ?? ''
}
async function picture(page: Page, name: string): Promise<void> {
  if (keepsImages) await page.screenshot({ path: join(IMAGES, `${name}.png`) })
}
/** Both themes, then back to the light one. */
async function expectNoViolations(page: Page): Promise<void> {
  // The page is drawn by its script: before the heading stands there is nothing to look at.
  await page.locator('main h1').first().waitFor()
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeViolations(page)).toEqual([])
  }
}

async function signIn(page: Page, name: string): Promise<void> {
  const member = t.app.demoStaff?.find((m) => m.name === name)
  await page.fill('#email', member?.email ?? '')
  await page.fill('#password', member?.password ?? '')
  await page.keyboard.press('Enter')
  await page.fill('#code', await codeFor(member?.totpSecret ?? ''))
  await page.keyboard.press('Enter')
  await page.locator('header.bar').waitFor()
}

describe('a person takes over, in Creole, on a feature phone', () => {
  test('the person asks for somebody, reads the packet, strikes a part, agrees', async () => {
    await sms('mwen pèdi batistè mwen, mwen se moun Ayiti')
    let text = await sms('MOUN')
    for (let i = 0; i < 6 && /PLIS=/.test(text); i++) text += `\n${await sms('PLIS')}`
    expect(text).toMatch(/1 Kesyon w: mwen p/)
    expect(text).toMatch(/Peyi: Ayiti/)
    expect(text).toMatch(/Si w di non, m ap kontinye ede w/)
    const number = /(\d) Peyi/.exec(text)?.[1] ?? '2'
    expect(await sms(`tire ${number}`)).not.toMatch(/Peyi: Ayiti/)
    await picture(simulator, 'consent-creole-sms')
    let accepted = ''
    for (let i = 0; i < 5 && !/Ka w la se/.test(accepted); i++) accepted = await sms('wi')
    expect(accepted).toMatch(/Ka w la se [2-9A-Z]{6}/)
  })

  test('a caseworker signs in with a code, sees the queue, claims', async () => {
    await expectNoViolations(desk)
    await picture(desk, 'console-sign-in')
    await signIn(desk, 'Ana')
    await desk.locator('.cases a').first().waitFor()
    await expectNoViolations(desk)
    await picture(desk, 'console-queue')
    await desk.locator('.cases a').first().click()
    await desk.getByRole('button', { name: 'Tomar el caso' }).click()
    await desk.locator('#reply').waitFor()
    await until(() => out().some((m) => /Se Ana/.test(m.text)))
  })

  test('the packet is opened with a reason and shows what was agreed to', async () => {
    await desk.fill('#why', 'empezar la ayuda')
    await desk.getByRole('button', { name: 'Abrir', exact: true }).click()
    await desk.locator('.packet li').first().waitFor()
    const packet = await desk.locator('.packet').innerText()
    expect(packet).toMatch(/Kesyon w/)
    expect(packet).not.toMatch(/Peyi/)
  })

  test('a draft outlives a lost network; it shows how it will travel; it is sent by keyboard', async () => {
    expect(await desk.locator('.reply .facts').innerText()).toMatch(/SMS[\s\S]*criollo haitiano/)
    await desk.fill('#reply', 'Bonjou, se Ana. M ap ede w ak batistè a.')
    await desk.context().setOffline(true)
    await desk.locator('#reply').press('Control+Enter')
    await desk.locator('.reply [role=alert]').waitFor()
    expect(await desk.inputValue('#reply')).toMatch(/se Ana/)
    expect(await desk.locator('.reply').innerText()).toContain('aún sin guardar')
    await desk.context().setOffline(false)
    await desk.locator('text=Borrador guardado').waitFor()
    await desk.reload()
    await until(async () => /se Ana/.test(await desk.inputValue('#reply')))
    // It lies with the service, sealed, and in no storage of the browser.
    expect(await desk.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toContain('batist')
    const [kept] = await t.app.store.db.selectFrom('reply_draft').selectAll().execute()
    expect(Buffer.from(kept?.text_sealed ?? []).includes('se Ana')).toBe(false)
    await desk.locator('#reply').press('Control+Enter')
    await until(() => out().some((m) => /se Ana\. M ap ede/.test(m.text)))
    await until(async () => (await desk.inputValue('#reply')) === '')
    await desk.locator('.from-staff:has-text("se Ana")').waitFor()
    expect(await desk.locator('.from-bot').count()).toBeGreaterThan(0)
    expect(await desk.locator('.from-staff').count()).toBe(1)
    expect(await t.app.store.db.selectFrom('reply_draft').selectAll().execute()).toEqual([])
  })

  test('an ended session asks to sign in and comes back to the draft', async () => {
    await desk.fill('#reply', 'yon lòt mo')
    await desk.context().clearCookies()
    await desk.locator('#reply').press('Control+Enter')
    await desk.locator('#email').waitFor()
    await signIn(desk, 'Ana')
    expect(await desk.inputValue('#reply')).toBe('yon lòt mo')
    await desk.fill('#reply', '')
  })

  test('a referral to an organisation is agreed to by the person; plan; every page passes axe; it fits a phone', async () => {
    await desk.locator('summary:text-is("Derivaciones")').click()
    await desk.selectOption('#office', { index: 1 })
    await desk.getByRole('button', { name: 'Derivar' }).click()
    await until(() => out().some((m) => /Ana vle pase ka w la/.test(m.text)))
    expect(await sms('wi')).toMatch(/M ap pase l bay/)
    await desk.locator('.tag:text-is("compartido")').waitFor()
    await desk.fill('#step', 'Mande batistè a')
    await desk.fill('#on', '2026-12-01')
    await desk.getByRole('button', { name: 'Añadir paso' }).click()
    await desk.locator('.check:has-text("Mande batistè a")').waitFor()
    await expectNoViolations(desk)
    await picture(desk, 'console-case')
    await desk.emulateMedia({ colorScheme: 'dark' })
    await picture(desk, 'console-case-dark')
    await desk.emulateMedia({ colorScheme: 'light' })
    await desk.setViewportSize({ width: 360, height: 780 })
    expect(await desk.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await picture(desk, 'console-case-phone')
    await desk.setViewportSize({ width: 1280, height: 900 })
    for (const page of ['#/office', '#/account']) {
      await desk.goto(`${t.app.url}/console/${page}`)
      await desk.locator('h1').waitFor()
      await expectNoViolations(desk)
    }
  })

  test('the administrator invites; the supervisor sees complaints; every page of both passes axe', async () => {
    for (const [name, heading] of [
      ['Ivan', 'Personal'],
      ['Marta', 'Casos'],
    ] as const) {
      const page = await open('/console/', 1280)
      await signIn(page, name)
      await page.locator(`h1:text-is("${heading}")`).waitFor()
      await expectNoViolations(page)
      // Whatever stands in their bar: a new page is looked at without anybody's having to remember it.
      const pages: string[] = await page.evaluate(`[...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'))`)
      expect(pages.length).toBeGreaterThan(2)
      for (const link of pages) {
        await page.goto(`${t.app.url}/console/${link}`)
        await page.locator(`nav a[href="${link}"][aria-current=page]`).waitFor()
        await expectNoViolations(page)
      }
      if (name === 'Marta') {
        await page.goto(`${t.app.url}/console/#/office`)
        await page.locator('h2:has-text("Quejas")').waitFor()
        await expectNoViolations(page)
      }
    }
  })

  test('the case is closed; the person asks for its state, then takes back the permission, which ends access at once', async () => {
    expect(await sms('kijan ka m ye')).toMatch(/Mande batist. a/)
    await desk.goto(`${t.app.url}/console/#/queue`)
    await desk.getByRole('button', { name: /Míos/ }).click()
    await desk.locator('.cases a').first().click()
    await desk.locator('summary:text-is("Cerrar el caso")').click()
    await desk.selectOption('#outcome', 'referred')
    await desk.fill('#reason', 'klinik la ap okipe l')
    await desk.getByRole('button', { name: 'Cerrar', exact: true }).click()
    await until(() => out().some((m) => /f.men ka w la/.test(m.text)))
    expect(await sms('kijan ka m ye')).toMatch(/f.men/)
    expect(await sms('retire pemisyon')).toMatch(/pa ka w. enf.masyon w ank/)
    await desk.goto(`${t.app.url}/console/#/queue`)
    await desk.getByRole('button', { name: /Cerrados/ }).click()
    await desk.locator('.cases a').first().click()
    await desk.locator('[role=alert]:has-text("retiró su permiso")').first().waitFor()
    expect(await desk.locator('.messages').count()).toBe(0)
    await picture(desk, 'console-revoked')
    await picture(simulator, 'revoked-creole-sms')
  })
})
