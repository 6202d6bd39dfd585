import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { axeViolations } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { openDesk } from '../support/desk.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const PHONE = '+13465550401'

let t: TestApp
let browser: Browser
/** Casa Puente, which has the case, and the consulate, side by side. */
let ana: Page
let carlos: Page
beforeAll(async () => {
  await ensureConsole(process.cwd())
  ;[t, browser] = await Promise.all([startTestApp(), openBrowser()])
  ana = await openDesk(browser, t, 'Ana')
  carlos = await openDesk(browser, t, 'Carlos')
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await t?.stop()
})

const out = () => t.provider.messages(PHONE).filter((m) => m.direction === 'out')
const said = (pattern: RegExp) => until(() => out().find((m) => pattern.test(m.text)))
async function tell(text: string): Promise<string> {
  const before = out().length
  await t.provider.deliver({ channel: 'sms', phone: PHONE, text })
  return (await t.replies(PHONE, before + 1)).at(-1)?.text ?? ''
}
async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await axeViolations(page)).toEqual([])
  }
}

describe('two offices side by side', () => {
  test('one asks for the other in the console, the person agrees, the other sees that and no more', async () => {
    await tell('me deportaron y perdi mi acta, soy de Puebla')
    let accepted = await tell('PERSONA')
    for (let i = 0; i < 8 && !/Su caso es el/.test(accepted); i++) accepted = await tell('SI')
    await ana.goto(`${t.app.url}/console/#/queue`)
    await ana.locator('.cases a').first().click()
    await ana.getByRole('button', { name: 'Tomar el caso' }).click()
    await said(/Le atiende Ana/)
    await ana.fill('#step', 'Pedir copia del acta')
    await ana.getByRole('button', { name: 'Añadir paso' }).click()
    await ana.locator('.check:has-text("Pedir copia")').waitFor()
    const url = ana.url()
    await carlos.goto(url)
    await carlos.locator('[role=alert]').waitFor()
    await ana.locator('summary:text-is("Quién ve este caso")').click()
    await ana.selectOption('#shareOffice', { label: 'Consulado de Guatemala en Houston (demo)' })
    await ana.check('input[name=field][value=plan]')
    await ana.getByRole('button', { name: 'Pedir a la persona' }).click()
    await said(/quiere que Consulado/)
    await ana.locator('.asked .tag:text-is("preguntado")').waitFor()
    expect(await tell('si')).toMatch(/puede ver eso y nada m.s/)
    await ana.locator('.asked .tag:text-is("la persona aceptó")').waitFor()
    await ana.locator('.sees li:has-text("Consulado"):has-text("plan")').waitFor()
    await carlos.goto(`${t.app.url}/console/#/office`)
    await carlos.locator('h2:has-text("otras oficinas") + ul a').click()
    await carlos.locator('.check:has-text("Pedir copia")').waitFor()
    await carlos.locator('p:has-text("Este caso lo lleva Casa Puente")').first().waitFor()
    expect(await carlos.locator('.messages').count()).toBe(0)
    expect(await carlos.locator('.packet').count()).toBe(0)
    expect(await carlos.getByRole('button', { name: 'Tomar el caso' }).count()).toBe(0)
    await expectNoViolations(carlos)
    await expectNoViolations(ana)
  })

  test('the other asks for more, gets the case, and writes in the same chat; the first contact stands on the case', async () => {
    await carlos.check('input[name=field][value=messages]')
    await carlos.getByRole('button', { name: 'Pedir ver más' }).click()
    await said(/Carlos, de Consulado.*pide ver/s)
    await tell('si')
    await t.provider.deliver({ channel: 'sms', phone: PHONE, text: 'esto lo leen las dos' })
    for (const page of [ana, carlos]) await page.locator('.from-person:has-text("esto lo leen las dos")').waitFor()
    await ana.selectOption('#shareOffice', { label: 'Consulado de Guatemala en Houston (demo)' })
    await ana.selectOption('#kind', 'handover')
    await ana.getByRole('button', { name: 'Pedir a la persona' }).click()
    await said(/siga con su caso/)
    expect(await tell('si')).toMatch(/Su primer contacto fue Ana/)
    await ana.locator('p:has-text("Este caso lo lleva Consulado")').first().waitFor()
    await carlos.reload()
    await carlos.getByRole('button', { name: 'Tomar el caso' }).click()
    await carlos.locator('p:has-text("Primer contacto: Ana, de Casa Puente")').waitFor()
    await carlos.fill('#reply', 'Soy Carlos, sigo con su acta.')
    await carlos.locator('#reply').press('Control+Enter')
    await said(/^Carlos, Consulado de Guatemala en Houston \(demo\): Soy Carlos/)
    await carlos.locator('.from-staff .by:has-text("Carlos, Consulado")').waitFor()
    expect(await ana.locator('.from-staff:has-text("sigo con su acta")').count()).toBe(0)
    expect(await ana.locator('#reply').count()).toBe(0)
  })

  test('the person ends one view by name: it is gone from the screen of that office alone', async () => {
    await tell('quitar permiso a la casa puente')
    await ana.reload()
    await ana.locator('[role=alert]').waitFor()
    expect(await ana.locator('.messages').count()).toBe(0)
    await carlos.reload()
    await carlos.locator('.from-person').first().waitFor()
  })
})
