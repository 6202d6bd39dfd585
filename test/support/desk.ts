import type { Browser, Page } from 'playwright-core'
import { codeFor } from './codes.ts'
import type { TestApp } from './test-app.ts'

/** A browser of somebody of the demo staff, signed in to the console with password and code, in a window of its own. */
export async function openDesk(browser: Browser, t: TestApp, name: string): Promise<Page> {
  const member = t.app.demoStaff?.find((one) => one.name === name)
  if (!member) throw new RangeError(`no demo staff ${name}`)
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'es', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${t.app.url}/console/`)
  await page.fill('#email', member.email)
  await page.fill('#password', member.password)
  await page.keyboard.press('Enter')
  await page.fill('#code', await codeFor(member.totpSecret))
  await page.keyboard.press('Enter')
  await page.locator('header.bar').waitFor()
  return page
}
