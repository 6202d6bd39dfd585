import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { PNG } from 'pngjs'
import { type ConsoleClient, signedIn } from '../support/console-client.ts'
import { type BotServiceStandIn, startBotService } from '../support/doors/bot-service.ts'
import { startTestApp, type TestApp, until } from '../support/test-app.ts'
import { segment, startWhisper, verbose, type WhisperStandIn } from '../support/whisper-stand-in.ts'

const NOTE = { contentType: 'audio/ogg', bytes: Buffer.from(`OggS${'x'.repeat(200)}`) }
const PICTURE = { contentType: 'image/png', bytes: Buffer.from(PNG.sync.write(new PNG({ width: 12, height: 12 }))) }

let t: TestApp
let whisper: WhisperStandIn
let bots: BotServiceStandIn
let ana: ConsoleClient
beforeAll(async () => {
  whisper = await startWhisper()
  bots = await startBotService()
  t = await startTestApp({ SPEECH_URL: whisper.url, MEDIA_MAX_KB: '16', BOT_EMULATOR: 'true' })
  ana = await signedIn(t.app.url, t.app.demoStaff, 'Ana')
}, 180_000)
afterAll(async () => {
  await t.stop()
  await whisper.stop()
  await bots.stop()
})
beforeEach(() => {
  whisper.status = 200
})

const outOf = (phone: string) => t.provider.messages(phone).filter((m) => m.direction === 'out')
async function send(phone: string, sent: { text?: string; media?: typeof NOTE; channel?: 'sms' | 'whatsapp' }): Promise<string> {
  const before = outOf(phone).length
  await t.provider.deliver({
    channel: sent.channel ?? 'whatsapp',
    phone,
    text: sent.text ?? '',
    ...(sent.media ? { media: sent.media } : {}),
  })
  return (await t.replies(phone, before + 1)).at(-1)?.text ?? ''
}
async function agree(phone: string, word: string, channel: 'sms' | 'whatsapp' = 'whatsapp'): Promise<string> {
  for (let i = 0; i < 8; i++) {
    const answer = await send(phone, { text: word, channel })
    if (/Su caso es el [2-9A-Z]{6}/.test(answer)) return answer
  }
  return ''
}
interface Row {
  id: string
  number: string
  reason: string
}
const queue = async () => (await ana.ok<{ rows: Row[] }>('GET', '/queue?view=unassigned')).rows
const rows = async () => await t.app.store.db.selectFrom('message').selectAll().execute()

describe('voice notes', () => {
  test('heard surely: answered at once, with what was heard', async () => {
    whisper.answer = verbose(segment(' Me deportaron a México y perdí mi acta de nacimiento.', 0.93))
    const answer = await send('+50255500001', { media: NOTE })
    expect(answer).toMatch(/^Escuché: «Me deportaron a México y perdí mi acta de nacimiento\.»/)
    expect(answer).toMatch(/Fuente: /)
    expect(whisper.asked.at(-1)).toMatchObject({ file: 'note.ogg audio/ogg 204', language: 'auto' })
  })

  test('heard unsurely: shown first, answered after the yes; no asks for it again', async () => {
    whisper.answer = verbose(segment(' Perdí mi acta, soy de Puebla, México.', 0.4))
    const phone = '+50255500002'
    const question = await send(phone, { media: NOTE })
    expect(question).toMatch(/«Perdí mi acta, soy de Puebla, México\.»/)
    expect(question).not.toMatch(/Fuente: /)
    expect(await send(phone, { text: 'no' })).toMatch(/Entonces escríbalo/)
    await send(phone, { media: NOTE })
    expect(await send(phone, { text: 'sí' })).toMatch(/Fuente: /)
  })

  test('danger is answered at once, however unsurely it was heard', async () => {
    whisper.answer = verbose(segment(' Me quiero matar.', 0.3))
    const answer = await send('+50255500003', { media: NOTE })
    expect(answer).not.toMatch(/¿Es eso\?/)
    expect(answer).toMatch(/\d{3}/)
  })

  test('a yes to a consent that was heard unsurely is none before it is confirmed', async () => {
    const phone = '+50255500004'
    await send(phone, { text: 'perdí mi acta, soy de Puebla, México' })
    await send(phone, { text: 'PERSONA' })
    // The question may come in a message of its own, with buttons.
    await until(() => outOf(phone).some(({ text }) => /Responda SI o NO/.test(text)))
    whisper.answer = verbose(segment(' Sí.', 0.3))
    expect(await send(phone, { media: NOTE })).toMatch(/¿Es eso\?/)
    expect(await queue()).not.toContainEqual(expect.objectContaining({ reason: 'keyword' }))
    expect(await send(phone, { text: 'sí' })).toMatch(/Su caso es el/)
  })

  test.each([
    ['larger than the limit', { ...NOTE, bytes: Buffer.alloc(17_000) }, /muy larga/],
    ['of a type that does not exist', { ...NOTE, contentType: 'audio/x y' }, /No pude entender/],
    ['something else than it says', { ...NOTE, bytes: Buffer.from('MZ\x90\0 a program for Windows') }, /No pude entender/],
  ])('%s: a sentence, the menu, a person', async (_what, media, sentence) => {
    const asked = whisper.asked.length
    const answer = await send('+50255500005', { media })
    expect(answer).toMatch(sentence)
    expect(answer).toMatch(/PERSONA/)
    expect(whisper.asked.length).toBe(asked)
  })

  test('silence, or an engine that fails: said so, in the language of the person', async () => {
    const phone = '+50255500006'
    await send(phone, { text: 'Bonjou, mwen pèdi batistè mwen' })
    whisper.answer = verbose()
    expect(await send(phone, { media: NOTE })).toMatch(/Mwen pa rive konprann/)
    whisper.status = 500
    expect(await send(phone, { media: NOTE })).toMatch(/Mwen pa rive konprann/)
    expect(whisper.asked.at(-1)?.language).toBe('ht')
  })

  test('a flood of notes is stemmed before it is listened to: told once, then silence', async () => {
    const phone = '+50255500008'
    whisper.status = 200
    whisper.answer = verbose(segment(' perdí mi acta', 0.9))
    const asked = whisper.asked.length
    const audited = async () => {
      const found = t.app.store.db.selectFrom('audit_event').where('details', 'like', '%"flood"%').selectAll()
      return (await found.execute()).length
    }
    const silenced = await audited()
    for (let i = 0; i < 25; i++) await t.provider.deliver({ channel: 'whatsapp', phone, text: '', media: NOTE })
    await until(async () => (await audited()) >= silenced + 9)
    expect(whisper.asked.length - asked).toBeLessThanOrEqual(15)
    expect(whisper.asked.length - asked).toBeGreaterThan(10)
    const told = () => outOf(phone).filter(({ text }) => /muchos mensajes seguidos/i.test(text))
    await until(() => told().length > 0)
    expect(told()).toHaveLength(1)
  })

  test('after STOP nothing is listened to', async () => {
    const phone = '+50255500007'
    await send(phone, { text: 'BAJA' })
    const asked = whisper.asked.length
    await t.provider.deliver({ channel: 'whatsapp', phone, text: '', media: NOTE })
    await until(
      async () => (await t.app.store.db.selectFrom('audit_event').where('details', 'like', '%opted-out%').selectAll().execute()).length > 0,
    )
    expect(whisper.asked.length).toBe(asked)
  })

  test('neither sound nor words lie in the store or the log', async () => {
    const stored = Buffer.concat((await rows()).map((row) => Buffer.from(row.body_sealed)))
    expect(stored.includes('OggS')).toBe(false)
    expect(stored.includes('perdí mi acta')).toBe(false)
    expect(t.logs()).not.toMatch(/Puebla|Media\/ME/)
    expect(t.logs()).toMatch(/"event":"voice-note"/)
  })
})

describe('pictures and documents', () => {
  const phone = '+50255500011'

  test('a person is told what happens to them, alone and with words', async () => {
    expect(await send(phone, { media: PICTURE })).toMatch(/No la abro ni la guardo/)
    expect(await send(phone, { text: 'perdí mi acta, soy de Puebla, México', media: PICTURE })).toMatch(/Lo que adjuntó no lo abro/)
  })

  test('a caseworker opens what was sent after the consent, and nothing from before', async () => {
    await send(phone, { text: 'PERSONA' })
    const number = /[2-9A-Z]{6}/.exec(await agree(phone, 'sí'))?.[0]
    const found = (await queue()).find((row) => row.number === number) as Row
    await ana.call('POST', `/cases/${found.id}/claim`)
    await until(() => outOf(phone).some(({ text }) => /Le atiende Ana/.test(text)))
    await t.provider.deliver({ channel: 'whatsapp', phone, text: 'aquí está', media: PICTURE })
    interface Shown {
      id: string
      media: number
      attachments: string[]
    }
    const list = async () => (await ana.ok<{ messages: Shown[] }>('GET', `/cases/${found.id}/messages`)).messages
    const shown = await until(async () => (await list()).find(({ media }) => media > 0))
    const picture = await ana.bytes(`/cases/${found.id}/messages/${shown.id}/media/0`)
    expect(picture.status).toBe(200)
    expect(Buffer.from(await picture.arrayBuffer()).equals(PICTURE.bytes)).toBe(true)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(picture.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(picture.headers.get('cache-control')).toBe('no-store')
    expect(picture.headers.get('content-disposition')).toBe('inline; filename="puente-1"')
    const all = await rows()
    const talk = all.find(({ id }) => id === shown.id)?.conversation_id
    const before = all.find((row) => row.conversation_id === talk && row.seq === 1)
    expect((await ana.bytes(`/cases/${found.id}/messages/${before?.id}/media/0`)).status).toBe(404)
    expect((await ana.bytes(`/cases/${found.id}/messages/${shown.id}/media/7`)).status).toBe(404)
  })

  test('a voice note shows that it is there, whatever could be heard of it', async () => {
    await t.provider.deliver({ channel: 'whatsapp', phone, text: '', media: NOTE })
    const [row] = (await ana.ok<{ rows: Row[] }>('GET', '/queue?view=mine')).rows as [Row]
    const list = async () =>
      (await ana.ok<{ messages: { text: string; attachments: string[] }[] }>('GET', `/cases/${row.id}/messages`)).messages
    const note = await until(async () => (await list()).find(({ attachments }) => attachments.includes('audio')))
    expect(note.text).toBe('')
  })

  test('after the consent is taken back nothing can be opened; who is not signed in gets nothing', async () => {
    const [row] = (await ana.ok<{ rows: Row[] }>('GET', '/queue?view=mine')).rows as [Row]
    const { messages } = await ana.ok<{ messages: { id: string; media: number }[] }>('GET', `/cases/${row.id}/messages`)
    const picture = messages.find(({ media }) => media > 0)
    const path = `/cases/${row.id}/messages/${picture?.id}/media/0`
    expect((await fetch(`${t.app.url}/console/api${path}`, { headers: { 'x-puente-console': '1' } })).status).toBe(401)
    await send(phone, { text: 'QUITAR PERMISO' })
    expect((await ana.bytes(path)).status).toBe(403)
  })
})

describe('missed calls', () => {
  test.each([
    ['LLAMAME', '+50255500021', /Anotado con el n[uú]mero ([2-9A-Z]{6})/],
    ['RELE M', '+50938000021', /Mwen note l ak nimewo ([2-9A-Z]{6})/],
  ])('"%s" stands in the queue at once; the number is opened by the yes', async (word, phone, noted) => {
    const answer = await send(phone, { text: word, channel: 'sms' })
    const number = noted.exec(answer)?.[1]
    const row = (await queue()).find((one) => one.number === number)
    expect(row).toMatchObject({ reason: 'call-back' })
    expect((await ana.call('POST', `/cases/${row?.id}/packet`, { why: 'prueba' })).status).toBe(403)
  })

  test('yes: the caseworker reads the number to call; no: the request leaves the queue', async () => {
    const phone = '+50255500023'
    const number = /[2-9A-Z]{6}/.exec(await send(phone, { text: 'llámenme', channel: 'sms' }))?.[0]
    await agree(phone, 'SI', 'sms')
    const row = (await queue()).find((one) => one.number === number) as Row
    const packet = await ana.ok<{ parts: { key: string; text: string }[] }>('POST', `/cases/${row.id}/packet`, { why: 'llamar' })
    expect(packet.parts).toContainEqual({ key: 'phone', text: `Llamar al: ${phone}` })
    const other = '+50255500024'
    const refused = /[2-9A-Z]{6}/.exec(await send(other, { text: 'llámenme', channel: 'sms' }))?.[0]
    await send(other, { text: 'NO', channel: 'sms' })
    expect((await queue()).map((one) => one.number)).not.toContain(refused)
  })
})

describe('the first menu on a phone with keys', () => {
  test('one segment a page; 0 turns it; a number of any page is taken', async () => {
    const phone = '+50255500031'
    await send(phone, { text: 'buenos días, ¿qué tal?', channel: 'sms' })
    const first = await send(phone, { text: 'MENU', channel: 'sms' })
    expect(outOf(phone).at(-1)).toMatchObject({ segments: 1, encoding: 'GSM-7' })
    expect(first).toMatch(/0=mas$/)
    const second = await send(phone, { text: '0', channel: 'sms' })
    expect(outOf(phone).at(-1)).toMatchObject({ segments: 1, encoding: 'GSM-7' })
    expect(second).toMatch(/8 Hablar con una persona$/)
    expect(await send(phone, { text: '1', channel: 'sms' })).toMatch(/1 .*acta|1 .*identidad|1 /i)
    expect(outOf(phone).at(-1)).toMatchObject({ segments: 1 })
  })
})

describe('the Emulator on this machine', () => {
  const say = async (fields: Record<string, unknown>) =>
    await fetch(`${t.app.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        channelId: 'emulator',
        serviceUrl: bots.url,
        from: { id: 'user-1' },
        recipient: { id: 'bot-1' },
        conversation: { id: 'talk-1' },
        locale: 'fr-FR',
        ...fields,
      }),
    })
  const said = () => bots.posted.filter(({ activity }) => activity.type === 'message')

  test('who opens a conversation is greeted once in their language, asks by a button, gets a card; a redelivery is one turn', async () => {
    await say({ type: 'conversationUpdate', id: 'a1', membersAdded: [{ id: 'user-1' }] })
    await until(() => said().length === 1)
    expect(said()[0]?.activity.text).toMatch(/^Bonjour/)
    expect(JSON.stringify(said()[0]?.activity.suggestedActions)).toContain('"value":"Papiers et identité"')
    await say({ id: 'a2', text: 'Papiers et identité' })
    await until(() => said().length === 2)
    for (const id of ['a3', 'a3']) await say({ id, text: "j'ai perdu mon acte de naissance, je suis du Mexique" })
    // After the card comes the question whether it helped.
    await until(() => said().length >= 3)
    expect(said()[2]?.activity.attachments).toMatchObject([{ contentType: 'application/vnd.microsoft.card.adaptive' }])
    expect(said().filter(({ activity }) => activity.attachments)).toHaveLength(1)
  })

  test('when the channel speaks from another address, replies go there; ids and words are not in the log', async () => {
    const moved = await startBotService()
    await say({ id: 'a4', text: 'merci', serviceUrl: moved.url })
    await until(() => moved.posted.some(({ activity }) => activity.type === 'message'))
    await moved.stop()
    expect(t.logs()).not.toMatch(/acte de naissance|talk-1|user-1/)
    expect(await (await fetch(`${t.app.url}/metrics`)).text()).toMatch(/puente_messages_received_total\{channel="bot-emulator"\} \d/)
  })

  test('a caseworker writes first: the words go to the conversation that is kept', async () => {
    const number = async () => {
      for (let i = 0; i < 4; i++) {
        const before = said().length
        await say({ id: `yes-${i}`, text: 'oui' })
        await until(() => said().length > before)
        const found = /dossier (?:est le|porte le numéro)?\s*([2-9A-Z]{6})|([2-9A-Z]{6})/.exec(String(said().at(-1)?.activity.text))
        if (found) return found[1] ?? found[2]
      }
    }
    const before = said().length
    await say({ id: 'p1', text: 'PERSONNE' })
    await until(() => said().length > before)
    const wanted = await number()
    const row = (await queue()).find((one) => one.number === wanted) as Row
    const count = said().length
    await ana.call('POST', `/cases/${row.id}/claim`)
    await until(() => said().length > count)
    expect(said().at(-1)).toMatchObject({ path: '/v3/conversations/talk-1/activities', activity: { recipient: { id: 'user-1' } } })
    expect(said().at(-1)?.activity.text).toMatch(/Ana/)
  })
})

describe('what is closed says so', () => {
  test('in the readiness of the service', async () => {
    const ready = (await (await fetch(`${t.app.url}/readyz`)).json()) as Record<string, unknown>
    expect(ready).toMatchObject({ voiceNotes: 'open', azureBotService: 'open', otherSites: 'closed: WIDGET_SITES' })
    expect(ready.channels).toMatch(/^sms whatsapp web bot-directline /)
  })
})
