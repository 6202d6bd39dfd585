import { randomUUID } from 'node:crypto'

interface Seen {
  readonly seq: number
  readonly from: string
  readonly text: string
}

/** Somebody at the chat page, as far as HTTP goes: posts, and reads the page's stream until as many messages of ours have come. */
export interface WebVisitor {
  say(text: string, choiceId?: string): Promise<string>
}

export function webVisitor(url: string): WebVisitor {
  let cookie = ''
  let last = 0
  return {
    async say(text, choiceId) {
      const posted = await fetch(`${url}/chat/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify({ id: randomUUID(), text, ...(choiceId ? { choiceId } : {}) }),
      })
      cookie ||= posted.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ')
      const closing = new AbortController()
      const stream = await fetch(`${url}/chat/stream?after=${last}`, { headers: { cookie }, signal: closing.signal })
      let read = ''
      let said: Seen[] = []
      for await (const chunk of stream.body ?? []) {
        read += Buffer.from(chunk).toString()
        const events = [...read.matchAll(/^data: (\{.*\})$/gm)].map((found) => JSON.parse(found[1] ?? '{}') as Seen)
        said = events.filter((event) => event.from === 'bot')
        last = Math.max(last, ...events.map((event) => event.seq))
        if (said.length > 0) break
      }
      closing.abort()
      return said.map((event) => event.text).join('\n')
    },
  }
}
