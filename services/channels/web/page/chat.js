import { load, newId, openConnection, save } from './connection.js'
import { el } from './dom.js'
import { LABELS, pickLanguage } from './languages.js'
import { messageLog } from './messages.js'

const NEUTRAL_PAGE = 'https://www.google.com/search?q=weather'
const LANGUAGE = 'puente.language'
const ENTRY = 'puente.entry'
const UNFINISHED = 'puente.text'
/** Two presses of Escape within this time leave the page. */
const TWICE_MS = 1_500
const SLOW_MS = 12_000
const RECENT_MS = 60_000
const LOST_SHOWN_AFTER_MS = 700
/** History is not read aloud; from then on every new message is. */
const QUIET_MS = 1_000
const HISTORY_WITHIN_MS = 400
const BACK_SHOWN_MS = 4_000

const [intro, log, typing, composer, text, link, language, exit, examples] = [
  'intro',
  'log',
  'typing',
  'composer',
  'text',
  'link',
  'language',
  'exit',
  'examples',
].map((id) => document.getElementById(id))

const query = new URLSearchParams(location.search)
const entry = query.get('entry') || query.get('code') || load(ENTRY, '')
if (entry) save(ENTRY, entry)
let lang = pickLanguage(query.get('lang'), load(LANGUAGE, ''), navigator.languages || [navigator.language])

// --- words of the page, in the person's language ---

function translate(root) {
  const t = LABELS[lang]
  const marked = (attribute) => [root, ...root.querySelectorAll(`[${attribute}]`)].filter((element) => element.hasAttribute?.(attribute))
  for (const element of marked('data-t')) element.textContent = t[element.getAttribute('data-t')] || ''
  for (const element of marked('data-t-label')) element.setAttribute('aria-label', t[element.getAttribute('data-t-label')])
  for (const element of marked('data-t-placeholder')) element.placeholder = t[element.getAttribute('data-t-placeholder')]
}

function speak(chosen) {
  lang = chosen
  document.documentElement.lang = lang
  examples.textContent = ''
  for (const example of LABELS[lang].example)
    examples.append(el('li', {}, el('button', { type: 'button', onclick: () => say(example) }, example)))
  translate(document.body)
}

for (const [code, { name }] of Object.entries(LABELS)) language.append(el('option', { value: code, lang: code }, name))
speak(lang)
language.value = lang
language.onchange = () => {
  save(LANGUAGE, language.value)
  speak(language.value)
}

// --- the conversation ---

const messages = messageLog({
  log,
  translate,
  onChoice: (choice) => say(choice.title, choice.id),
  onRetry: (message) => connection.send(message),
})
const connection = openConnection({
  onMessage(event) {
    const element = messages.show(event)
    begin()
    wait(event.from === 'person' && Date.now() - event.at < RECENT_MS)
    bringIntoView(element, event.from === 'person' ? 'end' : 'start')
  },
  onDelivery(message, at) {
    begin()
    messages.delivery(message, at)
    if (at !== 'sent') wait(at === 'sending')
  },
  onLink: tellLink,
})

/** A double tap on a button asks once: the same choice again is taken only after an answer. */
let asked = ''

function say(words, choiceId) {
  const key = choiceId || words
  if (words.trim() === '' || (isWaiting && asked === key)) return
  asked = key
  log.setAttribute('aria-live', 'polite')
  const message = {
    id: newId(),
    text: words,
    lang,
    ...(choiceId ? { choiceId } : {}),
    ...(/^[A-Za-z0-9-]{1,40}$/.test(entry) ? { entry } : {}),
  }
  connection.send(message)
  const element = messages.delivery(message, 'sending')
  bringIntoView(element, 'end')
  if (document.activeElement !== text) element.focus({ preventScroll: true })
}

function begin() {
  intro.hidden = true
}

let isWaiting = false
let slowTimer

function wait(isOn) {
  isWaiting = isOn
  clearTimeout(slowTimer)
  typing.hidden = !isOn
  typing.classList.remove('slow')
  const status = typing.querySelector('[role=status]')
  status.dataset.t = 'typing'
  translate(typing)
  if (!isOn) return
  slowTimer = setTimeout(() => {
    isWaiting = false
    typing.classList.add('slow')
    status.dataset.t = 'slow'
    translate(typing)
  }, SLOW_MS)
}

const isCalm = matchMedia('(prefers-reduced-motion: reduce)')

/** An answer is read from its beginning, under the question where that is short. */
function bringIntoView(element, block) {
  const above = element.previousElementSibling
  const isAsked = block === 'start' && above?.classList.contains('mine') && above.offsetHeight < innerHeight / 5
  const isLive = log.getAttribute('aria-live') === 'polite'
  const target = isAsked ? above : element
  target.scrollIntoView({ block, behavior: isLive && !isCalm.matches ? 'smooth' : 'auto' })
}

// --- state of the connection, in words ---

let linkTimer

/** 'new': no conversation yet; 'open': listening; 'lost': neither. */
function tellLink(state) {
  clearTimeout(linkTimer)
  if (state === 'lost') {
    showIntroIfEmpty()
    // A short cut mends itself; only a longer one is worth a word.
    linkTimer = setTimeout(() => tell('lost'), LOST_SHOWN_AFTER_MS)
    return
  }
  if (link.dataset.t === 'lost') {
    tell('back')
    linkTimer = setTimeout(() => tell(''), BACK_SHOWN_MS)
  }
  setTimeout(showIntroIfEmpty, state === 'new' ? 0 : HISTORY_WITHIN_MS)
  setTimeout(() => log.setAttribute('aria-live', 'polite'), QUIET_MS)
}

function tell(state) {
  link.dataset.t = state
  link.className = state
  link.textContent = LABELS[lang][state] || ''
}

function showIntroIfEmpty() {
  if (log.children.length === 0) intro.hidden = false
}

// --- writing ---

text.value = load(UNFINISHED, '')
text.oninput = () => {
  save(UNFINISHED, text.value)
  grow()
}
text.onkeydown = (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
  event.preventDefault()
  send()
}
composer.onsubmit = (event) => {
  event.preventDefault()
  send()
}

function send() {
  const words = text.value
  if (words.trim() === '') return text.focus()
  text.value = ''
  save(UNFINISHED, '')
  grow()
  asked = ''
  say(words.trim())
}

function grow() {
  text.style.height = 'auto'
  text.style.height = `${text.scrollHeight + 2}px`
}

// --- leaving at once ---

async function leave() {
  // First out of sight, then out of memory, then out of the page; the chat's place in the history is taken by the other page.
  document.documentElement.className = 'gone'
  document.title = ' '
  text.value = ''
  log.textContent = ''
  await connection.leave()
  if (window.puenteEmbed) window.puenteEmbed.exit()
  else location.replace(NEUTRAL_PAGE)
}

let escapedAt = 0
exit.onclick = leave
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  const isSecond = event.timeStamp - escapedAt < TWICE_MS
  escapedAt = event.timeStamp
  if (isSecond) leave()
})
// The browser may keep a left page as it was and show it again on "back".
addEventListener('pageshow', (event) => {
  if (event.persisted && document.documentElement.className === 'gone') location.reload()
})

for (const message of connection.unsent()) messages.delivery(message, 'failed')
grow()
connection.resume()
