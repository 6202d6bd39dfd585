import { createHash } from 'node:crypto'
import { chmod, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { AppPart } from '../app/index.ts'
import { PuenteError } from '../errors/index.ts'
import type { Logger } from '../observability/index.ts'

/** What an operator's command may ask of the running service, by name. */
export type Commands = Readonly<Record<string, (argument: string) => Promise<object>>>

/** Longer paths are refused by the system (108 bytes with their end). */
const MAX_PATH = 100
const MAX_REQUEST_CHARS = 8_192

/** The socket of a data folder: only whoever may write there reaches it. */
function socketPath(dataDir: string): string {
  const path = resolve(dataDir, 'control.sock')
  if (path.length <= MAX_PATH) return path
  return join(tmpdir(), `puente-${createHash('sha256').update(path).digest('hex').slice(0, 24)}.sock`)
}

/**
 * An embedded database belongs to one process: commands that need it (backup, keys) ask the service that has it, over a socket in
 * the data folder.
 */
export function controlSocket(options: { dataDir: string; logger: Logger; commands: Commands }): AppPart {
  const path = socketPath(options.dataDir)
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket.on('close', () => open.delete(socket)))
    void serve(socket, options).catch((err) => options.logger.warn({ event: 'control-failed', err }))
  })
  return {
    start() {
      // The lock on the database is ours: a socket that is there was left behind.
      void rm(path, { force: true })
        .then(() => new Promise<void>((done, failed) => server.once('error', failed).listen(path, done)))
        .then(() => chmod(path, 0o600))
        .catch((err) => options.logger.warn({ event: 'control-unavailable', err }))
    },
    stop: () =>
      new Promise((done) => {
        server.close(done)
        // Whoever waits for an answer now gets none: their command says so.
        for (const socket of open) socket.destroy()
      }),
  }
}

async function serve(socket: Socket, options: { logger: Logger; commands: Commands }): Promise<void> {
  const { command, argument } = JSON.parse(await firstLine(socket)) as { command: string; argument: string }
  const handle = Object.hasOwn(options.commands, command) ? options.commands[command] : undefined
  options.logger.info({ event: 'control', command })
  const answer = handle
    ? await handle(argument).catch((error: unknown) => ({ error: error instanceof Error ? error.message : 'failed' }))
    : { error: 'unknown command' }
  if (!socket.destroyed) socket.end(`${JSON.stringify(answer)}\n`)
}

function firstLine(socket: Socket): Promise<string> {
  return new Promise((done, failed) => {
    let text = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += String(chunk)
      if (text.includes('\n') || text.length > MAX_REQUEST_CHARS) done(text.split('\n')[0] ?? '')
    })
    socket.on('error', failed).on('end', () => done(text))
  })
}

/**
 * Asks the service that has a data folder open. @returns its answer
 * @throws PuenteError P2007 when none listens there, P2006 with what went wrong
 */
export async function askRunning(dataDir: string, command: string, argument: string): Promise<Record<string, unknown>> {
  const socket = connect({ path: socketPath(dataDir) })
  let text = ''
  try {
    socket.write(`${JSON.stringify({ command, argument })}\n`)
    for await (const chunk of socket.setEncoding('utf8')) text += chunk
  } catch (cause) {
    throw new PuenteError('P2007', { detail: dataDir, cause })
  } finally {
    socket.destroy()
  }
  const answer = JSON.parse(text) as Record<string, unknown>
  if (typeof answer.error === 'string') throw new PuenteError('P2006', { detail: answer.error })
  return answer
}
