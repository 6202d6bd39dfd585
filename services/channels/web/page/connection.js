const UNSENT = 'puente.unsent'
const POST_TIMEOUT_MS = 20_000
const EXIT_PATIENCE_MS = 400
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 20_000
/** Set inside another site, where the visitor is no cookie. */
const embed = window.puenteEmbed
const own = () => (embed ? embed.headers() : {})
/** A phone that slept so long may hold a stream that is dead without knowing. */
const ASLEEP_MS = 25_000

/**
 * The page's way to the server. What the person writes goes out once: the id is made here and stays the same on every try, and
 * what is not yet confirmed survives a reload. What is new comes in once: messages are numbered.
 * `onMessage(event)`, `onDelivery(message, 'sending' | 'sent' | 'failed')`, `onLink('new' | 'open' | 'lost')`.
 */
export function openConnection({ onMessage, onDelivery, onLink }) {
  const unsent = new Map(load(UNSENT, []).map((message) => [message.id, message]))
  const inFlight = new Set()
  let queue = Promise.resolve()
  let stream
  let last = 0
  let waitMs = FIRST_WAIT_MS
  let timer
  let hiddenAt = 0
  let isOver = false

  const keep = () => save(UNSENT, [...unsent.values()])
  const settle = (id) => {
    if (unsent.delete(id)) keep()
  }

  /** One after the other, so that two quick messages arrive in the order they were written. */
  function post(message) {
    if (inFlight.has(message.id) || isOver) return
    inFlight.add(message.id)
    onDelivery(message, 'sending')
    queue = queue.then(() => postNow(message))
  }

  async function postNow(message) {
    const patience = new AbortController()
    const alarm = setTimeout(() => patience.abort(), POST_TIMEOUT_MS)
    try {
      const request = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...own() },
        body: JSON.stringify(message),
        signal: patience.signal,
      }
      const response = await fetch('/chat/messages', request)
      const { ok, status } = response
      if (ok && embed) embed.remember(await response.json())
      if (ok || isFinal(status)) settle(message.id)
      onDelivery(message, ok ? 'sent' : 'failed')
      // Nothing can be kept now, but somebody in danger is told whom to call.
      const { say } = ok ? {} : await response.json().catch(() => ({}))
      if (say) onMessage({ seq: last + 0.5, from: 'bot', at: Date.now(), text: say, reply: { kind: 'crisis', choices: [] } })
      if (ok && !stream) listen()
    } catch {
      onDelivery(message, 'failed')
    } finally {
      clearTimeout(alarm)
      inFlight.delete(message.id)
    }
  }

  /** Listens when this browser has a conversation; a first visitor has none yet, and gets one with the first message. */
  async function resume() {
    clearTimeout(timer)
    try {
      const response = await fetch('/chat/session', { cache: 'no-store', headers: own() })
      if (!response.ok) throw new Error(`session: ${response.status}`)
      const { isKnown } = await response.json()
      if (isOver) return
      if (isKnown) return listen()
      onLink('new')
      flush()
    } catch {
      onLink('lost')
      again()
    }
  }

  function listen() {
    if (isOver) return
    if (stream) stream.close()
    const url = `/chat/stream?after=${last}`
    const source = embed ? embed.stream(url) : new EventSource(url)
    stream = source
    source.onopen = () => {
      waitMs = FIRST_WAIT_MS
      onLink('open')
      flush()
    }
    source.onmessage = ({ data }) => {
      const event = JSON.parse(data)
      if (event.seq <= last) return
      last = event.seq
      if (event.id) settle(event.id)
      onMessage(event)
    }
    // The browser reconnects by itself after a cut, but gives up for good on an error answer.
    source.onerror = () => {
      if (source !== stream) return
      onLink('lost')
      if (source.readyState !== EventSource.CLOSED) return
      stream = undefined
      again()
    }
  }

  function again() {
    if (isOver) return
    clearTimeout(timer)
    timer = setTimeout(resume, waitMs)
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
  }

  function flush() {
    for (const message of unsent.values()) post(message)
  }

  addEventListener('online', () => resume())
  addEventListener('offline', () => onLink('lost'))
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now()
    else if (stream && Date.now() - hiddenAt > ASLEEP_MS) listen()
  })

  return {
    unsent: () => [...unsent.values()],
    resume,
    send(message) {
      unsent.set(message.id, message)
      keep()
      post(message)
    },
    /** The browser forgets the conversation; waits no longer than a blink. */
    async leave() {
      isOver = true
      clearTimeout(timer)
      if (stream) stream.close()
      sessionStorage.clear()
      const forgotten = fetch('/chat/session', { method: 'DELETE', keepalive: true, headers: own() }).catch(() => undefined)
      await Promise.race([forgotten, new Promise((resolve) => setTimeout(resolve, EXIT_PATIENCE_MS))])
    },
  }
}

/** Sending the same again cannot help. */
function isFinal(status) {
  return status >= 400 && status < 500 && status !== 408 && status !== 429
}

/** Storage may be full, or closed by the browser: the chat then works without memory. */
export function save(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Nothing to do: only a reload would have needed it.
  }
}

export function load(key, preset) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? preset
  } catch {
    return preset
  }
}

/** Random id (version 4); crypto.randomUUID is missing on old phones and on plain http. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
