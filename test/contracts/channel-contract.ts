import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Reply } from '../../bot/index.ts'
import type { Channel } from '../../services/channels/index.ts'
import { ANSWER, line, QUESTION } from '../support/chat-replies.ts'
import type { Door } from '../support/doors/door.ts'

/** What every way of reaching a person must do, whatever its provider is. A new channel passes this or is none. */
export function channelContract(name: string, open: () => Promise<Door>): void {
  describe(`channel contract: ${name}`, () => {
    let door: Door
    let channel: Channel
    beforeEach(async () => {
      door = await open()
      const found = door.module.channels.find((one) => one.name === name)
      if (!found) throw new Error(`${name} is not in its module`)
      channel = found
    })
    afterEach(() => door.stop())
    const send = async (reply: Reply) => {
      if (door.received.length === 0) await door.write('hola', 'first')
      const address = door.received[0]?.address ?? ''
      return await channel.send({ messageId: 'our-message-id', conversationId: 'conversation', address, reply })
    }

    test('what a person wrote arrives as it was written, under this channel, from an address that replies can go to', async () => {
      const text = '¿Perdí mi acta? ñ ò è 😀  dos  espacios'
      expect(await door.write(text, 'one')).toBeLessThan(300)
      expect(door.received).toHaveLength(1)
      expect(door.received[0]).toMatchObject({ channel: name, message: { text, attachments: [] } })
      expect(door.received[0]?.address).not.toBe('')
    })

    test('the same message again is the same message; another one is another, from the same person', async () => {
      for (const id of ['one', 'one', 'two']) expect(await door.write('hola', id)).toBeLessThan(300)
      expect(door.received).toHaveLength(2)
      const keys = door.received.map(({ address, aliases }) => aliases?.[0] ?? address)
      expect(keys[0]).toBe(keys[1])
      expect(new Set(door.received.map((one) => one.providerId)).size).toBe(2)
    })

    test('nobody writes in the name of another: refused, and nothing is received', async () => {
      expect([401, 403]).toContain(await door.forge())
      expect(door.received).toEqual([])
    })

    test('what is not in the form of the provider is refused by name of the fault, not stored and not a fault of ours', async () => {
      const status = await door.garble()
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(door.received).toEqual([])
    })

    test('capabilities are data that hold together', () => {
      const { maxBodyChars, maxButtons, maxListRows, maxChoiceTitleChars } = channel.capabilities
      expect(maxBodyChars).toBeGreaterThan(0)
      if (maxButtons + maxListRows > 0) expect(maxChoiceTitleChars).toBeGreaterThan(0)
      if (channel.capabilities.costsPerSegment) expect(maxButtons + maxListRows).toBe(0)
    })

    test('a reply leaves whole, and is known by an id of its own', async () => {
      const first = await send(line('Su acta está lista'))
      const second = await send(line('Otra'))
      expect(first.providerId).not.toBe('')
      expect(second.providerId).not.toBe(first.providerId)
      if (door.provider) expect(plain(door.sent()[0]?.text)).toBe(plain('Su acta está lista'))
    })

    test('choices can be picked: as buttons where the channel has them, in the text where it has none', async () => {
      const hasButtons = channel.capabilities.maxButtons >= QUESTION.choices.length
      const numbered = QUESTION.choices.map((choice, i) => `${i + 1} ${choice.title}`).join('\n')
      // As the bot renders it for a channel without buttons.
      await send(hasButtons ? QUESTION : { ...QUESTION, text: `${QUESTION.text}\n${numbered}` })
      const [sent] = door.sent()
      if (!door.provider) return
      const picked = sent?.choices.length ? sent.choices.join('\n') : sent?.text
      for (const choice of QUESTION.choices) expect(plain(picked)).toContain(plain(choice.title))
    })

    test('an answer with a card says its source in words or with the card', async () => {
      await send(channel.capabilities.supportsCards ? ANSWER : { ...ANSWER, choices: [] })
      if (door.provider) expect(plain(door.sent()[0]?.text)).toContain(plain('Gobierno de México'))
    })

    test('refused for good, not taken this time, not reached: each by its own code', async () => {
      const { provider } = door
      if (!provider) return
      await door.write('hola', 'first')
      for (const [how, code] of [
        ['refuse', 'P3001'],
        ['unavailable', expect.stringMatching(/^P300[23]$/)],
        ['gone', 'P3002'],
      ] as const) {
        await provider.behave(how)
        // A connection that was kept open dies first: whether that message was taken is unknown.
        if (how === 'gone') await send(line('hola')).catch(() => undefined)
        await expect(send(line('hola'))).rejects.toMatchObject({ code })
      }
    })
  })
}

/** SMS leaves accents out where they cost. */
function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFD').replace(/\p{M}/gu, '')
}
