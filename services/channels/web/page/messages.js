import { cardElement } from './card.js'
import { el, words } from './dom.js'
import { LABELS } from './languages.js'

/** The conversation as the page shows it. `translate(element)` fills the labels; `onChoice(choice)`, `onRetry(id)` are taps. */
export function messageLog({ log, translate, onChoice, onRetry }) {
  /** What the person wrote, by its id: shown at once, numbered when the server confirms it. */
  const mine = new Map()

  function own({ id, text }) {
    const known = mine.get(id)
    if (known) return known
    const state = el('p', { className: 'state' })
    const element = el(
      'div',
      { className: 'message mine', tabIndex: -1 },
      el('p', { className: 'bubble' }, el('span', { className: 'sr', 'data-t': 'you' }), ' ', text),
      state,
    )
    const view = { element, state, at: '' }
    mine.set(id, view)
    translate(element)
    log.append(element)
    return view
  }

  return {
    delivery(message, at) {
      const view = own(message)
      if (view.element.dataset.seq || view.at === at) return view.element
      view.at = at
      view.element.classList.toggle('failed', at === 'failed')
      view.state.textContent = ''
      view.state.append(el('span', { 'data-t': at }))
      if (at === 'failed')
        view.state.append(' ', el('button', { type: 'button', className: 'retry', 'data-t': 'retry', onclick: () => onRetry(message) }))
      translate(view.state)
      return view.element
    },

    /** @returns the element, standing at its place by number */
    show(event) {
      const element = event.from === 'person' ? confirmed(own({ id: event.id || `seq-${event.seq}`, text: event.text })) : answer(event)
      element.dataset.seq = event.seq
      translate(element)
      place(log, element, event.seq)
      return element
    },
  }

  function confirmed({ element, state }) {
    element.classList.remove('failed')
    state.textContent = ''
    return element
  }

  function answer({ from, text, reply }) {
    const card = reply?.card
    const who = el('p', { className: from === 'staff' ? 'who' : 'sr', 'data-t': from === 'staff' ? 'staff' : 'bot' })
    const around = card ? wordsAround(text, card) : { before: text, after: '' }
    const kind = reply?.kind === 'crisis' ? 'bubble crisis' : 'bubble'
    const bubble = (said) => (said ? el('p', { className: kind }, words(said, { dial: reply?.kind === 'crisis' })) : undefined)
    const choices = reply?.choices ?? []
    return el(
      'div',
      { className: `message ${from}`, tabIndex: -1 },
      who,
      bubble(around.before),
      card ? cardElement(card) : undefined,
      bubble(around.after),
      choices.length > 0
        ? el(
            'ul',
            { className: 'choices', 'data-t-label': 'options' },
            choices.map((choice) => el('li', {}, el('button', { type: 'button', onclick: () => onChoice(choice) }, choice.title))),
          )
        : undefined,
    )
  }
}

/** A reply with a card holds the card in words too: only what stands before and after it is said besides ("No hay en su idioma…"). */
export function wordsAround(text, card) {
  const blocks = text.split('\n\n')
  const first = blocks.findIndex((block) => block.startsWith(card.title))
  const sources = Object.values(LABELS).map((t) => `${t.source}: `)
  const last = blocks.findLastIndex ? blocks.findLastIndex((block) => sources.some((source) => block.startsWith(source))) : -1
  if (first === -1) return { before: '', after: '' }
  return { before: blocks.slice(0, first).join('\n\n'), after: last === -1 ? '' : blocks.slice(last + 1).join('\n\n') }
}

/** Numbered messages stand in order; what is not confirmed yet stays below them. */
function place(log, element, seq) {
  const before = [...log.children].filter((other) => other !== element && Number(other.dataset.seq) < seq)
  const previous = before[before.length - 1]
  const next = previous ? previous.nextSibling : log.firstChild
  if (next !== element && element.previousSibling !== previous) log.insertBefore(element, next)
  else if (!element.parentNode) log.append(element)
}
