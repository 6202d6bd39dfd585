import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { askRunning } from '../../services/control/index.ts'
import { verifyAudit } from '../../services/store/index.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

let t: TestApp
let ana: ConsoleClient
let marta: ConsoleClient
let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'puente-erasure-'))
  t = await startTestApp({ DATA_DIR: dataDir })
  ;[ana, marta] = [await signedIn(t.app.url, t.app.demoStaff, 'Ana'), await signedIn(t.app.url, t.app.demoStaff, 'Marta')]
}, 120_000)
afterAll(async () => {
  await t.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const outOf = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
const seen: string[] = []
const tell = async (phone: string, text: string, channel: 'sms' | 'whatsapp' = 'sms'): Promise<string> => {
  const before = seen.length
  const stop = t.provider.onMessage((m) => {
    if (m.phone === phone && m.direction === 'out') seen.push(m.text)
  })
  await t.provider.deliver({ channel, phone, text })
  await until(() => seen.length > before)
  stop()
  return seen.at(-1) ?? ''
}
/** A case of somebody who agreed to it, page by page. @returns its id */
const newCase = async (phone: string): Promise<string> => {
  await tell(phone, 'perdi mi pasaporte, soy de honduras')
  await tell(phone, 'PERSONA')
  for (let i = 0; i < 6; i++) {
    await tell(phone, 'SI')
    const [row] = (await marta.ok<{ rows: { id: string }[] }>('GET', '/queue?view=unassigned')).rows
    if (row) return row.id
  }
  throw new RangeError('no case was opened')
}
const rows = async (table: 'person' | 'message' | 'care_case' | 'job' | 'unanswered') =>
  await t.app.store.db.selectFrom(table).selectAll().execute()

describe('the person erases themselves', () => {
  const phone = '+13465550901'

  test('asked once, then everything is gone: rows, the provider, the case; only the confirmation leaves', async () => {
    await tell(phone, 'zorzalito perdi mi acta de nacimiento, soy de puebla')
    expect(await tell(phone, 'BORRAR MIS DATOS')).toMatch(/No se puede deshacer/)
    expect(await tell(phone, 'no')).toMatch(/No borré nada/)
    const people = await rows('person')
    expect(await rows('message')).not.toEqual([])
    await tell(phone, 'BORRAR MIS DATOS')
    expect(await tell(phone, 'si')).toMatch(/Listo|Borrado|borrado/i)
    const ids = people.map((row) => row.id)
    const left = await rows('person')
    // Nobody of before; the one who is left holds only the address, under a new key, until the confirmation has left.
    expect(left.filter((row) => ids.includes(row.id))).toEqual([])
    expect(await rows('message')).toHaveLength(1)
    await until(() => t.provider.messages(phone).length <= 1)
    expect(outOf(phone)).toHaveLength(1)
    expect(await verifyAudit(t.app.store.db)).toMatchObject({ brokenAt: null })
  })

  test('by WhatsApp too the confirmation leaves: they have just written, though nothing of it is left', async () => {
    await tell('+13465550999', 'BORRAR MIS DATOS', 'whatsapp')
    expect(await tell('+13465550999', 'si', 'whatsapp')).toMatch(/Listo|Borrado|borrado/i)
  })

  test('who writes again is somebody new', async () => {
    expect(await tell(phone, 'hola')).not.toBe('')
    expect((await rows('message')).length).toBeGreaterThan(1)
  })
})

describe('in every language, asked once', () => {
  test.each([
    ['en', '+13465550911', 'I lost my birth certificate, I was born in Guatemala', 'delete my data', 'yes'],
    ['ht', '+13465550912', 'mwen pèdi batistè mwen, kote pou m al chèche l nan Ayiti', 'efase done m yo', 'wi'],
    ['fr', '+13465550913', 'bonjour, j’ai perdu mon acte de naissance, je suis haïtien', 'supprimez mes données', 'oui'],
    ['pt', '+13465550914', 'olá, perdi minha certidão de nascimento, o que eu faço agora', 'apaga meus dados', 'sim'],
  ])('%s', async (_lang, phone, words, command, yes) => {
    await tell(phone, words)
    const before = (await rows('person')).map((row) => row.id)
    await tell(phone, command)
    expect((await rows('person')).map((row) => row.id)).toEqual(before)
    await tell(phone, yes)
    const after = (await rows('person')).map((row) => row.id)
    expect(before.filter((id) => !after.includes(id))).toHaveLength(1)
    await until(() => t.provider.messages(phone).length === 1)
  })
})

describe('commands of an operator reach the running service', () => {
  test('keys, backup and audit, while it runs', async () => {
    expect(await askRunning(dataDir, 'rotate', '')).toMatchObject({ people: 0, serviceKeys: 0 })
    expect(await askRunning(dataDir, 'audit', '')).toMatchObject({ brokenAt: null })
    const to = join(dataDir, 'backups', 'one.puente')
    expect(await askRunning(dataDir, 'backup', to)).toMatchObject({ file: to, people: expect.any(Number) })
    await expect(askRunning(dataDir, 'anything', '')).rejects.toMatchObject({ code: 'P2006' })
    expect((await stat(join(dataDir, 'control.sock'))).mode & 0o777).toBe(0o600)
    await expect(askRunning(join(dataDir, 'elsewhere'), 'audit', '')).rejects.toMatchObject({ code: 'P2007' })
  })
})

describe('the person asks for their data', () => {
  test.each([
    ['es', 'MIS DATOS', '+13465550902', 'Sus datos en Puente', 'perdi mi acta de nacimiento zorzalito'],
    ['ht', 'kopi done m', '+13465550903', 'Enfòmasyon ou nan Puente', 'mwen pèdi batistè mwen, kote pou m al chèche l'],
  ])('%s: a short text and a link that shows everything once', async (lang, command, phone, title, words) => {
    await tell(phone, words)
    const text = await tell(phone, command)
    const [link = '', address = '', token = ''] = /(https?:\/\/\S+\/mine)#([\w-]{22})/.exec(text) ?? []
    expect(link).not.toBe('')
    const post = (path: string, given: string) =>
      fetch(`${address}${path}`, { method: 'POST', body: new URLSearchParams({ token: given }) })
    // What previews links must not use it up, nor must who pastes the whole link, nor who looks twice.
    for (let i = 0; i < 2; i++) expect(await (await fetch(link)).text()).toContain('<form')
    for (const given of [token, link])
      expect(await (await post('/ask', given)).text()).toMatch(new RegExp(`lang="${lang}".*value="${token}"`, 's'))
    const shown = await post('', token)
    const page = await shown.text()
    expect(page).toContain(`<html lang="${lang}">`)
    expect(page).toContain(title)
    expect(page).toContain(words.split(' ').at(-1))
    expect(page).toContain(phone)
    expect(shown.headers.get('cache-control')).toBe('no-store')
    const again = await post('', token)
    expect([again.status, (await again.text()).includes(phone)]).toEqual([410, false])
    for (const path of ['', '/ask']) expect((await post(path, `${token.slice(0, -1)}_`)).status).toBe(410)
    expect((await fetch(address, { method: 'POST' })).status).toBe(410)
    // As releases before had it: the secret in the path.
    expect((await fetch(`${address}/${token}`)).status).toBe(410)
  })
})

describe('erased from the console, with four eyes', () => {
  const phone = '+13465550904'

  test('one asks, another confirms; whoever asked cannot', async () => {
    const caseId = await newCase(phone)
    expect((await ana.call('POST', `/cases/${caseId}/erasure`)).status).toBe(403)
    await ana.ok('POST', `/cases/${caseId}/claim`)
    await ana.ok('POST', `/cases/${caseId}/erasure`)
    expect((await ana.call('POST', `/cases/${caseId}/erasure`)).status).toBe(409)
    const { erasures } = await marta.ok<{ erasures: { id: string; isOwn: boolean }[] }>('GET', '/erasures')
    expect(erasures).toEqual([expect.objectContaining({ isOwn: false })])
    expect((await ana.call('POST', `/erasures/${erasures[0]?.id}/confirm`)).status).toBe(403)
    await marta.ok('POST', `/erasures/${erasures[0]?.id}/confirm`)
    expect(await rows('care_case')).toEqual([])
    const refused = await ana.call('POST', `/cases/${caseId}/replies`, { id: randomUUID(), text: 'hola' })
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining('erased')])
    await until(() => outOf(phone).length === 1 && t.provider.messages(phone).length === 1)
    const receipt = await t.app.store.db
      .selectFrom('audit_event')
      .selectAll()
      .where('kind', '=', 'erased')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(receipt.details)).toMatchObject({ by: 'staff', cases: 1, asked: expect.any(String), confirmed: expect.any(String) })
  })

  test('a supervisor who asks needs another one', async () => {
    await marta.ok('POST', `/cases/${await newCase('+13465550905')}/erasure`)
    const { erasures } = await marta.ok<{ erasures: { id: string; isOwn: boolean }[] }>('GET', '/erasures')
    expect(erasures[0]?.isOwn).toBe(true)
    expect((await marta.call('POST', `/erasures/${erasures[0]?.id}/confirm`)).status).toBe(403)
    expect(await rows('care_case')).toHaveLength(1)
  })
})

test('who read is in the trail; no word, number or token of all this is in the logs or the metrics', async () => {
  const kinds = (await t.app.store.db.selectFrom('audit_event').select('kind').execute()).map((row) => row.kind)
  for (const kind of ['erased', 'exported', 'export-asked', 'case-erasure-asked']) expect(kinds).toContain(kind)
  const metrics = await (await fetch(`${t.app.url}/metrics`)).text()
  for (const text of [t.logs(), metrics]) {
    expect(text.length).toBeGreaterThan(100)
    expect(text).not.toMatch(/zorzalito|134655509\d\d|batist|\/mine\W[\w-]{22}/)
  }
})
