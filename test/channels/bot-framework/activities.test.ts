import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Choice, Reply } from '../../../bot/index.ts'
import { ANSWER, CARD, line } from '../../support/chat-replies.ts'
import { BOT_CHANNELS, type BotChannel, type BotDoor, botDoor, type Fields } from '../../support/doors/bot-door.ts'
import { until } from '../../support/test-app.ts'

let door: BotDoor
const open = async (channelId: BotChannel) => {
  await door?.stop()
  door = await botDoor(channelId)
}
beforeEach(() => open('directline'))
afterEach(() => door.stop())

const messages = () => door.service.posted.filter(({ activity }) => activity.type === 'message')

async function reply(said: Reply): Promise<Fields> {
  await door.post(door.activity())
  const channel = door.module.channels.find(({ name }) => name === door.name)
  await channel?.send({ messageId: 'm-1', conversationId: 'c', address: door.received[0]?.address ?? '', reply: said })
  return messages().at(-1)?.activity ?? {}
}

const choices = (count: number): Choice[] => Array.from({ length: count }, (_, i) => ({ id: `c:${i}`, title: `Opción ${i + 1}` }))

describe('what comes in', () => {
  test.each(BOT_CHANNELS.map((id) => [id]))(
    'a recorded activity of %s: its words, its language, no attachment that nobody sent',
    async (id) => {
      await open(id)
      await door.post(door.activity())
      const langs = { directline: 'es', webchat: 'fr', msteams: 'en', telegram: 'ht', emulator: 'pt' }
      expect(door.received[0]).toMatchObject({
        channel: `bot-${id}`,
        message: { text: door.activity().text, langHint: langs[id], attachments: [] },
      })
      // Names stay outside; ids of people are not in what is stored unsealed.
      expect(door.received[0]?.address).not.toContain('Someone')
      expect(door.received[0]?.providerId).toMatch(/^[\w-]{43}$/)
    },
  )

  test('a message shows at once that an answer is being written', async () => {
    await door.post(door.activity())
    await until(() => door.service.posted.some(({ activity }) => activity.type === 'typing'))
  })

  test('typing, reactions and types that nobody knows are taken, left alone and counted', async () => {
    for (const type of ['typing', 'messageReaction', 'endOfConversation', 'somethingNew', 'x'.repeat(500)])
      expect((await door.post(door.activity({ type }))).status).toBe(200)
    expect((await door.post(door.activity({ type: 'invoke', name: 'adaptiveCard/action' }))).status).toBe(501)
    expect(door.received).toEqual([])
    expect(door.ignored.map(([channel, reason]) => `${channel} ${reason}`)).toEqual([
      'bot-directline typing',
      'bot-directline messageReaction',
      'bot-directline endOfConversation',
      'bot-directline unknown-type',
      'bot-directline unknown-type',
      'bot-directline invoke',
    ])
  })

  test('somebody who comes in is greeted later; the bot itself coming in is nothing', async () => {
    const arrival = (id: string) => door.activity({ type: 'conversationUpdate', text: undefined, membersAdded: [{ id }] })
    await door.post(arrival('puente-bot@kQx7'))
    expect(door.received).toEqual([])
    await door.post(arrival('dl_0f1e2d3c'))
    expect(door.received[0]?.message).toEqual({ text: '', attachments: [], hasJoined: true, langHint: 'es' })
  })

  test('in a group nobody is answered: everybody would read it', async () => {
    await door.post(door.activity({ conversation: { id: 'g', isGroup: true } }))
    await open('msteams')
    await door.post(door.activity({ conversation: { id: '19:x@thread.tacv2', conversationType: 'channel' } }))
    expect(door.received).toEqual([])
    expect(door.ignored).toEqual([['bot-msteams', 'group']])
  })

  test('a voice note, a picture, a file of Teams, a pressed card button', async () => {
    const attachments = [
      { contentType: 'audio/ogg', contentUrl: 'https://telegram.botframework.com/a' },
      { contentType: 'image/png', contentUrl: 'https://telegram.botframework.com/b' },
      { contentType: 'application/vnd.microsoft.teams.file.download.info', content: { downloadUrl: 'https://x.sharepoint.com/f' } },
    ]
    await door.post(door.activity({ text: undefined, attachments, value: { choiceId: 'menu:health' } }))
    expect(door.received[0]?.message).toMatchObject({
      text: '',
      choiceId: 'menu:health',
      attachments: ['audio', 'image', 'document'],
      media: [{ url: 'https://telegram.botframework.com/a' }, {}, { url: 'https://x.sharepoint.com/f' }],
    })
  })

  test.each([['id'], ['conversation'], ['from'], ['serviceUrl']])('without %s it is refused by name', async (field) => {
    const { status, body } = await door.post(door.activity({ [field]: undefined }))
    expect(status).toBe(400)
    expect(body).toContain('P1002')
    expect(door.received).toEqual([])
  })
})

describe('what goes out', () => {
  test('to the stored conversation, from the bot, with a token, once', async () => {
    const sent = await reply(line('Hola'))
    expect(messages()).toHaveLength(1)
    expect(messages()[0]).toMatchObject({
      path: '/v3/conversations/61S2RSXVCQYKf034GmZMoT-us/activities',
      authorization: 'Bearer token-for-the-connector',
    })
    expect(sent).toMatchObject({
      from: { id: 'puente-bot@kQx7' },
      recipient: { id: 'dl_0f1e2d3c' },
      text: 'Hola',
      textFormat: 'plain',
      channelData: { messageId: 'm-1' },
    })
  })

  test('Agents Playground keeps its connector in a folder: the reply goes there', async () => {
    await door.post(door.activity({ serviceUrl: `${door.service.url}/_connector` }))
    const [channel] = door.module.channels.filter(({ name }) => name === door.name)
    await channel?.send({ messageId: 'm', conversationId: 'c', address: door.received[0]?.address ?? '', reply: line('Hola') })
    expect(messages()[0]?.path).toBe('/_connector/v3/conversations/61S2RSXVCQYKf034GmZMoT-us/activities')
  })

  test('choices are suggested actions that send their title', async () => {
    const sent = await reply({ kind: 'question', text: '¿Cuál?', choices: choices(3) })
    expect(sent.suggestedActions).toEqual({
      to: ['dl_0f1e2d3c'],
      actions: choices(3).map(({ title }) => ({ type: 'imBack', title, value: title })),
    })
  })

  test('Teams has room for six, others for twelve', async () => {
    await open('msteams')
    expect(await reply({ kind: 'question', text: '¿Cuál?', choices: choices(7) })).not.toHaveProperty('suggestedActions')
    await open('telegram')
    expect(await reply({ kind: 'question', text: '¿Cuál?', choices: choices(7) })).toHaveProperty('suggestedActions')
  })

  test('an answer is an adaptive card with the words of the answer, its source as a link, and the same as plain text', async () => {
    const sent = await reply(ANSWER)
    const [{ contentType, content }] = sent.attachments as [{ contentType: string; content: Fields }]
    expect(contentType).toBe('application/vnd.microsoft.card.adaptive')
    const runs = (content.body as { type: string; inlines: { text: string }[] }[]).flatMap(({ inlines }) => inlines.map(({ text }) => text))
    expect(runs[0]).toBe(CARD.title)
    expect(runs.join('\n\n').replace(`${CARD.title}\n\n`, `${CARD.title}\n`)).toBe(ANSWER.text)
    expect(content).toMatchObject({ version: '1.3', lang: 'es', fallbackText: ANSWER.text })
    expect(content.actions).toContainEqual({ type: 'Action.OpenUrl', title: CARD.source.publisher, url: CARD.source.url })
  })

  test('Telegram would show a card as a picture: it gets the words', async () => {
    await open('telegram')
    const sent = await reply(ANSWER)
    expect(sent.text).toBe(ANSWER.text)
    expect(sent).not.toHaveProperty('attachments')
  })
})
