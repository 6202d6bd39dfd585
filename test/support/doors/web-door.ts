import { createHash } from 'node:crypto'
import { webChannel } from '../../../services/channels/web/index.ts'
import { type Door, serveDoor } from './door.ts'

/** The chat page: there is no provider, and nothing to fail. */
export async function webDoor(): Promise<Door> {
  const server = await serveDoor((host) =>
    webChannel({
      host,
      sites: [],
      limiter: (_req, _res, next) => next(),
      history: { after: async () => [], subscribe: () => () => undefined },
    }),
  )
  let cookie = ''
  const post = async (body: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie === '' ? {} : { cookie }), ...headers },
      body: JSON.stringify(body),
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return response.status
  }
  return {
    ...server,
    name: 'web',
    write: (text, id) => post({ id: uuidOf(id), text }),
    forge: () => post({ id: uuidOf('forged'), text: 'hola' }, { origin: 'https://elsewhere.example' }),
    garble: () => post({ text: 7 }),
    sent: () => [],
  }
}

function uuidOf(id: string): string {
  const hex = createHash('md5').update(id).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}
