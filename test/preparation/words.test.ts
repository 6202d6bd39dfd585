import { beforeAll, describe, expect, test } from '@jest/globals'
import { LANGUAGES, type Lang, type Ports, PROFILE_FIELDS } from '../../bot/index.ts'
import { beginsAsQuestion, hasNeed, isOwnWord, numbersHad, preparationWish, saysWord } from '../../bot/preparation/words.ts'
import { portsOfSafety } from '../safety/support.ts'

let ports: Ports
beforeAll(async () => {
  ports = await portsOfSafety()
})

/** What our own sentences tell people to write, and what it must be taken for. */
const TOLD: Readonly<Record<Lang, readonly (readonly [string, string])[]>> = {
  es: [
    ['PREPARAR', 'start'],
    ['MI PERFIL', 'profile'],
    ['ENVIAR PERFIL', 'send'],
    ['BORRAR PERFIL', 'delete'],
    ['MI LISTA', 'list'],
    ['CAMBIAR 3', 'change'],
    ['LISTO 3', 'done'],
    ['VER 3', 'see'],
    ['falta 3', 'undone'],
    ['3 listo', 'done'],
  ],
  en: [
    ['PREPARE', 'start'],
    ['MY PROFILE', 'profile'],
    ['SEND PROFILE', 'send'],
    ['DELETE PROFILE', 'delete'],
    ['MY LIST', 'list'],
    ['CHANGE 3', 'change'],
    ['DONE 3', 'done'],
    ['SEE 3', 'see'],
    ['not done 3', 'undone'],
  ],
  ht: [
    ['PREPARE', 'start'],
    ['PWOFIL MWEN', 'profile'],
    ['VOYE PWOFIL', 'send'],
    ['EFASE PWOFIL', 'delete'],
    ['LIS MWEN', 'list'],
    ['CHANJE 3', 'change'],
    ['FINI 3', 'done'],
    ['GADE 3', 'see'],
    ['manke 3', 'undone'],
  ],
  fr: [
    ['PREPARER', 'start'],
    ['MON PROFIL', 'profile'],
    ['ENVOYER PROFIL', 'send'],
    ['EFFACER PROFIL', 'delete'],
    ['MA LISTE', 'list'],
    ['CHANGER 3', 'change'],
    ['FAIT 3', 'done'],
    ['VOIR 3', 'see'],
    ['manque 3', 'undone'],
  ],
  pt: [
    ['PREPARAR', 'start'],
    ['MEU PERFIL', 'profile'],
    ['ENVIAR PERFIL', 'send'],
    ['APAGAR PERFIL', 'delete'],
    ['MINHA LISTA', 'list'],
    ['MUDAR 3', 'change'],
    ['PRONTO 3', 'done'],
    ['VER 3', 'see'],
    ['falta 3', 'undone'],
  ],
}
const SKIP: Readonly<Record<Lang, string>> = { es: 'SALTAR', en: 'SKIP', ht: 'SOTE', fr: 'PASSER', pt: 'PULAR' }
const RATHER_NOT: Readonly<Record<Lang, string>> = {
  es: 'No quiero decirlo.',
  en: "I don't want to say",
  ht: 'mwen pa vle di sa',
  fr: 'Je préfère ne pas le dire',
  pt: 'prefiro não dizer',
}
const NONE: Readonly<Record<Lang, string>> = { es: 'NINGUNO', en: 'NONE', ht: 'OKENN', fr: 'AUCUN', pt: 'NENHUM' }

describe.each(LANGUAGES)('words of %s', (lang) => {
  test.each(TOLD[lang])('"%s" is "%s", and no order of the service', (words, wish) => {
    expect(preparationWish(words, ports)?.wish).toBe(wish)
    for (const hasPending of [true, false])
      expect([undefined, 'number']).toContain(ports.safety.matchCommand(words, { hasPending, lang })?.command)
  })

  test('skip and none are told in the questions and understood', () => {
    const all = JSON.stringify(['intro', ...PROFILE_FIELDS.map((f) => `ask.${f}`)].map((key) => ports.text(lang, `prepare.${key}`)))
    expect(all).toContain(SKIP[lang])
    expect(all).toContain(NONE[lang])
    expect(saysWord('skip', SKIP[lang], ports)).toBe(true)
    expect(saysWord('skip', RATHER_NOT[lang], ports)).toBe(true)
    expect(ports.safety.matchCommand(SKIP[lang], { hasPending: true, lang })).toBeUndefined()
    expect(saysWord('none', NONE[lang], ports)).toBe(true)
  })

  test('a question with what is said before it costs one SMS, the first one two', () => {
    for (const field of PROFILE_FIELDS) {
      const ask = ports.text(lang, 'prepare.question', {
        n: PROFILE_FIELDS.length,
        of: PROFILE_FIELDS.length,
        ask: ports.text(lang, `prepare.ask.${field}`),
      })
      const said = `${ports.text(lang, 'prepare.noted')}\n${ask}`
      expect([field, ports.fitSegments(said).segments]).toEqual([field, 1])
    }
    const first = `${ports.text(lang, 'prepare.intro', { of: PROFILE_FIELDS.length })}\n${ports.text(lang, 'prepare.ask.when')}`
    expect(ports.fitSegments(first).segments).toBeLessThanOrEqual(2)
  })
})

describe('what is no wish', () => {
  test.each([
    ['3'],
    ['tengo 3'],
    ['listo'],
    ['listo 3 papeles y me falta uno'],
    ['preparar comida'],
    ['no tengo lista'],
    ['tengo 3 hijos'],
    ['2 y 3'],
  ])('%s', (text) => {
    expect(preparationWish(text, ports)).toBeUndefined()
  })

  test.each([['ya tengo la 3'], ['tengo 3'], ['i have 3'], ['m gen 3'], ["j'ai 3"], ['ja tenho a 3']])(
    '"%s" is one only right under the list',
    (text) => {
      expect(preparationWish(text, ports)).toBeUndefined()
      expect(numbersHad(text, ports)).toEqual([3])
    },
  )

  test('several numbers are several points', () => {
    expect(preparationWish('listo 3, 5 y 7', ports)?.numbers).toEqual([3, 5, 7])
    expect(preparationWish('3 ak 5 fini', ports)?.numbers).toEqual([3, 5])
  })
})

describe('how a question begins', () => {
  test.each([
    ['cómo saco mi acta'],
    ['where do i get a passport'],
    ['eske gen lopital'],
    ['comment avoir un acte'],
    ['onde tiro o documento'],
    ['no, soy de Guatemala'],
  ])('%s', (text) => {
    expect(beginsAsQuestion(text, ports)).toBe(true)
  })
  test('what answers is none: the word that the question asked with, and what only holds such a word', () => {
    expect(isOwnWord('when', 'cuando terminen la escuela', ports)).toBe(true)
    expect(isOwnWord('where', 'cuando terminen la escuela', ports)).toBe(false)
    expect(beginsAsQuestion('mi hijo no sabe como usar el inhalador', ports)).toBe(false)
    expect(hasNeed('perdí mi pasaporte', ports)).toBe(true)
  })
})
