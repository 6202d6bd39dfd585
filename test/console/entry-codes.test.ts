import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { bothStores } from '../support/both-stores.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

const stores = bothStores()
interface Code {
  code: string
  officeId: string
  uses: number
  redirectTo: string | null
}

describe.each(stores.settings)('entry codes on the console, on %s', (_name, settings) => {
  let t: TestApp
  let carlos: ConsoleClient
  let ivan: ConsoleClient
  let ana: ConsoleClient
  beforeAll(async () => {
    t = await startTestApp(await settings())
    carlos = await signedIn(t.app.url, t.app.demoStaff, 'Carlos')
    ivan = await signedIn(t.app.url, t.app.demoStaff, 'Ivan')
    ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
  }, 180_000)
  afterAll(async () => await t.stop())

  const own = '/offices/demo-consulate/entry-codes'
  const codes = async (who: ConsoleClient, path = own) => (await who.ok<{ codes: Code[] }>('GET', path)).codes
  const audited = async (kind: string) =>
    (await t.app.store.db.selectFrom('audit_event').select('details').where('kind', '=', kind).execute()).map(
      ({ details }) => JSON.parse(details) as Record<string, string>,
    )
  const tell = async (phone: string, text: string) => {
    const out = () => t.provider.messages(phone).filter((m) => m.direction === 'out')
    const before = out().length
    await t.provider.deliver({ channel: 'sms', phone, text })
    return (await t.replies(phone, before + 1))[before]?.text ?? ''
  }

  test('staff of the consulate see and make the codes of their own office; what was made greets at once', async () => {
    const [houston] = await codes(carlos)
    expect(houston).toMatchObject({
      code: 'HOUSTON',
      links: [
        { way: 'whatsapp', href: 'https://wa.me/15005550001?text=HOUSTON' },
        { way: 'sms', href: 'sms:+15005550006?&body=HOUSTON' },
        { way: 'web', href: `${t.app.url}/?entry=HOUSTON` },
      ],
    })
    const { code } = await carlos.ok<{ code: string }>('POST', own, { kind: 'consulate', label: 'Tarjeta' })
    expect(code).toMatch(/^[A-Z](?=.*\d)[CDFHJKMPRTWXY3479]{3}$/)
    expect(await tell('+13465550201', code)).toContain('Consulado de Guatemala en Houston')
    expect((await codes(carlos)).find((one) => one.code === code)).toMatchObject({ officeId: 'demo-consulate', uses: 1 })
    expect(await audited('entry-code-made')).toContainEqual(expect.objectContaining({ code, office: 'demo-consulate' }))
  })

  test('those of another office: refused and audited; caseworkers make none', async () => {
    for (const [method, path] of [
      ['GET', '/offices/demo-casa/entry-codes'],
      ['GET', '/offices/none/entry-codes'],
      ['POST', '/offices/demo-casa/entry-codes'],
      ['POST', '/offices/demo-casa/entry-codes/MX7K/end'],
      ['GET', '/offices/demo-casa/entry-codes/MX7K/poster?size=card'],
    ] as const)
      expect([path, (await carlos.call(method, path, method === 'POST' ? {} : undefined)).status]).toEqual([path, 403])
    expect((await ana.call('GET', '/offices/demo-casa/entry-codes')).status).toBe(403)
    // Through the own office nobody reaches the code of another one.
    expect((await carlos.call('POST', `${own}/MX7K/end`, {})).status).toBe(404)
    expect(await audited('access-refused')).toContainEqual(expect.objectContaining({ endpoint: 'makeEntryCode', office: 'demo-casa' }))
  })

  test.each([
    ['MIERDA', /vulgar/],
    ['HOUSTAN', /too like/],
    ['AYUDA', /means something/],
    ['HONDURAS', /means something/],
    ['SUICIDIO', /means something/],
    ['MX7', /five to twelve/],
  ])('%s is no code', async (word, why) => {
    const { status, body } = await carlos.call('POST', own, { kind: 'campaign', label: 'x y', word })
    expect([status, (body as unknown as { error: { message: string } }).error.message]).toEqual([409, expect.stringMatching(why)])
  })

  test('an ended code leads on, or to a plain greeting; it cannot lead to one that ended', async () => {
    await carlos.ok('POST', own, { kind: 'consulate', label: 'Feria', word: 'DALLAS' })
    await carlos.ok('POST', own, { kind: 'consulate', label: 'Feria 2', word: 'AUSTIN' })
    await carlos.ok('POST', `${own}/DALLAS/end`, { redirectTo: 'houston' })
    expect(await tell('+13465550202', 'DALLAS')).toContain('Consulado de Guatemala en Houston')
    await carlos.ok('POST', `${own}/AUSTIN/end`, {})
    expect(await tell('+13465550203', 'AUSTIN')).toMatch(/^Hola. Soy Puente/)
    expect((await carlos.call('POST', `${own}/HOUSTON/end`, { redirectTo: 'AUSTIN' })).status).toBe(409)
    expect((await codes(carlos)).find(({ code }) => code === 'AUSTIN')).toMatchObject({ redirectTo: null, uses: 1 })
  })

  test('campaigns without an office are for the administrator, with how many codes were none of ours', async () => {
    await tell('+13465550204', 'FR7X')
    await ivan.ok('POST', '/offices/none/entry-codes', { kind: 'campaign', label: 'Radio Puente', word: 'RADIOPUENTE' })
    const listed = await ivan.ok<{ codes: Code[]; unknown: number }>('GET', '/offices/none/entry-codes')
    expect([listed.codes.map(({ code }) => code), listed.unknown]).toEqual([['RADIOPUENTE'], 1])
    expect(await tell('+13465550205', 'radiopuente')).toContain('en nombre de Radio Puente')
  })

  test('posters come as files to print', async () => {
    const got = async (query: string) => {
      const response = await carlos.bytes(`${own}/HOUSTON/poster?${query}`)
      const bytes = Buffer.from(await response.arrayBuffer())
      return [response.status, response.headers.get('content-disposition'), bytes.toString('latin1').slice(0, 4)]
    }
    expect(await got('size=a4&format=pdf&lang=ht')).toEqual([200, 'attachment; filename=puente-houston-a4-ht.pdf', '%PDF'])
    expect(await got('size=card&format=svg')).toEqual([200, 'attachment; filename=puente-houston-card-es.svg', '<svg'])
    expect(await got('size=sms')).toEqual([200, 'attachment; filename=puente-houston-sms-es.txt', expect.any(String)])
    expect((await carlos.bytes(`${own}/HOUSTON/poster?size=a9`)).status).toBe(400)
  })

  test('codes that another process made are read with the next reload', async () => {
    await t.app.store.db
      .insertInto('entry_code')
      .values({
        code: 'ELPASO',
        kind: 'campaign',
        label: 'El Paso',
        created_by: 'x',
        created_at: 0,
        office_id: null,
        country: null,
        here: null,
        phase: null,
        language: null,
      })
      .execute()
    // Any change here reads all of them again; else it is the half minute of the periodic.
    await carlos.ok('POST', own, { kind: 'consulate', label: 'Otra' })
    await until(async () => (await tell('+13465550206', 'ELPASO')).includes('El Paso'))
  })
})
