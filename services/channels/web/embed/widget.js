/**
 * Puente on another site: a button that opens the chat in a frame of ours. Everything of it lies in a shadow root, nothing of the host page
 * is read but its language; nothing is asked of our server before the button is pressed. On a site that is not in the list, or in a browser
 * without shadow DOM, a plain link to the chat stands instead. Settings: <script src=".../widget.js" data-entry="CODE" data-lang="ht" async>.
 */
;(() => {
  const SITES = []
  const WORDS = {
    es: ['Pregunte a Puente', 'Cerrar', 'Puente: información gratuita para quien vuelve a su país'],
    en: ['Ask Puente', 'Close', 'Puente: free information for people going back to their country'],
    ht: ['Mande Puente', 'Fèmen', 'Puente: enfòmasyon gratis pou moun k ap retounen nan peyi yo'],
    fr: ['Demandez à Puente', 'Fermer', 'Puente : information gratuite pour qui retourne dans son pays'],
    pt: ['Pergunte ao Puente', 'Fechar', 'Puente: informação gratuita para quem volta ao seu país'],
  }
  const CSS = `
    :host { all: initial }
    * { box-sizing: border-box; font: 600 1rem/1.3 system-ui, sans-serif }
    .open, .close { cursor: pointer; border: 0; background: #0b6b57; color: #fff; text-decoration: none }
    .open { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; display: flex; align-items: center; gap: .6rem; min-height: 3.25rem;
      padding: .6rem 1.2rem; border-radius: 1.7rem; box-shadow: 0 2px 10px rgba(0,0,0,.3) }
    .open svg { width: 1.9rem; height: 1.9rem; flex: none }
    :focus-visible { outline: 3px solid #fff; outline-offset: -5px; box-shadow: 0 0 0 3px #0b6b57 }
    .panel { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483001; display: flex; flex-direction: column; width: 25rem; max-width: calc(100vw - 2rem);
      height: 42rem; max-height: calc(100vh - 2rem); overflow: hidden; border: 1px solid #0b6b57; border-radius: 1rem; background: #f7f3ea; box-shadow: 0 4px 24px rgba(0,0,0,.35) }
    .close { align-self: stretch; min-height: 2.75rem; padding: 0 1rem; text-align: right }
    iframe { flex: 1; width: 100%; border: 0; background: #f7f3ea }
    [hidden] { display: none }
    @media (max-width: 40rem), (max-height: 30rem) { .panel { inset: 0; width: 100%; max-width: none; height: 100%; max-height: none; border: 0; border-radius: 0 } }`
  const BRIDGE =
    '<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M2 20q14-13 28 0v5h-4a4 4 0 0 0-8 0h-4a4 4 0 0 0-8 0H2z" fill="#fff"/></svg>'

  const script = document.currentScript || document.querySelector('script[src*="/widget.js"]')
  if (!script || window.puenteWidget) return
  window.puenteWidget = true
  const base = new URL(script.src).origin
  const asked = [script.dataset.lang, document.documentElement.lang, ...(navigator.languages || [navigator.language])]
  const lang = asked.map((tag) => (tag || '').slice(0, 2).toLowerCase()).find((code) => Object.hasOwn(WORDS, code)) || 'es'
  const [ask, shut, about] = WORDS[lang]
  const entry = /^[A-Za-z0-9-]{1,40}$/.test(script.dataset.entry || '') ? `&entry=${script.dataset.entry}` : ''
  const query = `?lang=${lang}${entry}`

  const host = document.createElement('puente-chat')
  host.lang = lang
  const make = (tag, props) => Object.assign(document.createElement(tag), props)

  if (!host.attachShadow || !SITES.includes(location.origin)) {
    host.setAttribute('role', 'complementary')
    host.setAttribute('aria-label', 'Puente')
    host.append(make('a', { href: `${base}/${query}`, target: '_blank', rel: 'noopener noreferrer', textContent: about }))
    return place()
  }

  const root = host.attachShadow({ mode: 'open' })
  try {
    // A sheet made by script is no inline style: strict content security policies let it be.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
    root.adoptedStyleSheets = [sheet]
  } catch {
    root.append(make('style', { textContent: CSS }))
  }
  const region = make('section', {})
  region.setAttribute('aria-label', 'Puente')
  const open = make('button', { type: 'button', className: 'open', innerHTML: BRIDGE, onclick: show })
  open.append(ask)
  open.setAttribute('aria-expanded', 'false')
  const panel = make('div', { className: 'panel', hidden: true, onkeydown: (event) => event.key === 'Escape' && hide() })
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-label', 'Puente')
  const close = make('button', { type: 'button', className: 'close', textContent: shut, onclick: hide })
  panel.append(close)
  region.append(open, panel)
  root.append(region)
  let frame

  function show() {
    if (!frame) {
      frame = make('iframe', { src: `${base}/embed${query}`, title: about, referrerPolicy: 'no-referrer' })
      panel.append(frame)
    }
    panel.hidden = false
    open.hidden = true
    open.setAttribute('aria-expanded', 'true')
    close.focus()
  }

  function hide() {
    panel.hidden = true
    open.hidden = false
    open.setAttribute('aria-expanded', 'false')
    open.focus()
  }

  // "Quick exit" in the chat leaves the whole page: whoever looks over the shoulder sees neither.
  addEventListener('message', ({ origin, source, data }) => {
    if (origin === base && frame && source === frame.contentWindow && data && data.puente === 'exit') {
      host.remove()
      location.replace('https://www.google.com/search?q=weather')
    }
  })
  place()

  function place() {
    if (document.body) document.body.append(host)
    else addEventListener('DOMContentLoaded', () => document.body.append(host))
  }
})()
