/**
 * Takes out what may name a person before a question is kept for curators: numbers, e-mails, links, and words after
 * "me llamo" and the like or written with a capital inside a sentence. Rather too much than too little.
 */
export function redact(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\S+@\S+/g, '[e-mail]')
    .replace(/(https?:\/\/|www\.)\S+/gi, '[link]')
    .replace(/\+?\d[\d\s().-]{3,}\d|\d{3,}/g, '[number]')
    .replace(
      /\b(me llamo|mi nombre es|soy|se llama|my name is|i am|i'm|called|mwen rele|non mwen se|li rele|je m'appelle|il s'appelle|elle s'appelle|meu nome é|me chamo|se chama)\s+\p{L}+(\s+\p{Lu}\p{L}+)*/giu,
      '$1 [name]',
    )
    .replace(/(?<=\p{Ll}[ ,;]\s?)\p{Lu}\p{Ll}+(\s+\p{Lu}\p{Ll}+)*/gu, '[Name]')
    .slice(0, 500)
}
