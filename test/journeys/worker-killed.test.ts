import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../support/test-app.ts'

/** Each from a number of a place of its own: its line must stand in the answer. */
const DANGER = [
  ['es', '+525555500601', 'ya no quiero vivir, me voy a matar'],
  ['en', '+13465550602', 'i want to kill myself tonight'],
  ['ht', '+50937000603', 'mwen vle mouri, mwen pral touye tèt mwen'],
  ['fr', '+50937000604', 'je veux mourir, je vais me tuer ce soir'],
  ['pt', '+13465550605', 'quero morrer, vou me matar hoje'],
] as const

let t: TestApp
let killed = 0
beforeAll(async () => {
  t = await startTestApp()
}, 180_000)
afterAll(async () => {
  jest.restoreAllMocks()
  await t.stop()
})
const out = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')

describe('the thread with the model is killed with work in its hands', () => {
  test('whoever is in danger gets the text with a number, in five languages, each time at once', async () => {
    const spy = jest.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker) {
      // Before it begins: a thread that is ended inside native code takes the process along (onnxruntime).
      killed++
      void this.terminate()
    })
    for (const [i, [, phone, text]] of DANGER.entries()) {
      // An ordinary question takes the thread, which dies of it, while the other message comes in.
      const ordinary = t.provider.deliver({
        channel: 'sms',
        phone: `+1346555070${i}`,
        text: 'necesito el acta de mi hijo, soy de Honduras',
      })
      await t.provider.deliver({ channel: 'sms', phone, text })
      await ordinary
      const [reply] = await t.replies(phone, 1)
      expect(reply?.text).toMatch(/\d{3}/)
    }
    expect(killed).toBeGreaterThan(0)
    spy.mockRestore()
  })

  test('the ordinary questions are answered too, by a new thread or without it; nobody is left without a word', async () => {
    for (const i of DANGER.keys()) await t.replies(`+1346555070${i}`, 1)
    const phone = '+13465550799'
    await t.provider.deliver({ channel: 'sms', phone, text: 'perdí mi pasaporte, soy de Honduras' })
    expect((await t.replies(phone, 1))[0]?.text).not.toBe('')
    expect(out(phone).length).toBeGreaterThan(0)
  })
})
