import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { codeFor } from '../support/codes.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const PHONE = '+13465550701'
let t: TestApp
let browser: Browser
let desk: Page
beforeAll(async () => {
  await ensureConsole(process.cwd())
  ;[t, browser] = await Promise.all([startTestApp(), openBrowser()])
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'es', reducedMotion: 'reduce' })
  desk = await context.newPage()
  desk.setDefaultTimeout(20_000)
  await desk.goto(`${t.app.url}/console/`)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await t?.stop()
})

const out = () => t.provider.messages(PHONE).filter((m) => m.direction === 'out')
async function tell(text: string): Promise<string> {
  const before = out().length
  await t.provider.deliver({ channel: 'whatsapp', phone: PHONE, text })
  return (await t.replies(PHONE, before + 1)).at(-1)?.text ?? ''
}

test('the receiving office sees the profile that was sent, part by part, without what was struck', async () => {
  for (const text of ['preparar mi regreso', 'en junio', 'a Choluteca, Honduras', 'con mis hijos', 'pasaporte vencido']) await tell(text)
  await tell('luego')
  const shown = await tell('enviar mi perfil')
  const packet = out()
    .map((m) => m.text)
    .join('\n')
  const number = /^(\d+) Con quién/m.exec(packet)?.[1]
  expect([shown, number]).toEqual([expect.any(String), expect.any(String)])
  await tell(`quitar ${number}`)
  let said = ''
  for (let i = 0; i < 5 && !/caso es el/.test(said); i++) said = await tell('sí')
  expect(said).toMatch(/caso es el/)

  const member = t.app.demoStaff?.find((m) => m.name === 'Ana')
  await desk.fill('#email', member?.email ?? '')
  await desk.fill('#password', member?.password ?? '')
  await desk.keyboard.press('Enter')
  await desk.fill('#code', await codeFor(member?.totpSecret ?? ''))
  await desk.keyboard.press('Enter')
  await desk.locator('.cases a').first().waitFor()
  expect(await desk.locator('.cases').innerText()).toContain('Prepara su regreso')
  await desk.locator('.cases a').first().click()
  await desk.getByRole('button', { name: 'Tomar el caso' }).click()
  await desk.fill('#why', 'la recibimos en junio')
  await desk.getByRole('button', { name: 'Abrir', exact: true }).click()
  await desk.locator('.packet li').first().waitFor()
  const parts = await desk.locator('.packet li').allInnerTexts()
  expect(parts).toEqual(
    expect.arrayContaining(['Cuándo: en junio', 'A dónde: a Choluteca, Honduras', 'Papeles que tiene: pasaporte vencido']),
  )
  expect(parts.join('\n')).not.toContain('con mis hijos')
  expect(await axeViolations(desk)).toEqual([])
}, 120_000)
