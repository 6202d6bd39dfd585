import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { type ContentCopy, copyContent } from './content-fixture.ts'

const CARD = 'cards/mx/id-card.yaml'

let copy: ContentCopy
let running: TestApp
beforeAll(async () => {
  copy = await copyContent(['cards/mx', 'services/mx', 'services/us', 'services/any'])
  running = await startTestApp({ CONTENT_DIR: copy.root })
}, 120_000)
afterAll(async () => {
  await running.stop()
  await copy.remove()
})

const ready = async () =>
  (await (await fetch(`${running.app.url}/readyz`)).json()) as { status: string; cards: number; contentFaults: number }
const page = async () => (await fetch(`${running.app.url}/c/mx.id-card`)).text()
const TITLE = 'Sacar o reponer la credencial INE'

/** Breaks the content, reloads, looks at what people still get, and mends it. */
async function reloadBroken(file: string, find: string | RegExp, replace: string): Promise<void> {
  await copy.edit(file, find, replace)
  expect(await running.app.reloadContent()).toBe(false)
  await copy.restore(file)
}

test.each([
  ['broken YAML', CARD, 'review: procedure', 'review: : procedure'],
  ['a placeholder that nothing fills', CARD, '{{mx-ine.phone.abroad}}', '{{mx-ine.phone.moon}}'],
  ['a service that is not there', CARD, 'services: [mx-ine]', 'services: [mx-inee]'],
  ['a phone that no plan has', 'services/mx/mx-ine.yaml', '+528004332000', '+52800433200'],
  ['a messages file that is no JSON', 'messages/en.json', '",', '"'],
])(
  '%s: the last good content stays, the log and /readyz say so',
  async (_what, file, find, replace) => {
    const before = await ready()
    await reloadBroken(file, find, replace)
    const after = await ready()
    expect([after.status, after.cards]).toEqual(['degraded', before.cards])
    expect(after.contentFaults).toBeGreaterThan(0)
    expect(running.logs()).toContain('content-reload-refused')
    expect(running.logs()).toContain(file.split('/').at(-1))
    expect(await page()).toContain(TITLE)
  },
  60_000,
)

test('a folder that is gone loses nothing', async () => {
  const before = await ready()
  await rm(join(copy.root, 'services'), { recursive: true })
  expect(await running.app.reloadContent()).toBe(false)
  expect([(await ready()).status, (await ready()).cards]).toEqual(['degraded', before.cards])
  for (const part of ['services/mx', 'services/us', 'services/any']) await copy.restore(part)
}, 60_000)

test('mended content runs after the next reload, with its changes', async () => {
  await copy.edit(CARD, `title: ${TITLE}`, 'title: Sacar la credencial INE por primera vez')
  expect(await running.app.reloadContent()).toBe(true)
  expect(await ready()).toMatchObject({ status: 'ready', contentFaults: 0 })
  expect(await page()).toContain('Sacar la credencial INE por primera vez')
}, 60_000)

test('a start with faults lists all of them at once and does not answer', async () => {
  await copy.edit(CARD, 'services: [mx-ine]', 'services: [mx-inee]')
  await copy.edit('services/mx/mx-renapo.yaml', 'kind: government', 'kind: goverment')
  const refusal = await startTestApp({ CONTENT_DIR: copy.root }).then(
    async (app) => {
      await app.stop()
      return 'it started'
    },
    (error: Error) => error.message,
  )
  expect(refusal).toContain('P2003')
  expect(refusal).toMatch(/id-card\.yaml:\d+ services\.0: there is no service "mx-inee"/)
  expect(refusal).toMatch(/mx-renapo\.yaml:\d+ kind: is none of the words allowed here/)
}, 60_000)
