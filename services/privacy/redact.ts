/** What a name is known as: a country or its people, another place, or neither. */
export type KnownPlace = (name: string) => 'country' | 'place' | undefined

const NO_PLACES: KnownPlace = () => undefined

/** A place stands after one of these; without, "Santiago" and "David" are people. */
const BEFORE_PLACE =
  /(^|[\s,;(¿¡])(en|de|del|a|al|hasta|hacia|desde|para|por|in|from|to|at|near|nan|soti|pou|rive|à|au|aux|vers|em|no|na|do|da)\s+$/iu
const NAMED =
  /\b(me llamo|mi nombre es|soy|se llama|my name is|i am|i'm|called|mwen rele|non mwen se|li rele|je m'appelle|il s'appelle|elle s'appelle|meu nome é|me chamo|se chama)(\s+)(\p{L}+)((?:\s+\p{L}+)*)/giu
/** After these comes who somebody is, which may be where from. */
const MAY_BE_FROM = /^(soy|i am|i'm)$/iu
/** "soy de …", "i am from …". */
const PREPOSITION = /^(de|del|from|in|en)$/iu
/** Two more words, typed with or without capitals, up to a small word; then all that have a capital. */
const NAME_GOES_ON =
  /^(\s+(?!(?:y|e|o|and|but|et|mais|ak|epi|men|de|del|from|in|en|con|que|pero|mas|tengo|estoy|necesito|quiero)(?!\p{L}))\p{L}+){0,2}(\s+\p{Lu}\p{L}+)*/u
const CAPITALISED = /(?<=\p{Ll}[ ,;]\s?)\p{Lu}\p{Ll}+(\s+\p{Lu}\p{Ll}+)*/gu
const MAX_CHARS = 500

/**
 * Takes out what may name a person before a question is kept for curators: numbers, e-mails, links, and words after
 * "me llamo" and the like or written with a capital inside a sentence. Rather too much than too little; places stay where they can only be places.
 */
export function redact(text: string, placeOf: KnownPlace = NO_PLACES): string {
  return text
    .normalize('NFC')
    .replace(/\S+@\S+/g, '[e-mail]')
    .replace(/(https?:\/\/|www\.)\S+/gi, '[link]')
    .replace(/\+?\d[\d\s().-]{3,}\d|\d{3,}/g, '[number]')
    .replace(NAMED, (_all, said: string, space: string, first: string, rest: string) => {
      const more = NAME_GOES_ON.exec(rest)?.[0] ?? ''
      const isOrigin = MAY_BE_FROM.test(said) && (PREPOSITION.test(first) || placeOf(first) === 'country')
      return isOrigin ? `${said}${space}${first}${rest}` : `${said}${space}[name]${rest.slice(more.length)}`
    })
    .replace(CAPITALISED, (name: string, _rest: unknown, at: number, whole: string) =>
      placeOf(name) === 'country' || (BEFORE_PLACE.test(whole.slice(0, at)) && placeOf(name) !== undefined) ? name : '[Name]',
    )
    .slice(0, MAX_CHARS)
}
