import { beforeAll, describe, expect, test } from '@jest/globals'
import { emptyState, type Ports, runTurn, type Turn } from '../../bot/index.ts'
import { LANGUAGES, type Lang } from '../../bot/vocabulary.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { portsOfSafety } from './support.ts'

const DANGER: Readonly<Record<Lang, string>> = {
  es: 'me quiero morir',
  en: 'i want to die',
  ht: 'mwen vle mouri',
  fr: 'je veux mourir',
  pt: 'quero morrer',
}
const OFFER: Readonly<Record<Lang, RegExp>> = { es: /PERSONA|SÍ\./, en: /PERSON|YES/, ht: /MOUN|WI/, fr: /PERSONNE|OUI/, pt: /PESSOA|SIM/ }
const NO: Readonly<Record<Lang, string>> = { es: 'no', en: 'no', ht: 'non', fr: 'non', pt: 'não' }

let ports: Ports
beforeAll(async () => {
  ports = await portsOfSafety()
})

async function talk(lang: Lang, lines: readonly string[], regionHint: string | undefined) {
  let state: Turn['state'] = { ...emptyState(), language: lang }
  const said: string[] = []
  for (const text of lines) {
    const capabilities = CAPABILITIES.sms as Turn['capabilities']
    const outcome = await runTurn(
      { message: { text, attachments: [] }, state, status: 'bot', capabilities, regionHint, optedOut: false },
      ports,
    )
    state = outcome.state
    said.push(outcome.replies.map((reply) => reply.text).join('\n'))
  }
  return said
}

describe.each([['us'], [undefined]])('after danger, called from %s', (region) => {
  test.each(LANGUAGES)('%s: the offer stands in the text, is repeated once, and then no more; no menu, no question', async (lang) => {
    const said = await talk(lang, [DANGER[lang], '...', 'mmm', 'mmm', 'mmm'], region)
    expect(said.map((text) => OFFER[lang].test(text))).toEqual([true, true, false, false, false])
    for (const text of said) expect(text).not.toMatch(/\?|^1 |MEN[UIÚ]/m)
    for (const text of said) expect(text).not.toBe('')
  })

  test.each(LANGUAGES)('%s: who declined is not asked again', async (lang) => {
    const said = await talk(lang, [DANGER[lang], NO[lang], 'mmm', 'mmm'], region)
    expect(said.map((text) => OFFER[lang].test(text))).toEqual([true, false, false, false])
  })
})
