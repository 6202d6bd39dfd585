import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { ensureConsole } from '../../services/console-api/index.ts'
import { openBrowser } from '../support/browser.ts'
import { openDesk } from '../support/desk.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let t: TestApp
let browser: Browser
let desk: Page
let key = ''
beforeAll(async () => {
  await ensureConsole(process.cwd())
  ;[t, browser] = await Promise.all([startTestApp(), openBrowser()])
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await t?.stop()
})

const call = (method: string, path: string, body?: unknown) =>
  fetch(`${t.app.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

describe('the exchange in the console', () => {
  test('a key is made and seen once; it works', async () => {
    desk = await openDesk(browser, t, 'Ivan')
    await desk.goto(`${t.app.url}/console/#/keys`)
    await desk.fill('input[name=name]', 'Ministerio')
    // Scopes and offices come with two calls of the page.
    await desk.locator('input[name=scope]').first().waitFor()
    await desk.locator('select[name=office] option').first().waitFor({ state: 'attached' })
    for (const box of await desk.locator('input[name=scope]').all()) await box.check()
    await desk.locator('form button[type=submit]').click()
    key = await desk.locator('[role=status] code').innerText()
    expect(key).toMatch(/^\w+_\w+_[\w-]{20,}$/)
    await desk.locator('.work li:has-text("Ministerio")').waitFor()
    const stored = await t.app.store.db.selectFrom('api_key').selectAll().execute()
    expect(stored.map((row) => [row.name, row.revoked_at])).toEqual([['Ministerio', null]])
    expect(JSON.stringify(stored)).not.toContain(key.split('_').slice(2).join('_'))
    await desk.reload()
    await desk.locator('.work li:has-text("Ministerio")').waitFor()
    expect(await desk.locator('main').innerText()).not.toContain(key)
    expect((await call('GET', '/indicators')).status).not.toBe(401)
  })

  test('of a proposal one field is taken and the other left', async () => {
    const { data } = (await (await call('GET', '/services?country=hn&limit=1')).json()) as { data: Record<string, unknown>[] }
    expect(
      await (await call('POST', '/proposals', { services: [{ ...data[0], name: 'Sistema 911', alert: 'Cerrado' }] })).json(),
    ).toMatchObject({
      proposals: 1,
    })
    const curator = await openDesk(browser, t, 'Nora')
    await curator.goto(`${t.app.url}/console/#/proposals`)
    const one = curator.locator('.work li', { hasText: 'Sistema 911' })
    await one.locator('label:has-text("name.es") input').check()
    await one.locator('button').click()
    await curator.locator('[role=status] pre').waitFor()
    const text = await curator.locator('[role=status] pre').innerText()
    expect([text.includes('Sistema 911'), text.includes('Cerrado')]).toEqual([true, false])
    const rows = await t.app.store.db.selectFrom('directory_proposal').selectAll().execute()
    expect(rows.map((row) => JSON.parse(row.decisions))).toEqual([{ 'name.es': 'accepted', 'alert.es': 'refused' }])
    await until(async () => (await curator.locator('.work li').count()) === 0)
  })

  test('a revoked key opens nothing any more', async () => {
    await desk.locator('.work li:has-text("Ministerio") button').click()
    await desk.locator('.work li:has-text("Ministerio") button').waitFor({ state: 'detached' })
    expect((await call('GET', '/indicators')).status).toBe(401)
    const [row] = await t.app.store.db.selectFrom('api_key').select('revoked_at').execute()
    expect(row?.revoked_at).not.toBeNull()
  })
})
