import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bothStores } from '../support/both-stores.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const stores = bothStores()
const CONSULATE = 'Consulado de Guatemala en Houston (demo)'
const GREETING = `Hola, le saluda Puente en nombre de ${CONSULATE}.`
let phones = 0
const newPhone = () => `+1832555${1000 + phones++}`

describe.each(stores.settings)(
  'somebody comes by a code, on %s',
  (_name, settings) => {
    let t: TestApp
    beforeAll(async () => {
      t = await startTestApp({ CONTENT_GRACE_UNTIL: '2027-06-30', ...(await settings()) })
    }, 120_000)
    afterAll(async () => await t.stop())

    const out = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
    const isIdle = async () =>
      (await t.app.store.db.selectFrom('job').select('id').where('state', 'in', ['ready', 'running']).execute()).length === 0
    /** Says each line; everything that came back to the last one. */
    const say = async (phone: string, ...lines: string[]) => {
      let before = 0
      for (const text of lines) {
        before = out(phone).length
        await t.provider.deliver({ channel: 'sms', phone, text })
        await t.replies(phone, before + 1)
        await until(isIdle)
      }
      return out(phone)
        .slice(before)
        .map((m) => m.text)
        .join('\n')
    }
    const uses = async (code: string, outcome: string) =>
      Number(
        (
          await t.app.store.db
            .selectFrom('entry_use')
            .select((eb) => eb.fn.sum('uses').as('n'))
            .where('code', '=', code)
            .where('outcome', '=', outcome)
            .executeTakeFirst()
        )?.n ?? 0,
      )

    test('alone: greeted in the name of the office, counted', async () => {
      const before = await uses('HOUSTON', 'met')
      expect(await say(newPhone(), 'HOUSTON')).toContain(GREETING)
      expect(await uses('HOUSTON', 'met')).toBe(before + 1)
    })

    test('before a question: the question is answered, for the country of the office', async () => {
      const phone = newPhone()
      expect(await say(phone, 'HOUSTON cómo saco mi pasaporte')).toMatch(/\/c\/gt\.passport/)
      expect(await say(newPhone(), 'cómo saco mi pasaporte')).not.toMatch(/\/c\/gt\.passport/)
    })

    test('what the person says of their country stands above the code', async () => {
      expect(await say(newPhone(), 'soy de honduras', 'HOUSTON', 'cómo saco mi pasaporte')).toMatch(/\/c\/hn\.passport/)
    })

    test('misspelt: put right when only letters that look alike are wrong, else asked', async () => {
      expect(await say(newPhone(), 'H0USTON')).toContain(GREETING)
      const phone = newPhone()
      expect(await say(phone, 'huston')).toMatch(/1 HOUSTON: Consulado/)
      expect(await say(phone, '1')).toContain(GREETING)
      const other = newPhone()
      expect(await say(other, 'huston', '2')).toMatch(/^Hola. Soy Puente/)
      expect(await say(other, 'cómo saco mi pasaporte')).not.toMatch(/\/c\/gt\.passport/)
    })

    test('unknown: a normal conversation, counted without what was typed', async () => {
      const before = await uses('', 'unknown')
      expect(await say(newPhone(), 'FR7X')).toMatch(/^Hola. Soy Puente/)
      expect(await uses('', 'unknown')).toBe(before + 1)
      expect(await t.app.store.db.selectFrom('entry_use').select('code').where('code', '=', 'FR7X').execute()).toEqual([])
    })

    test('danger is met first, and in the place that the code tells', async () => {
      expect(await say(newPhone(), 'HOUSTON ya no quiero vivir, me voy a matar')).toMatch(/988/)
      expect(await say(newPhone(), 'mx7k me quiero matar')).toMatch(/Llame ahora|911|988/)
    })

    test('a keyword after the code is a keyword', async () => {
      const phone = newPhone()
      await say(phone, 'HOUSTON STOP')
      expect(await t.app.store.db.selectFrom('audit_event').select('kind').where('kind', '=', 'opted-out').execute()).toHaveLength(1)
    })

    test('a hand-off goes to the office of the code; forgotten, to whoever serves the person', async () => {
      expect(await say(newPhone(), 'soy de guatemala y estoy en Houston', 'mx7k', 'PERSONA')).toContain('Casa Puente (demo)')
      expect(await say(newPhone(), 'soy de guatemala y estoy en Houston', 'mx7k', 'no vengo del albergue', 'PERSONA')).toContain(CONSULATE)
      expect(await say(newPhone(), 'HOUSTON', 'PERSONA')).toContain(CONSULATE)
    })

    test('forgotten when the person says so: with it goes what it told of them', async () => {
      const phone = newPhone()
      await say(phone, 'HOUSTON')
      expect(await say(phone, 'no vengo del consulado')).toMatch(/^Listo, ya no lo relaciono/)
      expect(await say(phone, 'cómo saco mi pasaporte')).not.toMatch(/\/c\/gt\.passport/)
      expect(await uses('HOUSTON', 'forgotten')).toBeGreaterThan(0)
    })

    test('an answer to our own question is no code', async () => {
      expect(await say(newPhone(), 'soy de guatemala', 'cuál es mi consulado?', 'houston')).not.toContain(GREETING)
      expect(await say(newPhone(), 'vivo en houston')).not.toContain(GREETING)
    })

    test('a link counts once, and does not come back when it was taken back', async () => {
      const jar: string[] = []
      const post = async (text: string) => {
        const response = await fetch(`${t.app.url}/chat/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(jar[0] ? { cookie: jar[0] } : {}) },
          body: JSON.stringify({ id: crypto.randomUUID(), text, entry: 'HOUSTON', lang: 'es' }),
        })
        const [cookie] = response.headers.getSetCookie()
        if (cookie) jar[0] = cookie.split(';')[0] ?? ''
        await until(isIdle)
      }
      const before = await uses('HOUSTON', 'met')
      await post('perdí mi acta')
      await post('y cuánto cuesta?')
      await post('olvida el consulado')
      await post('gracias')
      expect(await uses('HOUSTON', 'met')).toBe(before + 1)
    })
  },
  240_000,
)
