/**
 * Writing that hides or mistypes a word, made plain before any rule looks at it: other alphabets' look-alikes, invisible
 * characters, s p a c e d letters, d1g1ts for letters, CAPITALS, accents, laughter, emoji.
 * The result is lower-case words between single spaces; "/" stands where a sentence ends, and at both ends.
 */
export function plain(text: string): string {
  let t = ends(text).normalize('NFKC')
  t = t.replace(INVISIBLE, '').replace(LOOK_ALIKE, (c) => LOOK_ALIKES[c] ?? c)
  t = t
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
  t = t.replace(LAUGHING_FACE, ` ${LAUGH} `).replace(SPACED_LETTERS, (run) => ` ${run.replace(/[^a-z]/g, '')} `)
  t = t.replace(LETTERS_WITH_SIGNS, unmask)
  // n't, 's, 'm stay with their word (don't → dont); j', d', m' stand apart (j'ai → j ai).
  t = t.replace(/([a-z])['’‘`´](t|s|m|re|ve|ll|d)(?![a-z])/g, '$1$2')
  t = ` ${t} `
    .replace(/[.!?¿¡;:\n\r…]+/g, ' / ')
    .replace(/[^a-z0-9/*]+/g, ' ')
    .replace(/\/+/g, ' / ')
  t = t.replace(/(?<= )(?:j[aei]){2,}j?(?= )|(?<= )(?:h[ae]){2,}h?(?= )|(?<= )(?:lol+|lmf?ao|mdr|k{3,}|(?:rs){2,})(?= )/g, LAUGH)
  // One "/" between sentences, one at each end.
  const words = t.split(' ').filter((word) => word !== '')
  return ['/', ...words, '/', ''].filter((word, at, all) => word !== '/' || all[at - 1] !== '/').join(' ')
}

/** What every way of laughing becomes; spelt so that no language's speller changes it. Rules write "haha". */
export const LAUGH = 'xdxd'

/** A wall of text must not delay the crisis path: its beginning and its end are read. */
const FIRST_CHARS = 2_500
const LAST_CHARS = 1_500

function ends(text: string): string {
  return text.length <= FIRST_CHARS + LAST_CHARS ? text : `${text.slice(0, FIRST_CHARS)}\n${text.slice(-LAST_CHARS)}`
}

const INVISIBLE = /\p{Cf}|\u034F|[\u115F\u1160\u17B4\u17B5\u3164\uFFA0]|[\uFE00-\uFE0F]/gu

const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries([
  ...pairs('авекмнорстухіѕјԁһԛԝпгуёй', 'abekmhopctyxisjdhqwnryei'),
  ...pairs('АВЕКМНОРСТУХІЅЈ', 'abekmhopctyxisj'),
  ...pairs('αβεικνορτυχωη', 'abeiknoptuxwn'),
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'),
  ...pairs('ɑɡɩɪʀᴀᴇᴏᴜłđħ', 'agiiraeouldh'),
])
const LOOK_ALIKE = new RegExp(`[${Object.keys(LOOK_ALIKES).join('')}]`, 'gu')

function pairs(strange: string, usual: string): [string, string][] {
  return [...strange].map((c, i) => [c, usual[i] ?? c])
}

const LAUGHING_FACE = /[\u{1F602}\u{1F923}\u{1F605}\u{1F606}\u{1F639}\u{1F61D}\u{1F61C}]/gu
/** Four letters or more, each alone, parted by one or two signs of the same kind. */
const SPACED_LETTERS = /(?<![a-z0-9'’])[a-z](?:([ .\-_*·,|]{1,2})[a-z])(?:\1[a-z]){2,}(?![a-z0-9'’])/g
const LETTERS_WITH_SIGNS = /[a-z0-9@$!*]*[a-z][0-9@$!*]+[a-z][a-z0-9@$!*]*/g
const SIGN_LETTERS: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
  '*': '',
}

/** su1c1d1o → suicidio; "a16b" and "2da" stay. */
function unmask(word: string): string {
  const letters = word.replace(/[^a-z]/g, '').length
  const signs = word.length - letters
  return letters >= 3 && letters > signs && !/\d{2}/.test(word) ? word.replace(/[013457@$!*]/g, (c) => SIGN_LETTERS[c] ?? c) : word
}
