import { createRequire } from 'node:module'
import type { Lang } from '../../bot/vocabulary.ts'

interface Stemmer {
  stem(word: string): string
}
const snowball = createRequire(import.meta.url)('snowball-stemmers') as { newStemmer(language: string): Stemmer }

/** Creole has no Snowball stemmer and hardly any inflexion: words stay as they are. */
const STEMMERS: Partial<Record<Lang, Stemmer>> = {
  es: snowball.newStemmer('spanish'),
  en: snowball.newStemmer('english'),
  fr: snowball.newStemmer('french'),
  pt: snowball.newStemmer('portuguese'),
}

const STOPWORDS: Record<Lang, ReadonlySet<string>> = {
  es: new Set(
    'a al algo ante con como cual cuando de del desde donde el ella ellos en entre era es esa ese eso esta este esto estoy fue ha hay he la las le les lo los me mi mis muy no nos o para pero por porque que quien se si sin sobre son soy su sus te tengo tu un una uno y ya yo'.split(
      ' ',
    ),
  ),
  en: new Set(
    'a am an and are as at be but by can do does for from had has have he her him his how i if in is it its me my no not of on or our she so that the their them there they this to was we were what when where which who will with you your'.split(
      ' ',
    ),
  ),
  ht: new Set('a ak an ap gen ki kote la li m mwen nan nou ou pa pou sa se te ti yo yon w'.split(' ')),
  fr: new Set(
    'a ai au aux avec ce ces cette comme dans de des du elle en est et eu il ils j je l la le les leur lui ma mais me mes mon ne nous on ou par pas pour qu que qui sa se ses son sont sur ta te tes tu un une vous y'.split(
      ' ',
    ),
  ),
  pt: new Set(
    'a ao as com como da das de do dos e ela ele em era essa esse esta eu foi ha isso ja la mas me meu minha muito na nao nas no nos o os ou para por que quem se sem ser seu sua tem um uma'.split(
      ' ',
    ),
  ),
}

/** Accents off, lower case: "Perdí" → "perdi". Matching only; nothing that is shown goes through here. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Words of a text for the lexical index: folded, without stop words, stemmed for the language. */
export function tokens(text: string, lang: Lang): string[] {
  const stemmer = STEMMERS[lang]
  const words = fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return words.filter((word) => !STOPWORDS[lang].has(word)).map((word) => (stemmer && word.length > 3 ? fold(stemmer.stem(word)) : word))
}
