import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { insertWebhook, listDeliveries } from '../../services/store/index.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let t: TestApp
let now = Date.parse('2026-11-25T15:00:00Z')
let ana: ConsoleClient
let benoit: ConsoleClient
let luz: ConsoleClient
let marta: ConsoleClient
beforeAll(async () => {
  t = await startTestApp({}, () => new Date(now))
  ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
  benoit = await signedIn(t.app.url, t.app.demoStaff, 'Benoit')
  luz = await signedIn(t.app.url, t.app.demoStaff, 'Luz')
  marta = await signedIn(t.app.url, t.app.demoStaff, 'Marta')
}, 180_000)
afterAll(async () => {
  await t.stop()
})

const outOf = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
/** The person writes, and the answer that follows is given back. */
async function tell(phone: string, text: string, channel: 'sms' | 'whatsapp' = 'sms'): Promise<string> {
  const before = outOf(phone).length
  await t.provider.deliver({ channel, phone, text })
  return (await t.replies(phone, before + 1)).at(-1)?.text ?? ''
}
interface Row {
  id: string
  number: string
  reason: string
  assigneeName: string | null
}
const queue = async (client: ConsoleClient, view: string) => (await client.ok<{ rows: Row[] }>('GET', `/queue?view=${view}`)).rows
/** Says yes, page by page where the packet takes more than one. */
async function agree(phone: string, word: string, channel: 'sms' | 'whatsapp' = 'sms'): Promise<string> {
  for (let i = 0; i < 6; i++) {
    const answer = await tell(phone, word, channel)
    if (/[2-9A-Z]{6}/.test(answer) && !/QUITAR/.test(answer)) return answer
  }
  return ''
}

describe('consent in the chat', () => {
  const phone = '+13465550101'

  test('the packet is shown in numbered parts, with whom, until when, and that no is fine', async () => {
    await tell(phone, 'me deportaron y perdí mi acta, soy de Puebla')
    let text = await tell(phone, 'PERSONA')
    for (let i = 0; i < 5 && /MAS=seguir/.test(text); i++) text += `\n${await tell(phone, 'MAS')}`
    expect(text).toContain('Casa Puente (demo)')
    expect(text).toMatch(/1 Su pregunta: me deportaron y perd/)
    expect(text).toMatch(/\d Pa.s: M.xico/)
    expect(text).toMatch(/hasta el \d+ feb 2027/)
    expect(text).toMatch(/Si dice que no/)
  })

  test('a part can be struck, and nothing is shared before the yes', async () => {
    expect(await queue(ana, 'unassigned')).toEqual([])
    const text = await tell(phone, 'quitar 2')
    expect(text).not.toMatch(/M.xico/)
    expect(text).toMatch(/Su pregunta/)
  })

  test('unclear is asked once more, then taken as no', async () => {
    expect(await tell(phone, 'mmm')).toMatch(/SI o NO/)
    expect(await tell(phone, 'ahh')).toMatch(/No comparto nada/)
    expect(await queue(ana, 'unassigned')).toEqual([])
  })

  test('a yes opens a case with a number; the packet is what was agreed to; reading it is noted and told', async () => {
    await tell(phone, 'PERSONA')
    await tell(phone, 'quitar 2')
    const accepted = await agree(phone, 'SI')
    const [row] = await queue(ana, 'unassigned')
    expect(accepted).toContain(row?.number)
    const packet = await ana.ok<{ parts: { key: string }[] }>('POST', `/cases/${row?.id}/packet`, { why: 'empezar' })
    expect(packet.parts.map((p) => p.key)).toEqual(expect.arrayContaining(['question', 'language']))
    expect(packet.parts.map((p) => p.key)).not.toContain('country')
    expect(await tell(phone, 'quien leyo mi caso')).toMatch(/Ana, Casa Puente/)
  })

  test('of two who claim, one gets it and the other sees who has it', async () => {
    const [row] = await queue(ana, 'unassigned')
    const answers = await Promise.all([ana.call('POST', `/cases/${row?.id}/claim`), benoit.call('POST', `/cases/${row?.id}/claim`)])
    expect(answers.map((a) => a.status).sort()).toEqual([204, 409])
    const loser = answers.find((a) => a.status === 409)
    expect(JSON.stringify(loser?.body)).toMatch(/Ana|Benoit/)
    if (answers[0]?.status === 409) {
      await benoit.ok('POST', `/cases/${row?.id}/release`)
      await ana.ok('POST', `/cases/${row?.id}/claim`)
    }
    await until(() => outOf(phone).some((m) => /Le atiende Ana/.test(m.text)))
  })

  test('while a person answers the bot is silent; the reply leaves by the same outbox and is delivered', async () => {
    const [row] = await queue(ana, 'mine')
    await t.provider.deliver({ channel: 'sms', phone, text: 'gracias, necesito el acta de mi hijo' })
    const id = randomUUID()
    const twice = await Promise.all(
      [1, 2].map(() => ana.ok('POST', `/cases/${row?.id}/replies`, { id, text: 'Soy Ana. Le ayudo con el acta.' })),
    )
    expect(twice).toHaveLength(2)
    await until(() => outOf(phone).some((m) => /Soy Ana/.test(m.text)))
    const { messages } = await ana.ok<{ messages: { from: string; text: string; status: string }[] }>('GET', `/cases/${row?.id}/messages`)
    expect(messages.filter((m) => m.text.includes('Soy Ana'))).toHaveLength(1)
    expect(messages.some((m) => m.from === 'person' && m.text.includes('acta de mi hijo'))).toBe(true)
    expect(messages.slice(messages.findIndex((m) => m.text.includes('acta de mi hijo'))).map((m) => m.from)).toEqual(['person', 'staff'])
    expect(await tell(phone, 'como va mi caso')).toMatch(/lo lleva Ana/)
  })

  test('a referral shares nothing before a new consent, and the receiver sees only that packet', async () => {
    const [row] = await queue(ana, 'mine')
    const rosa = await signedIn(t.app.url, t.app.demoStaff, 'Rosa')
    // Switched off, so that what is queued for it stays where it can be seen.
    const hook = {
      office_id: 'demo-clinic',
      url: 'https://clinic.example.org/',
      events: '["referral.sent"]',
      secret_sealed: Buffer.from('x'),
    }
    await insertWebhook(t.app.store.db, { id: 'hook', ...hook, failures: 0, disabled_at: 1, created_at: 1 })
    const told = async () => (await listDeliveries(t.app.store.db, 'hook', 10)).map((one) => JSON.parse(one.payload))
    await ana.ok('POST', `/cases/${row?.id}/referrals`, { officeId: 'demo-clinic' })
    await until(() => outOf(phone).some((m) => /Ana quiere pasar su caso a Cl.nica/.test(m.text)))
    expect((await rosa.ok<{ referrals: unknown[] }>('GET', '/referrals')).referrals).toEqual([])
    expect((await rosa.call('GET', `/cases/${row?.id}/messages`)).status).toBe(403)
    expect(await told()).toEqual([])
    expect(await tell(phone, 'si')).toMatch(/Lo paso a Cl.nica/)
    const data = { referral: expect.any(String), state: 'sent' }
    expect(await told()).toEqual([{ type: 'referral.sent', timestamp: expect.any(String), data }])
    const { referrals } = await rosa.ok<{ referrals: { id: string }[] }>('GET', '/referrals')
    const packet = await rosa.ok<{ parts: { key: string }[] }>('POST', `/referrals/${referrals[0]?.id}/packet`, { why: 'cita' })
    expect(packet.parts.map((p) => p.key)).not.toContain('country')
    expect((await rosa.call('GET', `/cases/${row?.id}/messages`)).status).toBe(403)
    await rosa.ok('POST', `/referrals/${referrals[0]?.id}/answer`, { state: 'accepted', text: 'Cita el lunes' })
    expect(JSON.stringify(await ana.ok('GET', `/cases/${row?.id}/referrals`))).toContain('Cita el lunes')
  })

  test('plan and next step are told; a closed case gives the chat back to the bot, which says so', async () => {
    const [row] = await queue(ana, 'mine')
    await ana.ok('PUT', `/cases/${row?.id}/plan`, { steps: [{ text: 'Pedir el acta', on: '2026-12-01', state: 'open' }] })
    expect(await tell(phone, 'como va mi caso')).toMatch(/Pedir el acta \(1 dic 2026\)/)
    await ana.ok('POST', `/cases/${row?.id}/close`, { outcome: 'solved', reason: 'ya tiene su acta' })
    await until(() => outOf(phone).some((m) => /cerr. su caso/.test(m.text)))
    expect(await tell(phone, 'hola')).not.toBe('')
    await ana.ok('POST', `/cases/${row?.id}/reopen`)
    await until(() => outOf(phone).some((m) => /de nuevo su caso/.test(m.text)))
  })

  test('revoking closes access at once, tells the caseworker, and a reply is refused with the reason', async () => {
    const [row] = await queue(ana, 'mine')
    expect(await tell(phone, 'quitar permiso')).toMatch(/ya no puede ver sus datos/)
    expect((await ana.call('GET', `/cases/${row?.id}/messages`)).status).toBe(403)
    expect((await ana.call('POST', `/cases/${row?.id}/packet`, { why: 'ver' })).status).toBe(403)
    const refused = await ana.call('POST', `/cases/${row?.id}/replies`, { id: randomUUID(), text: 'hola' })
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining('revoked')])
    expect(JSON.stringify(await ana.ok('GET', '/alerts'))).toContain('revoked')
  })

  test('a complaint goes to the supervisor and to nobody else', async () => {
    expect(await tell(phone, 'queja')).toMatch(/un solo mensaje/)
    expect(await tell(phone, 'me trataron mal por telefono')).toMatch(/Anotado/)
    expect(JSON.stringify(await marta.ok('GET', '/complaints'))).toContain('me trataron mal')
    expect((await ana.call('GET', '/complaints')).status).toBe(403)
  })
})

describe('life in danger', () => {
  const phone = '+13465550102'

  test('without a consent nobody but a mental-health professional sees that there is something, and only they open it', async () => {
    await tell(phone, 'me quiero morir, ya no quiero vivir')
    const listed = await until(async () => (await queue(luz, 'urgent')).find((row) => row.reason === 'danger'))
    expect((await queue(ana, 'urgent')).some((row) => row.reason === 'danger')).toBe(false)
    for (const client of [ana, marta, benoit]) {
      expect((await client.call('POST', `/cases/${listed.id}/break-glass`, { reason: 'quiero ver que dijo' })).status).toBe(403)
      expect((await client.call('POST', `/cases/${listed.id}/packet`, { why: 'ver' })).status).toBe(403)
    }
    expect((await luz.call('POST', `/cases/${listed.id}/packet`, { why: 'ver' })).status).toBe(403)
    expect((await luz.call('POST', `/cases/${listed.id}/break-glass`, { reason: 'x' })).status).toBe(400)
    const opened = await luz.ok<{ parts: { text: string }[] }>('POST', `/cases/${listed.id}/break-glass`, {
      reason: 'riesgo de suicidio, sin respuesta',
    })
    expect(JSON.stringify(opened.parts)).toContain('me quiero morir')
    expect(JSON.stringify(await marta.ok('GET', '/alerts'))).toContain('break-glass')
    await luz.ok('POST', `/cases/${listed.id}/glass-told`)
    await until(() => outOf(phone).some((m) => /Por el peligro que cont/.test(m.text)))
    expect(await tell(phone, 'quien leyo mi caso')).toMatch(/Luz.*peligro/s)
  })

  test('a yes after the crisis text is an urgent case at once', async () => {
    await tell('+13465550103', 'me quiero morir, ya no quiero vivir')
    expect(await tell('+13465550103', 'si')).toMatch(/urgente/)
    expect((await queue(ana, 'urgent')).some((row) => row.reason === 'crisis')).toBe(true)
  })
})

describe('the 24-hour window', () => {
  const phone = '+13465550104'
  const DAY = 24 * 3_600_000

  test('at 23:59:59 the words go; at 24:00:01 a template knocks and they wait until the person writes', async () => {
    await tell(phone, 'necesito mi pasaporte, soy de honduras', 'whatsapp')
    await tell(phone, 'PERSONA', 'whatsapp')
    // The packet, then the question with its buttons.
    const asked = await until(() => outOf(phone).find((m) => m.choices.some(({ title }) => title === 'Sí, de acuerdo')))
    expect(asked.choices.map((choice) => choice.title)).toEqual(expect.arrayContaining(['Sí, de acuerdo', 'No', 'Quitar 1']))
    const yes = asked.choices[0]
    const before = outOf(phone).length
    await t.provider.deliver({ channel: 'whatsapp', phone, text: yes?.title ?? '', choiceId: yes?.id ?? '' })
    expect((await t.replies(phone, before + 1)).at(-1)?.text).toMatch(/Su caso es el/)
    const wroteAt = now
    const row = await until(async () => (await queue(ana, 'unassigned')).find((r) => r.reason === 'keyword'))
    await ana.ok('POST', `/cases/${row.id}/claim`)
    now = wroteAt + DAY - 1_000
    expect(await ana.ok('POST', `/cases/${row.id}/replies`, { id: randomUUID(), text: 'dentro de la ventana' })).toMatchObject({
      state: 'queued',
    })
    await until(() => outOf(phone).some((m) => m.text === 'dentro de la ventana'))
    now = wroteAt + DAY + 1_000
    expect(await ana.ok('POST', `/cases/${row.id}/replies`, { id: randomUUID(), text: 'fuera de la ventana' })).toMatchObject({
      state: 'held',
    })
    expect(await ana.ok('POST', `/cases/${row.id}/replies`, { id: randomUUID(), text: 'y otra cosa' })).toMatchObject({ state: 'held' })
    await until(() => outOf(phone).some((m) => /hay una respuesta para usted/.test(m.text)))
    expect(outOf(phone).filter((m) => /hay una respuesta/.test(m.text))).toHaveLength(1)
    expect(outOf(phone).some((m) => /fuera de la ventana/.test(m.text))).toBe(false)
    await t.provider.deliver({ channel: 'whatsapp', phone, text: 'digame' })
    await until(() => outOf(phone).some((m) => m.text === 'y otra cosa'))
    expect(
      outOf(phone)
        .slice(-2)
        .map((m) => m.text),
    ).toEqual(['fuera de la ventana', 'y otra cosa'])
  })

  test('a reply to somebody who said STOP is refused with the reason', async () => {
    const row = await until(async () => (await queue(ana, 'mine')).find((r) => r.reason === 'keyword'))
    await tell(phone, 'BAJA', 'whatsapp')
    const refused = await ana.call('POST', `/cases/${row.id}/replies`, { id: randomUUID(), text: 'hola' })
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining('opted-out')])
  })
})
