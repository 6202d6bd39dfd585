import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readMoveCode } from '../../bot/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

describe.each(bothStores().settings)('moving to another phone, on %s', (_name, env) => {
  let t: TestApp
  /** Goes on as clocks do: what is tried again comes due. */
  const startedAt = Date.now()
  let now = Date.parse('2026-11-25T17:00:00Z')
  beforeAll(async () => {
    t = await startTestApp(await env(), () => new Date(now + Date.now() - startedAt))
    t.provider.onMessage((m) => {
      if (m.direction === 'out') left.push(m)
    })
  }, 180_000)
  afterAll(async () => {
    await t.stop()
  })

  /** What ever left: the notice to the old phone is taken back at the provider at once. */
  const left: { phone: string; text: string }[] = []
  const outOf = (phone: string) => left.filter((m) => m.phone === phone)
  const tell = async (phone: string, text: string, channel: 'sms' | 'whatsapp' = 'sms'): Promise<string> => {
    const before = outOf(phone).length
    await t.provider.deliver({ channel, phone, text })
    await until(() => outOf(phone).length > before)
    return outOf(phone)
      .slice(before)
      .map((m) => m.text)
      .join('\n')
  }
  const codeIn = (text: string) => /[A-Z]{4}-[2-9]{4}/.exec(text)?.[0] ?? ''
  const people = async () => (await t.app.store.db.selectFrom('person').select('id').execute()).map((row) => row.id)

  describe('by a code', () => {
    const [old, fresh] = ['+13465550701', '+525555000702']

    test('the code is asked for on the old phone, typed and confirmed on the new one; memory, case and person go with it', async () => {
      await tell(old, 'perdi mi pasaporte, soy de honduras')
      for (let i = 0; i < 5 && !(await t.app.store.db.selectFrom('care_case').select('id').executeTakeFirst()); i++)
        await tell(old, i === 0 ? 'PERSONA' : 'SI')
      const [before] = await people()
      const code = codeIn(await tell(old, 'cambiar de teléfono'))
      expect(code).not.toBe('')
      expect(await tell(fresh, code.toLowerCase().replace('-', ' '), 'whatsapp')).toMatch(/trae aquí la conversación/)
      expect(await tell(fresh, 'sí', 'whatsapp')).toMatch(/sigue en este teléfono/)
      await until(() => /se pas[oó] a otro/.test(outOf(old).at(-1)?.text ?? ''))
      expect(await people()).toContain(before)
      expect(await tell(fresh, 'mi caso', 'whatsapp')).toMatch(/caso/)
      expect(await t.app.store.db.selectFrom('care_case').select(['person_id', 'channel']).execute()).toEqual([
        { person_id: before, channel: 'whatsapp' },
      ])
      // The old phone is somebody new, and the code is used up.
      expect(await tell(old, 'mi caso')).not.toMatch(/Honduras/)
      expect(await tell('+13465550703', code)).toMatch(/no sirve/)
    })

    test('nobody of the staff sees the code, and only its keyed hash is kept', async () => {
      const code = codeIn(await tell(fresh, 'cambiar de numero', 'whatsapp'))
      const ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
      const [found] = await t.app.store.db.selectFrom('care_case').select('id').execute()
      await ana.ok('POST', `/cases/${found?.id}/claim`)
      await until(() => outOf(fresh).some(({ text }) => /Le atiende Ana/.test(text)))
      const read = await ana.ok<{ messages: { text: string }[] }>('GET', `/cases/${found?.id}/messages`)
      expect(read.messages.some((message) => message.text === '•••')).toBe(true)
      expect(JSON.stringify(read)).not.toContain(code)
      const rows = await t.app.store.db.selectFrom('move_code').selectAll().execute()
      expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''))
      expect(await tell(fresh, code, 'whatsapp')).toMatch(/no desde este/)
    })

    test('three codes a day, each for a quarter of an hour; five wrong ones and none is looked up', async () => {
      const person = '+13465550711'
      await tell(person, 'hola')
      const codes = []
      for (let i = 0; i < 3; i++) codes.push(codeIn(await tell(person, 'cambiar de telefono')))
      expect(await tell(person, 'cambiar de telefono')).toMatch(/Pida otro mañana/)
      const guesser = '+13465550712'
      for (const guess of ['BCDF-2345', 'BCDF-2346', 'BCDF-2347', 'BCDF-2348', 'BCDF-2349'])
        expect(await tell(guesser, guess)).toMatch(/no sirve/)
      expect(await tell(guesser, codes[0] ?? '')).toMatch(/no sirve/)
      now += 16 * 60_000
      expect(await tell('+13465550713', codes[1] ?? '')).toMatch(/no sirve/)
    })

    test('confirmed with anything but yes nothing changes', async () => {
      const person = '+13465550721'
      await tell(person, 'hola')
      const code = codeIn(await tell(person, 'cambiar de telefono'))
      expect(await tell('+13465550722', code)).toMatch(/¿La traigo\?/)
      expect(await tell('+13465550722', 'no')).toMatch(/No cambié nada/)
      expect(await tell(person, 'hola')).not.toBe('')
    })

    test('two phones that confirm the same code at the same instant: one gets the thread, the other is told that it was used', async () => {
      const person = '+13465550741'
      const [one, two] = ['+13465550742', '+13465550743']
      await tell(person, 'hola')
      const code = codeIn(await tell(person, 'cambiar de telefono'))
      for (const phone of [one, two]) expect(await tell(phone, code)).toMatch(/¿La traigo\?/)
      const said = await Promise.all([tell(one, 'sí'), tell(two, 'sí')])
      expect(said.filter((text) => /sigue en este teléfono/.test(text))).toHaveLength(1)
      expect(said.filter((text) => /no sirve/.test(text))).toHaveLength(1)
    })

    test.each([
      ['en', 'change phone', /change phones/],
      ['ht', 'chanje telefòn', /chanje telefòn/],
      ['fr', 'changer de téléphone', /changer de téléphone/],
      ['pt', 'trocar de telefone', /trocar de telefone/],
    ])('asked for in %s', async (lang, words, said) => {
      const person = `+1346555073${lang.charCodeAt(0) % 10}`
      await tell(person, { en: 'hello', ht: 'bonjou', fr: 'bonjour', pt: 'olá, bom dia' }[lang] ?? '')
      expect(await tell(person, words)).toMatch(said)
    })
  })
})

test('ordinary words, numbers and other codes are no code', () => {
  for (const text of ['pasaporte', 'BCDF2', 'mensajes', '23452345', 'BCDF-1234', 'hola BCDF-2345 gracias'])
    expect(readMoveCode(text)).toBeUndefined()
  expect(readMoveCode(' "bcdf 2345". ')).toBe('BCDF2345')
})
