import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from '@jest/globals'
import { type Listener, openListener } from '../../services/http/index.ts'

const CONNECTIONS = 128
const open: Listener[] = []
const sockets: Socket[] = []

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await Promise.all(open.splice(0).map((listener) => listener.stop()))
})

async function listenerAt(port: number): Promise<Listener> {
  const listener = await openListener({ port, host: '127.0.0.1', stopTimeoutMs: 100 })
  open.push(listener)
  return listener
}

/** Rounds of the event loop until everybody who knocked has an answer. */
async function roundsToAnswer(port: number): Promise<number> {
  let answered = 0
  for (let i = 0; i < CONNECTIONS; i++) {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'))
    socket.once('data', () => answered++)
    sockets.push(socket)
  }
  let rounds = 0
  for (; answered < CONNECTIONS; rounds++) await new Promise((resolve) => setImmediate(resolve))
  return rounds
}

test('a rush of new connections is let in by many doors', async () => {
  const listener = await listenerAt(0)
  const { port } = new URL(listener.url)
  // One door takes one connection a round (systems that cannot share a port have no more).
  if (process.platform === 'linux') expect(await roundsToAnswer(Number(port))).toBeLessThan(CONNECTIONS / 2)
})

test('a port that somebody has is refused, though ours are shared among doors', async () => {
  const first = await listenerAt(0)
  await expect(listenerAt(Number(new URL(first.url).port))).rejects.toMatchObject({ code: 'P2004' })
})

test('stopping closes every door', async () => {
  const listener = await listenerAt(0)
  const port = Number(new URL(listener.url).port)
  await listener.stop()
  const refused = await new Promise((resolve) =>
    connect(port, '127.0.0.1').once('error', (error: NodeJS.ErrnoException) => resolve(error.code)),
  )
  expect(refused).toBe('ECONNREFUSED')
})
