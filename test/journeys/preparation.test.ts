import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'
import { webVisitor } from '../support/web-visitor.ts'

let t: TestApp
let ana: ConsoleClient
let now = Date.parse('2026-11-25T15:00:00Z')
beforeAll(async () => {
  t = await startTestApp({}, () => new Date(now))
  ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
}, 180_000)
afterAll(() => t.stop())

type Channel = 'sms' | 'whatsapp'
const DAY_MS = 86_400_000
const out = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
const isDone = async () =>
  (await t.app.store.db.selectFrom('job').select('id').where('state', 'not in', ['done', 'dead']).execute()).length === 0
/** What comes back for one message, once everything has left. */
async function tell(phone: string, text: string, channel: Channel = 'sms'): Promise<string> {
  const before = out(phone).length
  await t.provider.deliver({ channel, phone, text })
  await t.replies(phone, before + 1)
  await until(isDone)
  return out(phone)
    .slice(before)
    .map((m) => m.text)
    .join('\n')
}
/** The same with every page that MAS brings. */
async function tellAll(phone: string, text: string, channel: Channel = 'sms', more = 'MAS'): Promise<string> {
  let all = await tell(phone, text, channel)
  for (let i = 0, last = all; i < 9 && new RegExp(`${more}=`).test(last); i++) {
    last = await tell(phone, more, channel)
    all += `\n${last}`
  }
  return all
}
async function fill(phone: string, answers: readonly string[], channel: Channel = 'sms'): Promise<string> {
  let last = ''
  for (const answer of answers) last = await tell(phone, answer, channel)
  return last
}

const MOTHER = [
  'preparar mi regreso',
  'en junio',
  'a Choluteca, Honduras',
  'con mis 2 hijos',
  'pasaporte vencido',
  'apostilla de las actas de mis hijos',
  'mi hija tiene asma',
  'cocinera',
  'Mia 8 años tercero, Leo 5',
  'mujer, 34',
  'que no entren a la escuela',
]

describe.each([['sms'], ['whatsapp']] as const)('a mother prepares her return by %s', (channel) => {
  const phone = channel === 'sms' ? '+13465550601' : '+13465550602'

  test('one short question at a time, each of one segment by SMS, to the end; she agrees to be counted', async () => {
    expect(await fill(phone, MOTHER.slice(0, 1), channel)).toContain('1/10')
    for (const [i, answer] of MOTHER.slice(1, -1).entries()) expect(await tell(phone, answer, channel)).toContain(`${i + 2}/10`)
    expect(await tell(phone, MOTHER.at(-1) ?? '', channel)).toContain('sin su nombre')
    expect(await tell(phone, 'si', channel)).toContain('MI PERFIL')
    now += 60_000
  }, 120_000)

  test('she sees it, corrects one part, ticks off points of her list, days later too', async () => {
    expect(await tellAll(phone, 'mi perfil', channel)).toMatch(/6 Salud: mi hija tiene asma/)
    expect(await tell(phone, 'CAMBIAR 4', channel)).toContain('pasaporte vencido')
    expect(await tell(phone, 'acta de nacimiento', channel)).toContain('Cambiado')
    expect(await tellAll(phone, 'mi perfil', channel)).toMatch(/4 Papeles que tiene: acta de nacimiento/)
    const list = await tellAll(phone, 'mi lista', channel)
    const [, third = ''] = /^3 (.+)$/m.exec(list) ?? []
    expect(third.length).toBeGreaterThan(5)
    now += 9 * DAY_MS
    expect(await tell(phone, 'listo 3', channel)).toContain(third.replace(/ MAS=.*$/, '').slice(0, 20))
    expect(await tell(phone, '5 listo', channel)).toMatch(/Lleva 2 de/)
    const after = await tellAll(phone, 'MI LISTA', channel)
    expect(after).toMatch(/Ya listo: 3, 5/)
    expect(after).not.toMatch(/^3 /m)
    expect(await tell(phone, 'falta 3', channel)).toMatch(/Lleva 1 de/)
  }, 120_000)
})

describe('what goes to the receiving office', () => {
  const phone = '+13465550601'

  test('nothing before the yes; then only what was agreed, without the part that was struck', async () => {
    const shown = await tellAll(phone, 'enviar perfil')
    expect(shown).toMatch(/Salud: mi hija tiene asma/)
    const number = /^(\d+) Salud/m.exec(shown)?.[1]
    expect(await tellAll(phone, `QUITAR ${number}`)).not.toContain('asma')
    let said = ''
    for (let i = 0; i < 6 && !/caso es el/.test(said); i++) said = await tell(phone, 'SI')
    expect(said).toMatch(/caso es el/)
    const { rows } = await ana.ok<{ rows: { id: string; reason: string }[] }>('GET', '/queue?view=waiting')
    const found = rows.find((row) => row.reason === 'return')
    expect(found).toBeDefined()
    await ana.ok('POST', `/cases/${found?.id}/claim`)
    const { parts } = await ana.ok<{ parts: { key: string; text: string }[] }>('POST', `/cases/${found?.id}/packet`, {
      why: 'la recibimos en junio',
    })
    const text = parts.map((part) => part.text).join('\n')
    expect(text).toContain('acta de nacimiento')
    expect(text).toContain('Mia 8 años')
    expect(text).not.toContain('asma')
  }, 120_000)

  test('"my data" has it, the count has no person, erasing takes it away and the count stays', async () => {
    const [, address = '', token = ''] = /(http\S+\/mine)#(\S+)/.exec(await tellAll(phone, 'mis datos')) ?? []
    const page = await (await fetch(address, { method: 'POST', body: new URLSearchParams({ token }) })).text()
    expect(page).toContain('mi hija tiene asma')
    const { db } = t.app.store
    const counts = await db.selectFrom('return_count').selectAll().execute()
    // Reach by sex and age group: a woman of 34, counted from her yes on; the other phone is of December.
    const reach = await db
      .selectFrom('indicator_count')
      .select(['value', 'n'])
      .where('indicator', '=', 'reach-profile')
      .where('month', '=', '2026-11')
      .execute()
    expect(Object.fromEntries(reach.map(({ value, n }) => [value, Number(n)]))).toMatchObject({ women: 1, adult: 1 })
    expect(counts).toEqual([
      {
        month: '2026-11',
        country: 'hn',
        office_id: expect.any(String),
        people: 1,
        papers_told: 1,
        without_papers: 0,
        skills_told: 1,
        with_skills: 1,
        children_told: 1,
        with_children: 1,
      },
      expect.objectContaining({ month: '2026-12', people: 1 }),
    ])
    const before = await db.selectFrom('preparation').selectAll().execute()
    expect(Buffer.concat(before.map((row) => Buffer.from(row.body_sealed))).includes('asma')).toBe(false)
    await tell(phone, 'BORRAR MIS DATOS')
    await tell(phone, 'SI')
    await until(async () => (await db.selectFrom('preparation').select('person_id').execute()).length === before.length - 1)
    expect((await db.selectFrom('return_count').select('people').execute()).map((row) => Number(row.people))).toEqual([1, 1])
  }, 120_000)
})

describe('it never stands in the way', () => {
  test('an ordinary question is answered, the profile waits and its answer is taken afterwards', async () => {
    const phone = '+13465550603'
    await fill(phone, ['preparar mi regreso', 'en marzo', 'a Guatemala'], 'whatsapp')
    const answer = await tell(phone, '¿dónde saco mi pasaporte de Guatemala?', 'whatsapp')
    expect(answer).toMatch(/asaporte/)
    expect(answer).toContain('¿Con quién vuelve?')
    expect(await tell(phone, 'con mi esposo', 'whatsapp')).toContain('4/10')
    expect(await tell(phone, 'MENU', 'whatsapp')).toContain('Puedo ayudarle')
    expect(await tell(phone, '3', 'whatsapp')).toMatch(/Cu[aá]l de estos/)
    expect(await tell(phone, 'PREPARAR', 'whatsapp')).toContain('4/10')
    expect(await tellAll(phone, 'mi perfil', 'whatsapp')).toMatch(/3 Con quién: con mi esposo/)
  }, 90_000)

  test('danger goes first, in the middle of it and as an answer', async () => {
    const phone = '+13465550604'
    await fill(phone, ['preparar mi regreso', 'saltar', 'a Guatemala'])
    expect(await tell(phone, 'mi marido me quiere matar')).toMatch(/110|1572|911|llame/i)
    expect(await tell(phone, 'mi perfil')).not.toContain('matar')
  }, 60_000)

  test('numbers of a menu are the menu, numbers of no list are no tick', async () => {
    const phone = '+13465550605'
    expect(await tell(phone, 'listo 3')).not.toMatch(/Lleva|su lista/)
    await fill(phone, ['preparar', 'luego'])
    await tell(phone, 'MENU')
    expect(await tell(phone, '1')).toMatch(/Cu[aá]l de estos/)
    await tell(phone, 'mi lista')
    await tell(phone, 'MENU')
    expect(await tell(phone, '1')).not.toContain('Lleva')
  }, 60_000)

  test('right under the list a number is asked about and "I have 3" ticks off; after anything else both are not', async () => {
    const phone = '+13465550608'
    await tell(phone, 'mi lista', 'whatsapp')
    expect(await tell(phone, '3', 'whatsapp')).toMatch(/^3 Foto o copia.*LISTO 3/)
    expect(await tell(phone, 'ya tengo la 3', 'whatsapp')).toContain('Lleva 1 de')
    await tell(phone, 'gracias', 'whatsapp')
    expect(await tell(phone, 'ya tengo la 5', 'whatsapp')).not.toContain('Lleva 2 de')
    expect(await tell(phone, '5', 'whatsapp')).not.toContain('LISTO 5')
  }, 60_000)

  test('what is added after the last answer belongs to it', async () => {
    const phone = '+13465550609'
    await fill(phone, ['preparar', ...Array.from({ length: 9 }, () => 'saltar'), 'la renta'])
    expect(await tell(phone, 'y que mi hijo no habla bien español')).toContain('sin su nombre')
    await tell(phone, 'no')
    expect(await tellAll(phone, 'mi perfil')).toMatch(/la renta; .*habla bien/)
  }, 60_000)

  test('it is deleted when asked twice, and left alone on "no"', async () => {
    const phone = '+13465550606'
    await fill(phone, ['preparar', 'en mayo', 'borrar mi perfil', 'no'])
    expect(await tell(phone, 'mi perfil')).toContain('en mayo')
    await fill(phone, ['borrar mi perfil', 'si'])
    expect(await tell(phone, 'mi perfil')).not.toContain('en mayo')
  }, 60_000)
})

/** start, an answer, skip, see, what is seen, correct, anew, what is said of it, list, tick, what is said of it */
const LANGS = [
  [
    'es',
    'preparar mi regreso',
    'en enero',
    'saltar',
    'mi perfil',
    /1 Cu.ndo: en enero/,
    'cambiar 1',
    'en abril',
    /Cambiado/,
    'mi lista',
    'listo 2',
    /Listo: .*papeles.*1 de/,
  ],
  [
    'en',
    'prepare my return',
    'in january',
    'skip',
    'my profile',
    /1 When: in january/,
    'change 1',
    'in april',
    /Changed/,
    'my list',
    'done 2',
    /Done: .*papers.*1 of/,
  ],
  [
    'ht',
    'prepare retou m',
    'an janvye',
    'sote',
    'pwofil mwen',
    /1 Kil.: an janvye/,
    'chanje 1',
    'an avril',
    /Mwen chanje l/,
    'lis mwen',
    'fini 2',
    /Fini: .*apye.*1 sou/,
  ],
  [
    'fr',
    'préparer mon retour',
    'en janvier',
    'passer',
    'mon profil',
    /1 Quand: en janvier/,
    'changer 1',
    'en avril',
    /Chang/,
    'ma liste',
    'fait 2',
    /Fait.*papiers.*1 sur/,
  ],
  [
    'pt',
    'preparar meu retorno',
    'em janeiro',
    'pular',
    'meu perfil',
    /1 Quando: em janeiro/,
    'mudar 1',
    'em abril',
    /Mudado/,
    'minha lista',
    'pronto 2',
    /Pronto: .*documentos.*1 de/,
  ],
] as const

describe.each(LANGS)(
  'in %s: start, skip, see, correct, tick off',
  (lang, start, when, skip, see, seen, change, anew, changed, list, done, ticked) => {
    test.each([['sms'], ['whatsapp'], ['web']] as const)(
      'by %s',
      async (channel) => {
        const phone = `+1346556${channel === 'sms' ? 1 : 2}${LANGS.findIndex(([l]) => l === lang)}00`
        const visitor = webVisitor(t.app.url)
        const say = (text: string) => (channel === 'web' ? visitor.say(text) : tell(phone, text, channel))
        expect(await say(start)).toContain('1/10')
        expect(await say(when)).toContain('2/10')
        expect(await say(skip)).toContain('3/10')
        expect(await say(see)).toMatch(seen)
        expect(await say(change)).toContain(when)
        expect(await say(anew)).toMatch(changed)
        expect(await say(see)).toContain(anew)
        expect(await say(list)).toMatch(/^1 /m)
        expect(await say(done)).toMatch(ticked)
        expect(await say(start)).toContain('3/10')
      },
      90_000,
    )
  },
)

describe('with a case already open', () => {
  const phone = '+13465550610'
  const agree = async (word: string) => {
    let said = ''
    for (let i = 0; i < 6 && !/caso es el/.test(said); i++) said = await tell(phone, word, 'whatsapp')
    return said
  }
  const packetOf = async (id: string | undefined) => {
    const { parts } = await ana.ok<{ parts: { text: string }[] }>('POST', `/cases/${id}/packet`, { why: 'para ayudarle' })
    return parts.map((part) => part.text).join('\n')
  }

  test('sending the profile adds to what the office may see, and notes are ticked off while a person answers', async () => {
    await fill(phone, ['me deportaron y perdí mi acta, soy de Puebla, México', 'PERSONA'], 'whatsapp')
    await agree('sí')
    const { rows } = await ana.ok<{ rows: { id: string; reason: string }[] }>('GET', '/queue?view=unassigned')
    const id = rows.find((row) => row.reason === 'keyword')?.id
    await ana.ok('POST', `/cases/${id}/claim`)
    await until(() => out(phone).some((m) => /Ana/.test(m.text)))
    expect(await packetOf(id)).toContain('perdí mi acta')
    // Ana owns the conversation: one's own notes still work, no row of questions is begun.
    expect(await tell(phone, 'mi lista', 'whatsapp')).toMatch(/^2 /m)
    expect(await tell(phone, 'listo 2', 'whatsapp')).toContain('Lleva 1 de')
    await ana.ok('POST', `/cases/${id}/release`, {})
    await fill(phone, ['preparar', 'en junio', 'luego', 'enviar perfil'], 'whatsapp')
    expect(await agree('sí')).toMatch(/caso es el/)
    await ana.ok('POST', `/cases/${id}/claim`)
    const packet = await packetOf(id)
    expect(packet).toContain('Cuándo: en junio')
    expect(packet).toContain('perdí mi acta')
  }, 90_000)
})

describe('it is offered seldom', () => {
  test('under an answer of planning, once in two weeks, and never to who has begun', async () => {
    const phone = '+13465550607'
    const ask = 'estoy en Houston y quiero regresar a Honduras, qué puedo llevar de mis cosas sin pagar aduana'
    const texts: string[] = []
    for (let i = 0; i < 4; i++) texts.push(await tell(phone, ask, 'whatsapp'))
    expect(texts.filter((text) => /PREPARAR/.test(text))).toHaveLength(1)
    now += 15 * DAY_MS
    await tell(phone, ask, 'whatsapp')
    expect(await tell(phone, ask, 'whatsapp')).toContain('PREPARAR')
    await fill(phone, ['preparar', 'luego'], 'whatsapp')
    now += 15 * DAY_MS
    for (let i = 0; i < 2; i++) expect(await tell(phone, ask, 'whatsapp')).not.toContain('PREPARAR')
  }, 90_000)
})
