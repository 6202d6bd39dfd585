import { beforeAll, describe, expect, test } from '@jest/globals'
import { openWordReader } from './support.ts'

let read: Awaited<ReturnType<typeof openWordReader>>
beforeAll(async () => {
  read = await openWordReader()
})

test.each([
  ['donde saco mi acta de nacimiento', 'es'],
  ['q onda, nesesito mi dpi', 'es'],
  ['where can i get my birth certificate', 'en'],
  ['im stuck w no papers, can u help', 'en'],
  ['kote m ka jwenn batistè mwen', 'ht'],
  ['mwen bezwen yon kote pou m domi aswe a', 'ht'],
  ['m bezwen batiste m', 'ht'],
  ['je cherche un endroit pour dormir ce soir', 'fr'],
  ['comment refaire mon passeport svp', 'fr'],
  ['como faço para tirar meu passaporte', 'pt'],
  ['preciso de um lugar para dormir hoje', 'pt'],
])('%s is read as %s', (text, lang) => {
  expect(read(text).language.lang).toBe(lang)
})

describe('what is remembered', () => {
  test.each(['2', 'ok', 'si', '👍', 'Puebla'])('one word or a number keeps the language: %s', (text) => {
    for (const lang of ['es', 'ht', 'pt'] as const) expect(read(text, { language: lang }).language.lang).toBe(lang)
  })

  test('a loan word does not turn the conversation, a whole sentence does', () => {
    expect(read('perdi mi birth certificate y no se que hacer', { language: 'es' }).language.lang).toBe('es')
    expect(read('i lost my birth certificate and i do not know what to do', { language: 'es' }).language.lang).toBe('en')
  })
})

test.each([
  ['Ich brauche Hilfe mit meinem Pass', 'de'],
  ['ho bisogno di aiuto per tornare a casa', 'it'],
  ['我需要帮助回国', 'zh'],
  ['أحتاج مساعدة للعودة', 'ar'],
  ['Мне нужна помощь с паспортом', 'ru'],
  ['Мені потрібна допомога', 'uk'],
  ['मुझे घर लौटने में मदद चाहिए', 'hi'],
  ['kailangan ko ng tulong pauwi', 'tl'],
  ["Saqarik, kinwaj jun tob'anik rech ri nuwuj", 'quc'],
  ['Jawi kinriq wi jun chak pa ri nutinamit', 'quc'],
  ["Chjonte, waja jun onb'il ti'ja wu'ja", 'mam'],
  ["Tzeen tten tu'n tjyet jun aq'untl tuj tnam", 'mam'],
  ["Bantiox, nawaj jun tenq' re li hu", 'kek'],
  ['B’ar tintaw in k’anjel sa’ li tenamit', 'kek'],
  ['Buiti binafi, busentina ideragua', 'gar'],
  ['Ñuqaqa yanapayta munani, llaqtayman kutimuni', 'qu'],
])('%s is none of ours, and which one is known', (text, other) => {
  expect(read(text).language).toMatchObject({ lang: 'other', other })
})

test.each([
  ["hablo k'iche' y necesito un intérprete", 'es'],
  ['mi abuela solo habla mam, quién le explica en Huehuetenango', 'es'],
  ["soy q'eqchi' de Alta Verapaz, perdí mi dpi", 'es'],
  ["is there somebody who speaks q'anjob'al or k'iche'", 'en'],
  ["ki moun k'ap ede m, m'ap chèche yon kay", 'ht'],
  ["j'ai besoin d'un papier, qu'est-ce qu'il faut", 'fr'],
])('naming a language or writing with apostrophes is not speaking another: %s', (text, lang) => {
  expect(read(text).language.lang).toBe(lang)
})
