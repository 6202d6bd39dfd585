/**
 * Makes an element: own properties (`className`, `href`, `onclick`), attributes for names with a hyphen and `role`, `lang`, `for`.
 * Text is always set as text, so that nothing a person or a card says can become markup.
 */
export function el(tag, props, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined) continue
    if (name.includes('-') || name === 'role' || name === 'lang') element.setAttribute(name, value)
    else element[name] = value
  }
  for (const child of children.flat()) if (child !== undefined && child !== '') element.append(child)
  return element
}

/** A link out of the chat: in its own tab, and the other site does not learn where the person came from. */
export function outLink(href, text) {
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text)
}

const URLS = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?)])/
/** Three digits or more, as emergency lines are written; a year alone is not one. */
const PHONES = /((?:\+|\*)?\d(?:[ -]?\d){2,14})(?![\d:/])/

/** Words with their addresses as links and, where asked for (words in danger), their phone numbers as links to dial. */
export function words(text, { dial = false } = {}) {
  return text.split(URLS).flatMap((part, i) => {
    if (i % 2 === 1) return outLink(part, readable(part))
    return dial ? part.split(PHONES).map((piece, j) => (j % 2 === 1 && !/^(19|20)\d\d$/.test(piece) ? dialLink(piece) : piece)) : part
  })
}

export function dialLink(number, scheme = 'tel') {
  return el('a', { className: 'dial', href: `${scheme}:${number.replace(/[^\d+*#]/g, '').replace('#', '%23')}` }, number)
}

/** An address as people read it. */
export function readable(url) {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
}
