import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { line } from '../../support/chat-replies.ts'
import { type ChatStandIn, startChatStandIn } from '../../support/chat-stand-in.ts'

const PAGE_SIZE = 3
let server: ChatStandIn

beforeEach(async () => {
  server = await startChatStandIn({ answer: ({ text }) => [line(`eco ${text}`)], pageSize: PAGE_SIZE })
})
afterEach(() => server.stop())

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? ''

/** Numbers of the messages of a stream, until so many came. */
async function numbers(cookie: string, count: number, query = '', headers: Record<string, string> = {}): Promise<number[]> {
  const stop = new AbortController()
  const response = await fetch(`${server.url}/chat/stream${query}`, { headers: { cookie, ...headers }, signal: stop.signal })
  let text = ''
  const found = () => [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]))
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString()
    if (found().length >= count) break
  }
  stop.abort()
  return found()
}

describe('the routes of the chat page', () => {
  test('the cookie is opaque, closed to scripts and to other sites', async () => {
    const response = await post({ id: randomUUID(), text: 'hola' })
    expect(response.status).toBe(202)
    expect(response.headers.get('set-cookie')).toMatch(/^puente=[\w-]{43}; .*HttpOnly; SameSite=Strict$/)
  })

  test('the same id again, also at the same time, is one message', async () => {
    const cookie = cookieOf(await post({ id: randomUUID(), text: 'hola' }))
    const id = randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => post({ id, text: 'otra' }, { cookie })))
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202])
    expect(server.received().map((message) => message.text)).toEqual(['hola', 'otra'])
  })

  test('a history longer than one page of the store comes whole, and from the last number seen on', async () => {
    const cookie = cookieOf(await post({ id: randomUUID(), text: '1' }))
    for (const text of ['2', '3', '4']) await post({ id: randomUUID(), text }, { cookie })
    expect(await numbers(cookie, 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(await numbers(cookie, 3, '?after=5')).toEqual([6, 7, 8])
    expect(await numbers(cookie, 1, '?after=0', { 'last-event-id': '7' })).toEqual([8])
  })

  test('whether there is a conversation is told without giving the cookie away', async () => {
    const cookie = cookieOf(await post({ id: randomUUID(), text: 'hola' }))
    const known = await fetch(`${server.url}/chat/session`, { headers: { cookie } })
    expect(await known.json()).toEqual({ isKnown: true })
    expect(known.headers.get('cache-control')).toBe('no-store')
    expect(await (await fetch(`${server.url}/chat/session`)).json()).toEqual({ isKnown: false })
    expect((await fetch(`${server.url}/chat/stream`)).status).toBe(401)
  })

  test('the end of the session takes the cookie away', async () => {
    const response = await fetch(`${server.url}/chat/session`, { method: 'DELETE' })
    expect(response.status).toBe(204)
    expect(response.headers.get('set-cookie')).toMatch(/^puente=; .*Expires=Thu, 01 Jan 1970/)
  })

  test.each([
    ['of another site', { id: randomUUID(), text: 'x' }, { 'sec-fetch-site': 'cross-site' }, 403],
    ['of another origin', { id: randomUUID(), text: 'x' }, { origin: 'https://evil.example' }, 403],
    ['without an id', { text: 'x' }, {}, 400],
    ['with a field too many', { id: randomUUID(), text: 'x', admin: true }, {}, 400],
    ['that is no JSON', '{', {}, 400],
    ['of 70 kB', { id: randomUUID(), text: 'x'.repeat(70_000) }, {}, 413],
  ])('a message %s is refused and nothing is kept', async (_name, body, headers, status) => {
    const response = await post(body, headers as Record<string, string>)
    expect(response.status).toBe(status)
    expect(((await response.json()) as { error: { code: string } }).error.code).toMatch(/^P\d{4}$/)
    expect(server.received()).toEqual([])
  })
})
