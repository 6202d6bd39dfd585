import type { Country, Lang } from '../../../bot/vocabulary.ts'
import type { Example } from './examples.ts'
import { randomFrom } from './softmax-regression.ts'

/** How people add where they are or come from to whatever they write. {p} is a place. */
const TAILS: Record<Lang, readonly string[]> = {
  es: ['{t}, {p}', '{t}. soy de {p}', '{p}. {t}', '{t} toy en {p}', 'aqui en {p}, {t}', '{t}, ando en {p}', '{t} vivo en {p}'],
  en: ['{t}, {p}', '{t} im in {p}', '{t}. from {p}', 'in {p}. {t}', '{t} here in {p}'],
  ht: ['{t}, {p}', '{t} m nan {p}', 'm {p}. {t}', '{t} mwen {p} kounya'],
  fr: ['{t}, {p}', '{t} je suis a {p}', 'a {p}. {t}', '{t} jhabite {p}'],
  pt: ['{t}, {p}', '{t} to em {p}', 'sou de {p}. {t}', '{t} aqui em {p}'],
}

const PLACES: Record<Country, readonly string[]> = {
  mx: ['mexico', 'oaxaca', 'tijuana', 'leon gto', 'puebla', 'michoacan', 'monterrey', 'guadalajara', 'chiapas', 'zacatecas'],
  gt: ['guatemala', 'xela', 'huehuetenango', 'coban', 'jutiapa', 'escuintla', 'quiche', 'solola'],
  sv: ['el salvador', 'san miguel', 'santa ana', 'soyapango', 'usulutan', 'chalatenango', 'sonsonate'],
  hn: ['honduras', 'tegucigalpa', 'san pedro sula', 'choluteca', 'yoro', 'la ceiba', 'comayagua', 'olancho'],
  do: ['santo domingo', 'republica dominicana', 'santiago', 'barahona', 'la romana', 'san cristobal', 'puerto plata'],
  ht: ['haiti', 'okap', 'potoprens', 'gonaives', 'les cayes', 'jacmel', 'hinche', 'ouanaminthe', 'ayiti'],
  ni: ['nicaragua', 'managua', 'esteli', 'chinandega', 'matagalpa'],
  cr: ['costa rica', 'alajuela', 'puntarenas', 'heredia'],
  pa: ['panama', 'chiriqui', 'david', 'colon', 'veraguas'],
}
const USUAL_COUNTRIES: Record<Lang, readonly Country[]> = {
  es: ['mx', 'gt', 'sv', 'hn', 'do', 'mx', 'gt', 'hn', 'ni', 'cr', 'pa'],
  en: ['mx', 'gt', 'sv', 'hn', 'do', 'ht', 'pa', 'cr'],
  ht: ['ht', 'ht', 'ht', 'do', 'mx'],
  fr: ['ht', 'ht', 'ht', 'do'],
  pt: ['ht', 'gt', 'mx', 'hn', 'do', 'sv'],
}

/**
 * Copies of lines that are no ordinary question, with a place added: in the examples almost only questions name a place,
 * in life everybody says where they are. Without these a town alone would make a message look answerable.
 */
export function addPlaces(examples: readonly Example[], seed: number): Example[] {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  return examples
    .filter(({ route, country, context }) => route !== 'answer' && country === null && !context)
    .map((example) => {
      const country = pick(USUAL_COUNTRIES[example.lang])
      const text = pick(TAILS[example.lang])
        .replace('{t}', example.text.replace(/[.!]+$/, ''))
        .replace('{p}', pick(PLACES[country]))
      return { ...example, text, country }
    })
}
