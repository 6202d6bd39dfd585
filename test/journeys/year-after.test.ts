import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readIndicators } from '../../services/indicators/index.ts'
import { verifyAudit } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { until } from '../support/test-app.ts'
import { openYear, plain, type Year } from '../support/year.ts'

const OFFICE = 'demo-casa'

/**
 * A year on a clock that the test moves. One person: return, case, four check-ins, bad answers, another phone, erasure in month 7. Another,
 * who came back with children and has no case: 1, 3, 6 and 12 months, to the end.
 */
describe.each(bothStores().settings)('the year after on %s', (_name, env) => {
  let year: Year
  let ana: ConsoleClient
  let caseId = ''
  const [old, fresh, mother] = ['+50495550801', '+50495550802', '+50495550803']
  beforeAll(async () => {
    year = await openYear(await env())
    ana = await signedIn(year.t.app.url, year.t.app.demoStaff, 'Ana')
  }, 180_000)
  afterAll(() => year.t.stop())

  const db = () => year.t.app.store.db
  const tell = (phone: string, text: string) => year.tell(phone, text)
  const figures = async () =>
    await db().selectFrom('follow_up_figure').selectAll().orderBy('month').orderBy('measure').orderBy('value').execute()
  const counts = async () => await db().selectFrom('indicator_count').selectAll().orderBy('indicator').orderBy('value').execute()
  const alerts = async (kind: string) =>
    await db().selectFrom('staff_alert').select(['case_id', 'staff_id']).where('kind', '=', kind).execute()
  const anaId = async () => (await db().selectFrom('staff').select('id').where('first_name', '=', 'Ana').executeTakeFirst())?.id
  /** Every month that was counted in, as it is told. */
  const told = async () => {
    const today = new Date(year.now()).toISOString().slice(0, 10)
    const months = [...new Set((await figures()).map(({ period }) => period))].filter((month) => month < today.slice(0, 7))
    return await Promise.all(months.map((month) => readIndicators(db(), { officeId: OFFICE, month, today })))
  }

  test('a mother comes back: she is answered, offered to be asked, and agrees; her office asks after 1, 3, 6 and 12 months', async () => {
    expect(await tell(mother, 'ya regrese a mi pais, soy de honduras, donde saco la partida de nacimiento')).not.toMatch(/preguntas cortas/)
    const offer = await tell(mother, 'como inscribo a mis hijos en la escuela')
    expect(offer).toMatch(/Son tres preguntas cortas; se cuentan sin su nombre/)
    expect(await tell(mother, 'sí')).toMatch(/1, 3, 6, 12 meses/)
  })

  test('from now on the office asks after 1, 2, 3 and 6; a case, its plan, its end, and yes', async () => {
    const marta = await signedIn(year.t.app.url, year.t.app.demoStaff, 'Marta')
    const path = `/offices/${OFFICE}/settings`
    const { version, hours, holidays, closedOn, openOn, serves, languages, duty, answerMinutes } = await marta.ok<Record<string, unknown>>(
      'GET',
      path,
    )
    const form = { version, hours, holidays, closedOn, openOn, serves, languages, duty, answerMinutes }
    expect((await marta.call('PUT', path, { ...form, followUpMonths: [1, 2, 3, 6] })).status).toBeLessThan(300)
    await tell(old, 'ya regrese a mi pais, soy de honduras y perdi mi pasaporte')
    for (let i = 0; i < 6 && caseId === ''; i++) {
      await tell(old, i === 0 ? 'PERSONA' : 'SI')
      caseId = (await db().selectFrom('care_case').select('id').executeTakeFirst())?.id ?? ''
    }
    await ana.ok('POST', `/cases/${caseId}/claim`)
    await ana.ok('PUT', `/cases/${caseId}/plan`, { steps: [{ text: 'Sacar la tarjeta de identidad', state: 'open' }] })
    await ana.ok('POST', `/cases/${caseId}/close`, { outcome: 'solved', reason: 'listo' })
    await until(() => /preguntarle por aqui como le va/.test(plain(year.outOf(old).at(-1) ?? '')))
    expect(await tell(old, 'sí')).toMatch(/1, 2, 3, 6 meses/)
  })

  test('month 1: well, the step not done yet: a task for Ana by name; the mother is asked about school', async () => {
    await year.days(35)
    await year.asked(old, 1)
    expect(await tell(old, '1')).toMatch(/Sacar la tarjeta de identidad/)
    expect(await tell(old, 'todavía no')).toMatch(/hablar con una persona/)
    expect(await tell(old, 'no')).toMatch(/Gracias por contestar/)
    expect(await alerts('check-in-not-done')).toEqual([{ case_id: caseId, staff_id: await anaId() }])
    await year.asked(mother, 1)
    expect(await tell(mother, 'bien')).toMatch(/ya van todos a la escuela/)
    expect(await tell(mother, 'el grande sí pero la niña todavía no')).toMatch(/hablar con una persona/)
    expect(await tell(mother, 'no')).toMatch(/Gracias por contestar/)
  })

  test('month 2: so-so', async () => {
    await year.days(30)
    await year.asked(old, 2)
    await tell(old, 'más o menos')
    await tell(old, 'aún no')
    expect(await tell(old, 'no')).toMatch(/Gracias por contestar/)
    await year.asked(mother, 1)
  })

  test('month 3: bad, in words, with an ordinary question in between; all the children go now', async () => {
    await year.days(30)
    await year.asked(old, 3)
    expect(await tell(old, '¿dónde saco mi partida de nacimiento en honduras?')).not.toMatch(/hablar con una persona/)
    expect(await tell(old, 'mal, no encuentro trabajo')).toMatch(/no este bien/)
    await tell(old, 'sí')
    await tell(old, 'no')
    expect(await alerts('check-in-bad')).toEqual([{ case_id: caseId, staff_id: await anaId() }])
    ana = await signedIn(year.t.app.url, year.t.app.demoStaff, 'Ana')
    const { checkIns } = await ana.ok<{ checkIns: { month: number; how: number; stepDone: boolean; words: { how: string } }[] }>(
      'GET',
      `/cases/${caseId}/follow-up`,
    )
    expect(checkIns.slice(0, 3)).toEqual([
      expect.objectContaining({ month: 1, how: 1, stepDone: false }),
      expect.objectContaining({ month: 2, how: 2, stepDone: false }),
      expect.objectContaining({ month: 3, how: 3, stepDone: true, words: expect.objectContaining({ how: 'mal, no encuentro trabajo' }) }),
    ])
    await year.asked(mother, 2)
    expect(await tell(mother, '1')).toMatch(/ya van todos a la escuela/)
    await tell(mother, 'ya van todos')
    await tell(mother, 'no')
    const school = (await figures())
      .filter(({ measure }) => measure === 'school')
      .map(({ office_id, month, value, n }) => [office_id, month, value, Number(n)])
    expect(school).toEqual([
      [OFFICE, 1, 'no', 1],
      [OFFICE, 3, 'yes', 1],
    ])
  })

  test('another phone takes the thread with it', async () => {
    const code = /[A-Z]{4}-[2-9]{4}/.exec(await tell(old, 'cambiar de telefono'))?.[0] ?? ''
    await tell(fresh, code)
    expect(await tell(fresh, 'si')).toMatch(/sigue en este telefono/)
    expect(plain(year.outOf(old).at(-1) ?? '')).toMatch(/se paso a otro telefono/)
  })

  test('month 6: the fourth is asked on the new phone and answered; the mother, whose children go, has two questions left', async () => {
    const before = year.outOf(old).length
    await year.days(95)
    await year.asked(fresh, 1)
    expect(year.outOf(old)).toHaveLength(before)
    await tell(fresh, 'bien')
    expect(await tell(fresh, 'no')).toMatch(/Gracias por contestar/)
    await year.asked(mother, 3)
    expect(await tell(mother, 'bien')).toMatch(/hablar con una persona/)
    await tell(mother, 'no')
    const states = await db().selectFrom('check_in').select(['month', 'state']).where('state', '=', 'answered').execute()
    expect(states.map(({ month }) => Number(month)).sort()).toEqual([1, 1, 2, 3, 3, 6, 6])
  })

  test('erased in month 7: nothing more is sent, nothing of them is left, and no figure changes; the other is asked in month 12', async () => {
    await year.days(20)
    const [counted, indicators, tellable] = [await figures(), await counts(), await told()]
    expect(counted.length).toBeGreaterThan(10)
    const personId = (await db().selectFrom('care_case').select('person_id').executeTakeFirst())?.person_id ?? ''
    await tell(fresh, 'BORRAR MIS DATOS')
    await tell(fresh, 'si')
    for (const table of ['follow_up', 'case_share', 'move_code', 'care_case'] as const)
      expect(await db().selectFrom(table).select('person_id').where('person_id', '=', personId).execute()).toEqual([])
    expect(await db().selectFrom('person').select('id').where('id', '=', personId).execute()).toEqual([])
    expect(await figures()).toEqual(counted)
    expect(await counts()).toEqual(indicators)
    const before = year.sent.filter((phone) => phone !== mother)
    await year.days(165)
    await year.asked(mother, 4)
    expect(await tell(mother, 'regular')).toMatch(/hablar con una persona/)
    await tell(mother, 'no')
    await year.days(60)
    expect(year.sent.filter((phone) => phone !== mother)).toEqual(before)
    await year.asked(mother, 4)
    // What was counted then stands; only the mother's twelfth month came to it.
    expect((await figures()).filter(({ month }) => Number(month) !== 12)).toEqual(counted)
    expect((await told()).slice(0, tellable.length)).toEqual(tellable)
    expect(await verifyAudit(db())).toMatchObject({ brokenAt: null })
  })
})
