import { dialLink, el, outLink, readable, words } from './dom.js'
import { LABELS } from './languages.js'

/** Calling codes, for WhatsApp numbers that are written as people dial them inside the country. */
const CALLING = { mx: '52', gt: '502', sv: '503', hn: '504', do: '1', ht: '509', ni: '505', cr: '506', pa: '507' }

/** One reviewed answer, headed in its own language (a card may come in Spanish when there is no translation yet). */
export function cardElement(card) {
  const t = LABELS[card.lang] || LABELS.es
  const list = (tag, items) =>
    items.length > 0
      ? el(
          tag,
          {},
          items.map((item) => el('li', {}, words(item))),
        )
      : undefined
  const part = (label, body, className) => body && el('section', { className }, el('h3', {}, label), body)
  const line = (value) => (value ? el('p', {}, words(value)) : undefined)
  const facts = [part(t.cost, line(card.cost), 'fact'), part(t.time, line(card.time), 'fact')].filter(Boolean)
  return el(
    'article',
    { className: 'card', lang: card.lang },
    el('h2', {}, card.title),
    el('p', { className: 'short' }, words(card.short)),
    part(t.steps, list('ol', card.steps), 'steps'),
    part(t.requires, list('ul', card.requires), 'requires'),
    facts.length > 0 ? el('div', { className: 'pair' }, facts) : undefined,
    part(t.note, line(card.note), 'note'),
    card.services.map((service) => serviceElement(service, card.country, t)),
    sourceElement(card, t),
  )
}

function serviceElement(service, country, t) {
  const unit = service.unit && !service.name.includes(service.unit) ? service.unit : undefined
  const row = (label, value) => (value ? el('p', {}, el('span', { className: 'label' }, `${label}:`), ' ', value) : undefined)
  const phones = service.phones.map((phone) => el('li', {}, phoneElement(phone, country, t)))
  const urls = service.urls.map((url) => el('li', {}, outLink(url, readable(url))))
  return el(
    'section',
    { className: 'service' },
    el('h3', {}, service.name),
    unit ? el('p', { className: 'unit' }, unit) : undefined,
    phones.length > 0 ? el('ul', { className: 'phones' }, phones) : undefined,
    row(t.where, service.address),
    row(t.hours, service.hours),
    urls.length > 0 ? el('ul', { className: 'urls' }, urls) : undefined,
    service.alert ? el('p', { className: 'alert' }, service.alert) : undefined,
  )
}

function phoneElement({ text, kind }, country, t) {
  const chat = kind === 'whatsapp' ? whatsappNumber(text, country) : undefined
  if (chat)
    return el('a', { className: 'dial', href: `https://wa.me/${chat}`, target: '_blank', rel: 'noopener noreferrer' }, `WhatsApp ${text}`)
  if (kind === 'fax') return `Fax ${text}`
  const link = dialLink(text, kind === 'sms' ? 'sms' : 'tel')
  link.prepend(kind === 'sms' ? 'SMS ' : kind === 'whatsapp' ? 'WhatsApp ' : `${t.call} `)
  return link
}

function whatsappNumber(text, country) {
  const digits = text.replace(/\D/g, '')
  if (text.startsWith('+')) return digits
  return CALLING[country] ? CALLING[country] + digits.replace(/^0+/, '') : undefined
}

function sourceElement(card, t) {
  const date = dateInWords(card.checkedOn, card.lang)
  const template = date === undefined ? t.undated : card.freshness === 'grace' ? t.grace : t.checked
  const isSure = date !== undefined && card.freshness === 'current'
  const { publisher, url } = card.source
  return el(
    'footer',
    {},
    el('p', {}, el('span', { className: 'label' }, `${t.source}:`), ' ', url ? outLink(url, publisher) : publisher),
    el('p', { className: isSure ? 'date' : 'date alert' }, capital(template.replace('{{date}}', date || ''))),
    card.link ? el('p', {}, outLink(card.link, t.page)) : undefined,
  )
}

/** "2024-06-30" → "30 de junio de 2024"; "2024-06" → "junio de 2024"; "unknown" → undefined. */
export function dateInWords(date, lang) {
  const [year, month, day] = date.split('-').map(Number)
  if (!year) return undefined
  if (!month) return String(year)
  const { months } = LABELS[lang] || LABELS.es
  if (months) return [day, months[month - 1], year].filter(Boolean).join(' ')
  const form = { month: 'long', year: 'numeric', timeZone: 'UTC', ...(day ? { day: 'numeric' } : {}) }
  return new Intl.DateTimeFormat(lang, form).format(new Date(Date.UTC(year, month - 1, day || 1)))
}

function capital(sentence) {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
