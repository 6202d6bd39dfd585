import { beforeAll, describe, expect, test } from '@jest/globals'
import { render } from '../../bot/answer/render.ts'
import { groupChoices, MENU, menuChoices } from '../../bot/dialogs/menu.ts'
import { type Choice, COUNTRIES, LANGUAGES, type Ports } from '../../bot/index.ts'
import { countSegments, fitSegments } from '../../services/channels/index.ts'
import { SMS_CAPABILITIES } from '../../services/channels/twilio/index.ts'
import { loadMessages } from '../../services/content/index.ts'

let ports: Ports
beforeAll(async () => {
  const { text } = await loadMessages('content')
  ports = { text, fitSegments } as Partial<Ports> as Ports
})

describe.each(LANGUAGES.map((lang) => [lang] as const))('menus by SMS in %s', (lang) => {
  const menus = (): [string, string, readonly Choice[]][] => [
    ['first', ports.text(lang, 'menu.title'), menuChoices(lang, ports)],
    ...Object.keys(MENU).map((group): [string, string, readonly Choice[]] => [
      group,
      ports.text(lang, 'ask.topic'),
      groupChoices(group, lang, ports),
    ]),
    ['country', ports.text(lang, 'ask.country'), COUNTRIES.map((c) => ({ id: c, title: ports.text(lang, `country.${c}`) }))],
  ]

  test('every page is one segment, every choice stands on a page under its number, 0 turns the page', () => {
    for (const [name, title, choices] of menus()) {
      const say = [{ type: 'text' as const, text: title, kind: 'question' as const, choices }]
      const { replies, rest } = render(say, lang, SMS_CAPABILITIES, ports)
      const pages = [replies[0]?.text ?? '', ...rest]
      for (const page of pages) expect([name, page, countSegments(fitSegments(page).text).segments]).toEqual([name, page, 1])
      const lines = pages.flatMap((page) => page.split('\n'))
      for (const [i, choice] of choices.entries()) expect(lines).toContain(`${i + 1} ${choice.title}`)
      for (const page of pages.slice(0, -1)) expect(page.endsWith(ports.text(lang, 'answer.zero'))).toBe(true)
      expect(pages.at(-1)).not.toContain(ports.text(lang, 'answer.zero'))
    }
  })

  test('what is said before the menu takes two segments at the most, alone where there is no room for both', () => {
    for (const kind of ['image', 'video', 'document', 'sticker', 'audio', 'audio_long', 'audio_silence', 'long', 'empty']) {
      const words = `${ports.text(lang, `input.${kind}`)} ${ports.text(lang, 'input.write')} ${ports.text(lang, 'unknown.person')}`
      const choices = menuChoices(lang, ports)
      const say = [
        { type: 'text' as const, text: words, kind: 'notice' as const },
        { type: 'text' as const, text: ports.text(lang, 'menu.title'), kind: 'question' as const, choices },
      ]
      const { replies, rest } = render(say, lang, SMS_CAPABILITIES, ports)
      const segments = [replies[0]?.text ?? '', ...rest].map((page) => countSegments(fitSegments(page).text).segments)
      expect([kind, segments[0], Math.max(...segments.slice(1))]).toEqual([kind, Math.min(2, segments[0] ?? 0), 1])
      expect([replies[0]?.text, ...rest].join('\n')).toContain(`8 ${choices[7]?.title}`)
    }
  })
})
