import { beforeAll, describe, expect, test } from '@jest/globals'
import { offendingIn } from '../../bot/answer/gate-answer.ts'
import { render } from '../../bot/answer/render.ts'
import type { Ports } from '../../bot/index.ts'
import { fitSegments } from '../../services/channels/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { createLibrary, type Library, languagesOf, loadContentFiles, loadMessages } from '../../services/content/index.ts'

let library: Library
let ports: Ports
beforeAll(async () => {
  const [files, messages] = await Promise.all([loadContentFiles('content'), loadMessages('content')])
  library = createLibrary(files, {
    clock: () => new Date('2026-11-25'),
    graceUntil: new Date('2027-06-30'),
    publicUrl: () => 'https://puente.example.org',
  })
  ports = { text: messages.text, fitSegments } as Partial<Ports> as Ports
}, 120_000)

const everyForm = (channel: string) =>
  library.cards.flatMap((card) =>
    languagesOf(card).flatMap((lang) => {
      const view = library.card(card.id, lang)
      if (!view) return []
      const say = [{ type: 'cards' as const, cards: [view] }]
      return [
        {
          card: card.id,
          lang,
          view,
          say,
          rendered: render(say, lang, CAPABILITIES[channel] as NonNullable<(typeof CAPABILITIES)[string]>, ports),
        },
      ]
    }),
  )

describe('every card in every language', () => {
  test.each(['sms', 'whatsapp', 'web'])('on %s holds only phones and links of its records', (channel) => {
    const stopped = everyForm(channel).flatMap(({ card, lang, say, rendered }) => {
      const offending = offendingIn(rendered, say)
      return offending.length > 0 ? [`${card} ${lang}: ${offending.join(' ')}`] : []
    })
    expect(stopped).toEqual([])
  })

  test('on SMS every page is of two segments at most, and the first has the source and a date or a caution', () => {
    for (const { card, lang, rendered, view } of everyForm('sms')) {
      const pages = [...rendered.replies.map((reply) => reply.text), ...rendered.rest]
      expect([card, lang, Math.max(...pages.map((page) => fitSegments(page).segments))]).toEqual([card, lang, expect.any(Number)])
      expect(pages.filter((page) => fitSegments(page).segments > 2)).toEqual([])
      expect(pages[0]).toContain(view.link.length <= 42 || view.source.url.length > 42 || view.source.url === '' ? 'http' : view.source.url)
    }
  })

  test('a phone that no record has is caught', () => {
    const [form] = everyForm('sms')
    if (!form) throw new RangeError('no cards')
    const tampered = {
      ...form.rendered,
      replies: [{ text: 'Llame al 55 1234 5678 o vea www.falso.com', choices: [], kind: 'answer' as const }],
    }
    expect(offendingIn(tampered, form.say)).toEqual(expect.arrayContaining(['www.falso.com', '55 1234 5678']))
  })
})
