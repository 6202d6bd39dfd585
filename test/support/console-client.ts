import type { DemoStaff } from '../../services/staff/index.ts'
import { codeFor } from './codes.ts'

/** A caseworker's browser, as far as HTTP goes: keeps cookies, sends the console's header. */
export interface ConsoleClient {
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, never> }>
  /** What is no JSON: a picture, a file. */
  bytes(path: string): Promise<Response>
  ok<T = Record<string, never>>(method: string, path: string, body?: unknown): Promise<T>
}

/** A client that nobody has signed in with. */
export function consoleClient(url: string): ConsoleClient {
  const jar = new Map<string, string>()
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const call: ConsoleClient['call'] = async (method, path, body) => {
    const response = await fetch(`${url}/console/api${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-puente-console': '1',
        cookie: cookies(),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
  }
  return {
    call,
    bytes: (path) => fetch(`${url}/console/api${path}`, { headers: { 'x-puente-console': '1', cookie: cookies() } }),
    async ok(method, path, body) {
      const answer = await call(method, path, body)
      if (answer.status >= 300) throw new RangeError(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body as never
    },
  }
}

/** A client signed in as a member of the demo staff. */
export async function signedIn(url: string, staff: readonly DemoStaff[] | undefined, name: string): Promise<ConsoleClient> {
  const member = staff?.find((m) => m.name === name)
  if (!member) throw new RangeError(`no demo staff ${name}`)
  const client = consoleClient(url)
  await client.ok('POST', '/sign-in', { email: member.email, password: member.password })
  await client.ok('POST', '/sign-in/code', { code: await codeFor(member.totpSecret) })
  return client
}
