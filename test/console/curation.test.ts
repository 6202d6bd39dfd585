import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { questionKey } from '../../services/curation/index.ts'
import { type ContentCopy, copyContent } from '../content/content-fixture.ts'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'

interface Item {
  id: string
  text: string
  people: number
  card: string | null
  file: string | null
  isNew: boolean
  lang: string
  sources: { publisher: string; url: string }[]
}
interface Work {
  items: Item[]
  counts: Record<string, number>
}

const PENSION_CARDS = ['cards/mx/pensions.yaml', 'cards/mx/pensions.imss.yaml']
const QUESTION = 'cómo cobro mi pensión del seguro social en México'

let copy: ContentCopy
let t: TestApp
let nora: ConsoleClient
const NOW = Date.parse('2026-11-25T15:00:00Z')
beforeAll(async () => {
  copy = await copyContent(['cards/mx', 'services/mx', 'services/us', 'services/any'])
  // The content that the questions will find wanting.
  for (const card of PENSION_CARDS) await rm(join(copy.root, card))
  t = await startTestApp(
    { CONTENT_DIR: copy.root, CONTENT_GRACE_UNTIL: '2027-06-30', CONTENT_EDIT_URL: 'https://git.example.org/puente/edit/main/' },
    () => new Date(NOW),
  )
  nora = await signedIn(t.app.url, t.app.demoStaff, 'Nora')
}, 180_000)
afterAll(async () => {
  await t.stop()
  await copy.remove()
})

const list = (kind: string, client = nora) => client.ok<Work>('GET', `/curation?kind=${kind}`)
async function tell(phone: string, text: string): Promise<void> {
  const before = t.provider.messages(phone).filter((m) => m.direction === 'out').length
  await t.provider.deliver({ channel: 'sms', phone, text })
  await t.replies(phone, before + 1)
}

describe('the same question', () => {
  test('in another order, without accents and small words, is one; in another country or language another', () => {
    const key = questionKey('¿Dónde saco el acta de nacimiento?', 'es', 'mx')
    expect(questionKey('donde saco mi acta nacimiento', 'es', 'mx')).toBe(key)
    expect(questionKey('donde saco mi acta nacimiento', 'es', 'gt')).not.toBe(key)
    expect(questionKey('donde saco mi acta nacimiento', 'en', 'mx')).not.toBe(key)
    expect(questionKey('donde saco mi pasaporte', 'es', 'mx')).not.toBe(key)
  })
})

describe("the curators' list", () => {
  test('a question that found nothing stands there once, with how many people asked, redacted, and where its answer belongs', async () => {
    await tell('+13465550301', QUESTION)
    await tell('+13465550301', QUESTION)
    await tell('+13465550302', 'como cobro pension del seguro social en mexico')
    await tell(
      '+13465550303',
      'me llamo Rosa Pérez, mi número es 5512345678, cómo apostillo la pensión de mi suegro en México del seguro social',
    )
    const { items, counts } = await list('unanswered')
    const asked = items.filter((item) => item.file === 'content/cards/mx/pensions.yaml')
    expect(asked[0]).toMatchObject({ people: 2, isNew: true, lang: 'es', card: null })
    expect((counts.unanswered ?? 0) + (counts.unsure ?? 0)).toBeGreaterThan(0)
    expect(JSON.stringify([items, (await list('unsure')).items])).not.toMatch(/Rosa|Pérez|5512345678/)
    // Nothing of the person is in the row either, and the one tag of a person is not the same for another question.
    const rows = await t.app.store.db.selectFrom('unanswered').selectAll().execute()
    expect(new Set(rows.map((row) => row.asker)).size).toBe(3)
    expect(JSON.stringify(rows)).not.toMatch(/\+1346555/)
  }, 180_000)

  test('trying again while there is still no answer leaves it on the list', async () => {
    const item = (await list('unanswered')).items.find((i) => i.people === 2)
    const tried = await nora.ok<{ isAnswered: boolean }>('POST', `/curation/questions/${item?.id}/try`)
    expect(tried.isAnswered).toBe(false)
    expect((await list('unanswered')).items.map((i) => i.id)).toContain(item?.id)
  })

  test('it is done when the question is answered the next time that somebody asks it, and by nothing else', async () => {
    const item = (await list('unanswered')).items.find((i) => i.people === 2)
    for (const card of PENSION_CARDS) await copy.restore(card)
    expect(await t.app.reloadContent()).toBe(true)
    expect((await list('unanswered')).items.map((i) => i.id)).toContain(item?.id)
    await tell('+13465550304', QUESTION)
    expect((await list('unanswered')).items.map((i) => i.id)).not.toContain(item?.id)
    const done = (await list('done')).items.find((i) => i.id === item?.id)
    expect(done).toMatchObject({ people: 2, isNew: false, file: expect.stringMatching(/^content\/cards\/mx\/pensions/) })
    expect((await nora.call('POST', `/curation/questions/${item?.id}/try`)).status).toBe(404)
  }, 180_000)

  test('a curator who mended the content may ask again at once', async () => {
    const db = t.app.store.db
    await db
      .insertInto('unanswered')
      .values({
        id: 'x',
        at: NOW,
        lang: 'es',
        country: 'mx',
        topic: 'pensions',
        reason: 'unsure',
        text: QUESTION,
        question: 'tried',
        asker: 'somebody',
      })
      .execute()
    expect((await list('unsure')).items.map((i) => i.id)).toContain('tried')
    expect(await nora.ok('POST', '/curation/questions/tried/try')).toMatchObject({
      isAnswered: true,
      card: expect.stringMatching(/^mx\.pensions/),
    })
    expect((await list('unsure')).items.map((i) => i.id)).not.toContain('tried')
  }, 30_000)

  test('cards past their date come with file, source and how many people were told them; draft translations by language', async () => {
    const stale = await list('stale')
    expect(stale.counts.stale).toBeGreaterThan(0)
    const told = stale.items[0]
    expect(told?.people).toBeGreaterThan(0)
    expect(told?.file).toMatch(/^content\/cards\/mx\/pensions/)
    expect(told?.sources.length).toBeGreaterThan(0)
    const drafts = await list('draft')
    expect(drafts.counts.draft).toBeGreaterThan(0)
    expect(drafts.items.every((i) => i.lang !== 'es' && i.file?.startsWith('content/cards/'))).toBe(true)
  })

  test('the file of a card opens with where it is edited; nothing but the files of cards does', async () => {
    const { items } = await list('stale')
    const card = items[0]?.card ?? ''
    const opened = await nora.ok<{ file: string; text: string; editUrl: string }>('GET', `/curation/cards/${card}`)
    expect(opened).toMatchObject({ file: items[0]?.file, editUrl: `https://git.example.org/puente/edit/main/${items[0]?.file}` })
    expect(opened.text).toContain(`id: ${card}`)
    for (const other of ['..%2F..%2Fpackage', 'mx.none', '%2Fetc%2Fpasswd'])
      expect((await nora.call('GET', `/curation/cards/${other}`)).status).toBe(404)
  })

  test('what was called not useful is done when the same question is well answered after the card was checked again', async () => {
    const question = 'cómo saco mi CURP en México'
    const say = async (phone: string, text: string) => {
      const out = () => t.provider.messages(phone).filter((m) => m.direction === 'out')
      await t.provider.deliver({ channel: 'whatsapp', phone, text })
      await until(async () => {
        const open = t.app.store.db.selectFrom('job').select('id').where('state', 'in', ['ready', 'running'])
        return (await open.execute()).length === 0
      })
      return out().at(-1)?.text
    }
    const asks = async (phone: string, word: string) => [await say(phone, question), await say(phone, word)]
    await asks('+13465550311', 'no sirve')
    const low = async () => (await list('low-rated')).items.filter((item) => item.text.includes('CURP'))
    const [item] = await low()
    expect(item).toMatchObject({ people: 1, file: expect.stringMatching(/^content\/cards\/mx\//) })
    // Somebody else is content with the same words as before: nothing was mended.
    await asks('+13465550312', 'sirve')
    expect((await low()).map(({ id }) => id)).toEqual([item?.id])
    await copy.edit(item?.file?.slice('content/'.length) ?? '', /checked_on: .*/, 'checked_on: 2026-11-25\nreview_by: 2027-05-25')
    expect(await t.app.reloadContent()).toBe(true)
    expect((await low()).length).toBe(1)
    await asks('+13465550313', 'sirve')
    expect(await low()).toEqual([])
    expect((await list('done')).items.find(({ text }) => text.includes('CURP'))).toMatchObject({ people: 1, card: item?.card })
  }, 180_000)

  test('administrators have it too; nobody else, and the refusal is kept', async () => {
    const ivan = await signedIn(t.app.url, t.app.demoStaff, 'Ivan')
    expect((await ivan.call('GET', '/curation')).status).toBe(200)
    for (const name of ['Ana', 'Luz', 'Marta', 'Carlos']) {
      const client = await signedIn(t.app.url, t.app.demoStaff, name)
      expect((await client.call('GET', '/curation')).status).toBe(403)
      expect((await client.call('POST', '/curation/questions/x/try')).status).toBe(403)
    }
    const refused = await t.app.store.db.selectFrom('audit_event').select('details').where('kind', '=', 'access-refused').execute()
    expect(refused.filter((row) => row.details.includes('"curation"')).length).toBe(4)
  }, 180_000)
})
