import { startAttachments } from './attach.js'

const PHONE = /^\+[1-9]\d{6,14}$/
const MARKS = { queued: '· queued', sent: '· sent', delivered: '· delivered' }
/** WhatsApp shows up to three choices as buttons, more as a list behind one button. */
const MOST_BUTTONS = 3

function el(tag, props, ...children) {
  const element = Object.assign(document.createElement(tag), props)
  element.append(...children.flat())
  return element
}

/** One phone: what it writes goes to the demo provider as a signed webhook; what the provider is asked to send appears here. */
function startPhone(channel) {
  const stand = document.querySelector(`[data-phone=${channel}]`)
  const number = document.querySelector(`[data-number=${channel}]`)
  const log = stand.querySelector('.log')
  const form = stand.querySelector('form')
  const text = form.querySelector('textarea')
  const count = stand.closest('section').querySelector('.count')
  // A box that scrolls must be reachable by keyboard.
  log.tabIndex = 0
  const shown = new Map()
  let stream
  let billed = 0

  function listen() {
    if (stream) stream.close()
    shown.clear()
    log.textContent = ''
    billed = 0
    count.textContent = ''
    const isPhone = PHONE.test(number.value.trim())
    number.setAttribute('aria-invalid', String(!isPhone))
    if (!isPhone) {
      count.textContent = 'Write the number as +13465550123'
      return
    }
    stream = new EventSource(`/simulator/stream?phone=${encodeURIComponent(number.value.trim())}`)
    stream.onmessage = ({ data }) => {
      const message = JSON.parse(data)
      if (message.channel === channel) show(message)
    }
  }

  /** A message comes again when it has come further, and all of them after a broken connection: one place for each. */
  function show(message) {
    const known = shown.get(message.sid)
    if (known) {
      known.status.textContent = MARKS[message.status] || ''
      return
    }
    const status = el('span', { className: 'mark' }, MARKS[message.status] || '')
    const bubble = el(
      'div',
      { className: `bubble ${message.direction}` },
      message.media ? el('p', { className: 'media' }, mediaName(message.media)) : '',
      message.text === '' ? '' : el('p', { className: 'words' }, channel === 'whatsapp' ? rich(message.text) : message.text),
    )
    if (message.choices.length > 0) bubble.append(choices(message.choices))
    const segments = `${message.segments} ${message.segments === 1 ? 'segment' : 'segments'} · ${message.encoding}`
    bubble.append(el('p', { className: 'meta' }, channel === 'sms' ? `${segments} ` : `${[...message.text].length} characters `, status))
    shown.set(message.sid, { status })
    log.append(bubble)
    log.scrollTop = message.direction === 'out' ? bubble.offsetTop - log.offsetTop - 8 : log.scrollHeight
    if (message.direction === 'out') billed += message.segments
    const sent = [...shown.keys()].length
    count.textContent = channel === 'sms' ? `${billed} segments received so far` : `${sent} messages`
  }

  function choices(list) {
    const buttons = list.map(({ id, title }) => el('button', { type: 'button', onclick: () => send(title, id) }, title))
    if (list.length <= MOST_BUTTONS) return el('div', { className: 'choices' }, buttons)
    return el('details', { className: 'choices' }, el('summary', {}, 'Options'), buttons)
  }

  async function send(words, choiceId) {
    if (words.trim() === '') return
    const body = { channel, phone: number.value.trim(), text: words, ...(choiceId ? { choiceId } : {}) }
    try {
      const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
      const answer = await (await fetch('/simulator/messages', request)).json()
      if (answer.error) count.textContent = `Not sent: ${answer.error.message}`
      else if (answer.webhookStatus !== 200) count.textContent = `The webhook answered ${answer.webhookStatus}`
    } catch {
      count.textContent = 'Not sent: the service does not answer.'
      if (text.value === '') text.value = words
    }
  }

  startAttachments(form, {
    async upload(blob) {
      const query = new URLSearchParams({ channel, phone: number.value.trim() })
      const request = { method: 'POST', headers: { 'content-type': blob.type }, body: blob }
      const answer = await (await fetch(`/simulator/media?${query}`, request)).json()
      if (answer.error) count.textContent = `Not sent: ${answer.error.message}`
    },
    tell: (words) => {
      count.textContent = words
    },
  })
  form.onsubmit = (event) => {
    event.preventDefault()
    const words = text.value
    text.value = ''
    send(words)
  }
  text.onkeydown = (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  }
  number.onchange = listen
  listen()
}

const MEDIA_NAMES = { audio: 'Voice note', image: 'Picture', video: 'Video' }

function mediaName(contentType) {
  return MEDIA_NAMES[contentType.split('/')[0]] || 'Document'
}

/** *bold* as WhatsApp shows it, addresses as links. */
function rich(words) {
  return words.split(/(\*[^*\n]+\*|https?:\/\/[^\s]+)/).map((part) => {
    if (/^\*.+\*$/.test(part)) return el('b', {}, part.slice(1, -1))
    if (/^https?:/.test(part)) return el('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part)
    return part
  })
}

startPhone('sms')
startPhone('whatsapp')
