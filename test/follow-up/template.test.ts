import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { DEMO_CHECK_IN_SIDS } from '../../services/demo-provider/templates.ts'
import { bothStores } from '../support/both-stores.ts'
import { openYear, type Year } from '../support/year.ts'

const HOUR_MS = 3_600_000
/** From the yes to the first check-in at the most. */
const MONTH_DAYS = 31
const RETURNED: readonly string[] = [
  'ya regrese a mi pais, soy de honduras, donde saco la partida de nacimiento',
  'donde saco mi pasaporte',
]
const SIDS: readonly string[] = [...DEMO_CHECK_IN_SIDS.values()]

/** What the provider gets when somebody is to be asked by WhatsApp: the template only where free text is not taken, nothing where nobody may be asked. */
describe.each(bothStores().settings)('a check-in by WhatsApp on %s', (_name, env) => {
  let year: Year
  let phones = 0
  beforeAll(async () => {
    year = await openYear(await env())
  }, 180_000)
  afterAll(() => year.t.stop())

  interface Agreed {
    readonly phone: string
    readonly followUpId: string
  }
  /** Somebody of a phone who told that they are back and agreed to be asked. */
  const agreed = async (prefix = '+5049555', words = RETURNED): Promise<Agreed> => {
    const phone = `${prefix}${9001 + phones++}`
    for (const said of words) await year.tell(phone, said, 'whatsapp')
    await year.tell(phone, '1', 'whatsapp')
    const found = await year.t.app.store.db.selectFrom('follow_up').selectAll().orderBy('answered_at', 'desc').executeTakeFirst()
    expect(found?.state).toBe('agreed')
    return { phone, followUpId: found?.id ?? '' }
  }
  const first = async ({ followUpId }: Agreed) => {
    const rows = await year.t.app.store.db
      .selectFrom('check_in')
      .selectAll()
      .where('follow_up_id', '=', followUpId)
      .orderBy('month')
      .execute()
    return rows[0]?.reason ? `${rows[0].state}:${rows[0].reason}` : rows[0]?.state
  }
  const asked = ({ phone }: Agreed) =>
    year.t.provider
      .posted(phone)
      .filter((form) => SIDS.includes(form.ContentSid ?? '') || /podíamos preguntarle/.test(JSON.stringify(form)))

  test('outside the window the approved template of their language leaves, with no words of ours; the answer is taken', async () => {
    const one = await agreed()
    const creole = await agreed('+5093755', [
      'mwen tounen nan peyi m, mwen an Ayiti, ki kote mwen ka fè batistè',
      'ki kote mwen ka fè paspò',
    ])
    await year.days(MONTH_DAYS)
    await year.pass(HOUR_MS)
    expect(asked(one)).toEqual([
      {
        To: `whatsapp:${one.phone}`,
        From: expect.stringMatching(/^whatsapp:\+/),
        ContentSid: DEMO_CHECK_IN_SIDS.get('es'),
        ContentVariables: '{}',
        StatusCallback: expect.stringContaining('/webhooks/twilio/status?m='),
      },
    ])
    expect(asked(creole).map((form) => form.ContentSid)).toEqual([DEMO_CHECK_IN_SIDS.get('ht')])
    // The answer opens the window: what follows is free text again.
    expect(await year.tell(one.phone, '1', 'whatsapp')).toMatch(/hablar con una persona/)
    expect(SIDS).not.toContain(year.t.provider.posted(one.phone).at(-1)?.ContentSid)
    expect(await year.tell(one.phone, 'no', 'whatsapp')).toMatch(/Gracias por contestar/)
    expect(await first(one)).toBe('answered')
  })

  test('inside the window it is free text', async () => {
    const one = await agreed()
    await year.days(MONTH_DAYS - 1)
    await year.pass(12 * HOUR_MS)
    await year.tell(one.phone, 'gracias', 'whatsapp')
    await year.pass(14 * HOUR_MS)
    expect(asked(one)).toHaveLength(1)
    expect(SIDS).not.toContain(asked(one)[0]?.ContentSid)
    expect(JSON.stringify(asked(one)[0])).toContain('podíamos preguntarle')
  })

  test('nothing after STOP, nothing while danger is not over; danger in an answer goes first', async () => {
    const [stopped, danger, inAnswer] = [await agreed(), await agreed(), await agreed()]
    await year.days(MONTH_DAYS - 1)
    await year.tell(stopped.phone, 'STOP', 'whatsapp')
    await year.tell(danger.phone, 'me quiero morir', 'whatsapp')
    await year.days(2)
    expect([asked(stopped), asked(danger)]).toEqual([[], []])
    expect(await first(stopped)).toBe('skipped:stopped')
    expect(await first(danger)).toBe('planned')
    expect(asked(inAnswer)).toHaveLength(1)
    expect(await year.tell(inAnswer.phone, 'mal, mi esposo me quiere matar', 'whatsapp')).toMatch(/911/)
    expect(await first(inAnswer)).toBe('asking')
    await year.days(30)
    expect([asked(stopped), asked(danger)]).toEqual([[], []])
    expect(await first(danger)).toMatch(/^skipped:(danger|with-a-person)$/)
  })

  test('not in the night of where they are: day at home is not enough for who wrote from Madrid', async () => {
    // Three in the afternoon in Honduras, ten at night in Madrid.
    const toEvening = (21 * HOUR_MS + 24 * HOUR_MS - (year.now() % (24 * HOUR_MS))) % (24 * HOUR_MS)
    await year.pass(toEvening)
    const [home, away] = [await agreed(), await agreed()]
    await year.tell(away.phone, 'ahora estoy en Madrid, España', 'whatsapp')
    await year.days(MONTH_DAYS)
    await year.days(1)
    expect(asked(home)).toHaveLength(1)
    expect(asked(away)).toEqual([])
    expect(await first(away)).toBe('planned')
    // Nine in the morning in Honduras, four in the afternoon in Madrid.
    await year.pass(18 * HOUR_MS)
    expect(asked(away)).toHaveLength(1)
  })
})
