import type { Lang } from '../../bot/vocabulary.ts'

interface ProseRule {
  readonly langs: readonly Lang[]
  readonly pattern: RegExp
  readonly what: (found: string) => string
  readonly fix: string
}

/** Words that end before a letter, also an accented one: \b ends inside "recibirá". */
const END = '(?![\\p{L}\\p{M}])'
const START = '(?<![\\p{L}\\p{M}])'
const words = (alternatives: string) => new RegExp(`${START}(?:${alternatives})${END}`, 'iu')

const promise = (found: string) => `"${found}" promises something`
const noun = (found: string) => `"${found}" makes a person into a thing that was done to them`
const ADULT = 'Write "puede pedir" / "you can ask for": nobody can promise what an office gives.'
const PERSON = 'Write "persona retornada" / "a person who was returned".'

/** How the assistant never speaks. Each rule is held against prose with its placeholders taken out. */
const RULES: readonly ProseRule[] = [
  {
    langs: ['es'],
    pattern: words('recibirán?|obtendrán?|(?:le|les) (?:darán?|entregarán?|pagarán?|aprobarán?)'),
    what: promise,
    fix: ADULT,
  },
  { langs: ['en'], pattern: words("you(?: will|'ll) (?:receive|be given|be paid)"), what: promise, fix: ADULT },
  { langs: ['fr'], pattern: words('vous recevrez|vous obtiendrez|on vous (?:donnera|paiera)'), what: promise, fix: ADULT },
  { langs: ['pt'], pattern: words('você receberá|você vai receber|(?:lhe )?darão'), what: promise, fix: ADULT },
  { langs: ['ht'], pattern: words('w ap resevwa|ou (?:ap|pral) resevwa|yo pral ba ou'), what: promise, fix: ADULT },
  {
    langs: ['es'],
    pattern: words(
      '(?:el|la|los|las|un|una|unos|unas|al|del|otros?|otras?|much[oa]s|algun[oa]s|cada|ningún|como|para|de|a|por|con|entre|sus|nuestros) deportad[oa]s?',
    ),
    what: noun,
    fix: PERSON,
  },
  { langs: ['pt'], pattern: words('(?:o|a|os|as|um|uma|ao|aos|do|da|dos|das|de|para|como) deportad[oa]s?'), what: noun, fix: PERSON },
  { langs: ['fr'], pattern: words('(?:le|la|les|un|une|des|du|au|aux|de|comme) (?:déporté|expulsé)e?s?'), what: noun, fix: PERSON },
  { langs: ['en'], pattern: words('deportees?|illegals|illegal (?:aliens?|immigrants?)'), what: noun, fix: PERSON },
  { langs: ['es'], pattern: words('ilegales|indocumentad[oa]s? ilegal(?:es)?'), what: noun, fix: 'Write "sin papeles".' },
  {
    langs: ['es'],
    pattern: words('tú|puedes|tienes|debes|necesitas|quieres'),
    what: (found) => `"${found}" is not "usted"`,
    fix: 'Write the form of "usted": puede, tiene, debe, necesita, quiere.',
  },
]

/** What a text says that the assistant never says. @param text prose without placeholders */
export function proseFaults(text: string, lang: Lang): { what: string; fix: string }[] {
  return RULES.filter((rule) => rule.langs.includes(lang)).flatMap(({ pattern, what, fix }) => {
    const found = pattern.exec(text)?.[0]
    return found === undefined ? [] : [{ what: what(found), fix }]
  })
}
