import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { verifyAudit } from '../../services/store/index.ts'
import { bothStores } from '../support/both-stores.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const DAY = 86_400_000
const { settings } = bothStores()

/** A year in the life of one person, on a clock that the test moves: return, case, check-ins, a bad answer, another phone, erasure. */
describe.each(settings)('the year after on %s', (_name, env) => {
  let t: TestApp
  let ana: ConsoleClient
  const startedAt = Date.now()
  let now = Date.parse('2026-11-25T17:00:00Z')
  let caseId = ''
  const [old, fresh] = ['+50495550801', '+50495550802']
  beforeAll(async () => {
    t = await startTestApp(
      { ...(await env()), FOLLOW_UP_PER_MINUTE: '600', FOLLOW_UP_RETRY_DAYS: '14' },
      () => new Date(now + Date.now() - startedAt),
    )
    ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
    t.provider.onMessage((m) => {
      if (m.direction === 'out') seen.set(m.sid, m.phone)
    })
  }, 180_000)
  afterAll(async () => {
    await t.stop()
  })

  /** Everything that ever left, by its id: what is taken back at the provider has left all the same. */
  const seen = new Map<string, string>()
  const sent = {
    get: (phone: string) => [...seen.values()].filter((to) => to === phone).length,
    *[Symbol.iterator]() {
      yield* seen.values()
    },
  }
  const db = () => t.app.store.db
  const outOf = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
  const tell = async (phone: string, text: string): Promise<string> => {
    const before = outOf(phone).length
    await t.provider.deliver({ channel: 'sms', phone, text })
    await until(() => outOf(phone).length > before)
    return outOf(phone)
      .slice(before)
      .map((m) => m.text)
      .join('\n')
  }
  /** Nothing is on its way: what waits while days go by would be dropped as outdated. */
  const settled = () =>
    until(async () => {
      const due = now + Date.now() - startedAt
      return (await db().selectFrom('job').select('id').where('state', '<>', 'dead').where('run_at', '<=', due).execute()).length === 0
    })
  /** Days go by, one look of the service at each noon; staff sign in again, as a session does not last so long. */
  const days = async (count: number) => {
    for (let i = 0; i < count; i += 5) {
      now += Math.min(5, count - i) * DAY
      await t.app.checkIn()
      await settled()
      now += 60_000
      await t.app.checkIn()
      await settled()
    }
  }
  const asked = async (phone: string, count: number) =>
    await until(() => outOf(phone).filter((m) => /podiamos preguntarle/.test(plain(m.text))).length === count)
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')
  const figures = async () =>
    await db().selectFrom('follow_up_figure').selectAll().orderBy('month').orderBy('measure').orderBy('value').execute()

  test('back home: a case, its plan, its end; asked whether they may be asked, and yes', async () => {
    await tell(old, 'ya regrese a mi pais, soy de honduras y perdi mi pasaporte')
    for (let i = 0; i < 6 && caseId === ''; i++) {
      await tell(old, i === 0 ? 'PERSONA' : 'SI')
      caseId = (await db().selectFrom('care_case').select('id').executeTakeFirst())?.id ?? ''
    }
    await ana.ok('POST', `/cases/${caseId}/claim`)
    await ana.ok('PUT', `/cases/${caseId}/plan`, { steps: [{ text: 'Sacar la tarjeta de identidad', state: 'open' }] })
    await ana.ok('POST', `/cases/${caseId}/close`, { outcome: 'solved', reason: 'listo' })
    await until(() => /preguntarle por aqui como le va/.test(plain(outOf(old).at(-1)?.text ?? '')))
    expect(plain(await tell(old, 'sí'))).toMatch(/1, 3, 6, 12 meses/)
  })

  test('month 1: well, the step not done yet: a task for Ana by name', async () => {
    await days(35)
    await asked(old, 1)
    expect(plain(await tell(old, '1'))).toMatch(/Sacar la tarjeta de identidad/)
    expect(plain(await tell(old, 'todavía no'))).toMatch(/hablar con una persona/)
    expect(plain(await tell(old, 'no'))).toMatch(/Gracias por contestar/)
    const alerts = await db().selectFrom('staff_alert').selectAll().where('kind', '=', 'check-in-not-done').execute()
    const [staff] = await db().selectFrom('staff').select('id').where('first_name', '=', 'Ana').execute()
    expect(alerts.map((alert) => [alert.case_id, alert.staff_id])).toEqual([[caseId, staff?.id]])
  })

  test('month 3: bad, in words; an ordinary question in between is answered', async () => {
    await days(60)
    await asked(old, 2)
    expect(await tell(old, '¿dónde saco mi partida de nacimiento en honduras?')).not.toMatch(/hablar con una persona/)
    expect(plain(await tell(old, 'mal, no encuentro trabajo'))).toMatch(/no este bien/)
    await tell(old, 'sí')
    await tell(old, 'no')
    expect(await db().selectFrom('staff_alert').select('id').where('kind', '=', 'check-in-bad').execute()).toHaveLength(1)
    ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
    const { checkIns } = await ana.ok<{ checkIns: { month: number; how: number; stepDone: boolean; words: { how: string } }[] }>(
      'GET',
      `/cases/${caseId}/follow-up`,
    )
    expect(checkIns.slice(0, 2)).toEqual([
      expect.objectContaining({ month: 1, how: 1, stepDone: false }),
      expect.objectContaining({ month: 3, how: 3, stepDone: true, words: expect.objectContaining({ how: 'mal, no encuentro trabajo' }) }),
    ])
  })

  test('another phone takes the thread with it', async () => {
    const code = /[A-Z]{4}-[2-9]{4}/.exec(await tell(old, 'cambiar de telefono'))?.[0] ?? ''
    await tell(fresh, code)
    expect(plain(await tell(fresh, 'si'))).toMatch(/sigue en este telefono/)
    await until(() => /se paso a otro telefono/.test(plain(outOf(old).at(-1)?.text ?? '')))
  })

  test('month 6 is asked on the new phone; danger in the answer goes first', async () => {
    const before = sent.get(old)
    await days(95)
    await asked(fresh, 1)
    expect(sent.get(old)).toBe(before)
    expect(plain(await tell(fresh, 'mal, mi esposo me quiere matar'))).toMatch(/911/)
    expect((await db().selectFrom('check_in').select('state').where('month', '=', 6).execute())[0]?.state).toBe('asking')
  })

  test('erased in month 7: nothing more is sent, nothing of them is left, and the figures stay as they were', async () => {
    await days(20)
    const counted = await figures()
    expect(counted).not.toEqual([])
    await tell(fresh, 'BORRAR MIS DATOS')
    await tell(fresh, 'si')
    for (const table of ['follow_up', 'check_in', 'move_code', 'care_case'] as const)
      expect(await db().selectFrom(table).selectAll().execute()).toEqual([])
    const before = [...sent]
    await days(240)
    expect([...sent]).toEqual(before)
    expect(await figures()).toEqual(counted)
    expect(await verifyAudit(db())).toMatchObject({ brokenAt: null })
  })
})
