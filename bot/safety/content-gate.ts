export interface GateResult {
  readonly ok: boolean
  /** The phones and links that no record answers for, as they stand in the text. */
  readonly offending: string[]
}

/** A link, with or without its protocol, or an e-mail address. */
const LINK =
  /(?:https?:\/\/|www\.)[^\s<>"')\]]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@.])(?:[\p{L}\d-]+\.)+(?:com|org|net|gob|gov|edu|mil|int|info|app|io|me|mx|gt|sv|hn|do|ht|ni|cr|pa|us|ca|es|br|fr|ly|co|link|site|online|xyz|top|chat)(?![\w@])(?:\/[^\s<>"')\]]*)?/giu
/** Digits that can be dialled: seven or more however parted, or a star code. */
const PHONE = /(?<![\d.,$€£/-])(?:\+\s?)?\(?\d(?:[ ).\u00a0\u2011-]{0,2}\d){6,16}(?!\d)|\*\d{2,4}(?!\d)/g
/** A short number counts as a phone where the text says to call it. */
const SHORT_CODE =
  /(?:\b(?:ll[aá]m[a-zé]*|marqu?[a-zé]*|tel(?:[ée]fono|[ée]fòn)?\.?|l[ií]nea|linha|ligne|liy|call|dial|text|hotline|rele|appelez|t[ée]l\.?|ligue|disque|whatsapp|sms|n[uú]mero|number|nimewo|num[ée]ro)\b[ :]{1,3}(?:(?:al|a|ao|au|le|the|nan|no|o|el|para)\s)?)(\d{3,6})(?![\d/-]|[ .]\d)/giu
const DATE = /^(?:\d{4}[-. ]\d{2}[-. ]\d{2}|\d{2}[-. ]\d{2}[-. ]\d{4}|(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2})$/
const MONEY_AFTER =
  /^\s?(?:%|pesos|quetzales|lempiras|gourdes|goud|gouds|d[oó]lares|dollars|dola|usd|mxn|reais|euros?|c[oó]rdobas|colones|balboas)/i

/**
 * Whether an answer holds only phones and links that the records it names answer for.
 * @param allowed phones and addresses as they are shown
 */
export function gateAnswer(text: string, allowed: { phones: readonly string[]; urls: readonly string[] }): GateResult {
  const urls = allowed.urls.map(address)
  const phones = allowed.phones.map(digits).filter((phone) => phone !== '')
  const links = [...text.matchAll(LINK)].map((m) => m[0].replace(/[.,;:!?]+$/, ''))
  const offending = links.filter((link) => !urls.includes(address(link)))
  const rest = text.replace(LINK, ' ')
  const long = [...rest.matchAll(PHONE)]
    .filter((m) => !DATE.test(m[0].replace('(', '').trim()) && !MONEY_AFTER.test(rest.slice(m.index + m[0].length)))
    .map((m) => m[0])
  const short = [...rest.matchAll(SHORT_CODE)].map((m) => m[1] ?? '')
  offending.push(...[...long, ...short].filter((phone) => !phones.some((known) => sameNumber(known, digits(phone)))))
  return { ok: offending.length === 0, offending: [...new Set(offending.map((item) => item.trim()))] }
}

function address(link: string): string {
  return link
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/[/.,;:!?]+$/, '')
}

function digits(phone: string): string {
  return phone.replace(/\D/g, '')
}

/** With or without the country's code. */
function sameNumber(known: string, given: string): boolean {
  if (known === given) return true
  const [long, short] = known.length > given.length ? [known, given] : [given, known]
  return short.length >= 7 && long.length - short.length <= 4 && long.endsWith(short)
}
