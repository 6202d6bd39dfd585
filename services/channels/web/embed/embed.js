/**
 * The chat inside another site. There no cookie of ours may be set (it would be one of a third party), so the visitor is known by a
 * key that this frame keeps for itself until its tab closes, and the stream is read by fetch, which can send that key.
 */
const VISITOR = 'puente.visitor'
const RETRY_MS = 1_500
const [CONNECTING, OPEN, CLOSED] = [0, 1, 2]
let visitor = stored()

window.puenteEmbed = {
  headers: () => ({ 'x-puente-embed': '1', ...(visitor === '' ? {} : { authorization: `Bearer ${visitor}` }) }),
  remember(answer) {
    if (!answer.visitor) return
    visitor = answer.visitor
    try {
      sessionStorage.setItem(VISITOR, visitor)
    } catch {
      // Closed by the browser: the conversation then lasts as long as this page.
    }
  },
  stream,
  exit() {
    visitor = ''
    parent.postMessage({ puente: 'exit' }, '*')
  },
}

function stored() {
  try {
    return sessionStorage.getItem(VISITOR) || ''
  } catch {
    return ''
  }
}

/** As EventSource, as far as the page uses it: reconnects after a cut, gives up on an error answer. */
function stream(url) {
  const source = { readyState: CONNECTING, close }
  let last = ''
  let stop
  let timer
  read()
  return source

  function close() {
    source.readyState = CLOSED
    clearTimeout(timer)
    stop.abort()
  }

  async function read() {
    stop = new AbortController()
    try {
      const headers = { ...window.puenteEmbed.headers(), ...(last === '' ? {} : { 'last-event-id': last }) }
      const response = await fetch(url, { headers, cache: 'no-store', signal: stop.signal })
      if (!response.ok) source.readyState = CLOSED
      else {
        source.readyState = OPEN
        if (source.onopen) source.onopen()
        await take(response.body.pipeThrough(new TextDecoderStream()).getReader())
      }
    } catch {
      // Cut off: the same as an end.
    }
    if (stop.signal.aborted) return
    if (source.readyState !== CLOSED) {
      source.readyState = CONNECTING
      timer = setTimeout(read, RETRY_MS)
    }
    if (source.onerror) source.onerror()
  }

  async function take(reader) {
    let rest = ''
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop()
      for (const block of blocks) {
        const field = (name) => (block.match(new RegExp(`^${name}: (.*)$`, 'm')) || [])[1]
        if (field('id')) last = field('id')
        if (field('data') && source.onmessage) source.onmessage({ data: field('data') })
      }
    }
  }
}
