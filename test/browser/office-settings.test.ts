import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { codeFor } from '../support/codes.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const PHONE = '+13465550140'
const IMAGES = join(process.cwd(), 'docs', 'images')
/** New pictures for the documents: UPDATE_IMAGES=1. */
const keepsImages = process.env.UPDATE_IMAGES === '1'

let t: TestApp
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  await ensureConsole(process.cwd())
  await mkdir(IMAGES, { recursive: true })
  ;[t, browser] = await Promise.all([startTestApp({}, () => new Date('2026-11-25T15:00:00Z')), openBrowser()])
  context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'es',
    reducedMotion: 'reduce',
    colorScheme: 'light',
  })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${t.app.url}/console/#/settings`)
  const carlos = t.app.demoStaff?.find((m) => m.name === 'Carlos')
  await page.fill('#email', carlos?.email ?? '')
  await page.fill('#password', carlos?.password ?? '')
  await page.keyboard.press('Enter')
  await page.fill('#code', await codeFor(carlos?.totpSecret ?? ''))
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Horario' }).waitFor()
}, 240_000)
afterAll(async () => {
  await context?.close()
  await browser?.close()
  await t?.stop()
})

async function answersTo(text: string): Promise<string> {
  const out = () => t.provider.messages(PHONE).filter((m) => m.direction === 'out')
  const before = out().length
  await t.provider.deliver({ channel: 'whatsapp', phone: PHONE, text })
  await t.replies(PHONE, before + 1)
  return out()
    .slice(before)
    .map((m) => m.text)
    .join('\n')
}

describe("a consulate's own settings", () => {
  test('the notice of the day is written, refused with a number, published, and read by somebody who asks', async () => {
    await page.getByLabel('español', { exact: true }).first().fill('Llame al 502 2410 0000')
    await page.getByRole('button', { name: 'Publicar el aviso' }).click()
    await page.getByText('Sin teléfonos, enlaces ni correos').waitFor()
    await page.getByLabel('español', { exact: true }).first().fill('Hoy cerrado por nieve')
    await page.getByLabel('La oficina está cerrada hasta entonces').check()
    await page.getByRole('button', { name: 'Publicar el aviso' }).click()
    await page.getByText('se muestra, oficina cerrada').waitFor()
    await page.getByText('cerrada ahora, abre el 27 nov, 08:00').waitFor()
    expect(await answersTo('soy de Guatemala y estoy en Houston, necesito renovar mi pasaporte')).toMatch(
      /cerrado hasta el 25 nov 2026 inclusive: Hoy cerrado por nieve/,
    )
  })

  test('hours as people type them, a holiday on which it works, who is on duty: saved, and there after a reload', async () => {
    await page.getByLabel('Sábado, desde 1').fill('9')
    await page.getByLabel('Sábado, hasta 1').fill('1230')
    await page.getByLabel('Sábado, hasta 1').blur()
    await page.getByLabel(/Ese día abrimos: 26 nov/).check()
    await page.getByLabel('Carlos, Miércoles').check()
    await page.getByLabel('Otro día').fill('2026-12-30')
    await page.getByRole('button', { name: 'Agregar' }).click()
    await page.getByText('Hay cambios sin guardar.').waitFor()
    await page.getByRole('button', { name: 'Guardar los ajustes' }).click()
    await page.getByText('Todo guardado.').waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Horario' }).waitFor()
    expect([await page.getByLabel('Sábado, desde 1').inputValue(), await page.getByLabel('Sábado, hasta 1').inputValue()]).toEqual([
      '09:00',
      '12:30',
    ])
    expect(await page.getByLabel('Carlos, Miércoles').isChecked()).toBe(true)
    await page.getByText('30 dic 2026').waitFor()
    if (keepsImages) {
      await page.setViewportSize({ width: 1280, height: 2420 })
      await page.screenshot({ path: join(IMAGES, 'office-settings.png') })
      await page.setViewportSize({ width: 1280, height: 900 })
    }
  })

  test('hours that make no sense are told and not lost', async () => {
    await page.getByLabel('Lunes, hasta 1').fill('07:00')
    await page.getByRole('button', { name: 'Guardar los ajustes' }).click()
    await page.getByText('Revise las horas').waitFor()
    expect(await page.getByLabel('Lunes, hasta 1').inputValue()).toBe('07:00')
    await page.getByLabel('Lunes, hasta 1').fill('16:00')
  })

  test('it passes axe in both themes and fits a phone', async () => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await axeViolations(page)).toEqual([])
    }
    await page.setViewportSize({ width: 360, height: 740 })
    expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(360)
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  test('the notice is taken down; who is on duty stands over the queue', async () => {
    await page.getByRole('button', { name: 'Quitar el aviso' }).click()
    await until(async () => (await page.getByText('se muestra, oficina cerrada').count()) === 0)
    await page.getByRole('link', { name: 'Casos' }).click()
    await page.getByText('De turno hoy: Carlos').waitFor()
  })
})
