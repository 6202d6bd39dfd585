import { createReadStream, createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { PuenteError } from '../errors/index.ts'
import { type KeyWrap, vaultOf } from '../privacy/index.ts'

const MAGIC = 'PUENTE-BACKUP-1'
const CHUNK_BYTES = 1024 * 1024
const MAX_FRAME_BYTES = CHUNK_BYTES + 1024

/** What stands open at the head of a backup: no person is in it. */
export interface BackupHeader {
  readonly id: string
  readonly at: number
  /** Which database it is of. */
  readonly database: string
  /** The last migration: the form that the rows are in. */
  readonly form: string
  /** File name of the key ring that stands beside it. */
  readonly ring: string
  /** Key of this backup, wrapped by a master key, base64. */
  readonly key: string
  /** The last link of the audit chain at that moment. */
  readonly auditHead: string
}

/**
 * Writes lines compressed and sealed (AES-256-GCM in chunks of 1 MB; each chunk is bound to the backup, its place, and whether it is
 * the last: nothing can be cut off or exchanged). The file appears under its name only when it is whole.
 */
export async function writeSealed(path: string, header: BackupHeader, wrap: KeyWrap, lines: AsyncIterable<string>): Promise<void> {
  const vault = vaultOf(wrap.unwrap(Buffer.from(header.key, 'base64')))
  const frame = (chunk: Uint8Array, index: number, place: 'more' | 'last') => {
    const sealed = vault.sealBytes(chunk, `backup:${header.id}:${index}:${place}`)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(sealed.length)
    return Buffer.concat([length, sealed])
  }
  const partial = `${path}.partial`
  await pipeline(
    Readable.from(lines),
    createGzip(),
    async function* (source: AsyncIterable<Buffer>) {
      yield Buffer.from(`${MAGIC}\n${JSON.stringify(header)}\n`)
      let waiting: Buffer = Buffer.alloc(0)
      let index = 0
      for await (const part of source) {
        waiting = Buffer.concat([waiting, part])
        while (waiting.length > CHUNK_BYTES) {
          yield frame(waiting.subarray(0, CHUNK_BYTES), index++, 'more')
          waiting = waiting.subarray(CHUNK_BYTES)
        }
      }
      yield frame(waiting, index, 'last')
    },
    createWriteStream(partial, { mode: 0o600, flush: true }),
  )
  await rename(partial, path)
}

/** Reads a backup's head, and its lines as they are asked for. @throws PuenteError P2021 when it is no backup, damaged or of another key */
export async function readSealed(path: string, wrap: KeyWrap): Promise<{ header: BackupHeader; lines: AsyncIterable<string> }> {
  const source = bytesOf(path)
  const head = await source.line()
  if (head !== MAGIC) throw new PuenteError('P2021', { detail: 'this is no backup of Puente' })
  const header = JSON.parse((await source.line()) ?? '') as BackupHeader
  const key = unwrapOf(wrap, header)
  async function* frames(): AsyncGenerator<Uint8Array, void> {
    for (let index = 0; ; index++) {
      const length = (await source.exactly(4))?.readUInt32BE()
      if (length === undefined || length > MAX_FRAME_BYTES) throw new PuenteError('P2021', { detail: 'it ends too early' })
      const sealed = await source.exactly(length)
      if (!sealed) throw new PuenteError('P2021', { detail: 'it ends too early' })
      const more = tryOpen(key, sealed, `backup:${header.id}:${index}:more`)
      if (more) {
        yield more
        continue
      }
      const last = tryOpen(key, sealed, `backup:${header.id}:${index}:last`)
      if (!last) throw new PuenteError('P2021', { detail: 'a part of it is damaged' })
      yield last
      return
    }
  }
  return { header, lines: linesOf(frames()) }
}

function unwrapOf(wrap: KeyWrap, header: BackupHeader): Uint8Array {
  try {
    return wrap.unwrap(Buffer.from(header.key, 'base64'))
  } catch (cause) {
    throw new PuenteError('P2021', { detail: 'the master key is not the one that it was made with', cause })
  }
}

function tryOpen(key: Uint8Array, sealed: Uint8Array, context: string): Uint8Array | undefined {
  try {
    return vaultOf(key).openBytes(sealed, context)
  } catch {
    return undefined
  }
}

async function* linesOf(frames: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  const gunzip = createGunzip()
  const feeding = pipeline(Readable.from(frames), gunzip).catch((error: unknown) => error)
  const decoder = new TextDecoder()
  let waiting = ''
  try {
    for await (const part of gunzip) {
      waiting += decoder.decode(part as Buffer, { stream: true })
      const lines = waiting.split('\n')
      waiting = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    throw error instanceof PuenteError ? error : new PuenteError('P2021', { cause: error })
  }
  const failed = await feeding
  if (failed) throw failed
}

/** A file as a line, then as so many bytes. */
function bytesOf(path: string) {
  const stream = createReadStream(path)[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let waiting: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const { value, done } = await stream.next().catch((cause: unknown) => {
      throw new PuenteError('P2021', { detail: 'the file cannot be read', cause })
    })
    if (done) return false
    waiting = Buffer.concat([waiting, value])
    return true
  }
  return {
    async line(): Promise<string | undefined> {
      for (;;) {
        const end = waiting.indexOf(10)
        if (end >= 0) {
          const line = waiting.subarray(0, end).toString('utf8')
          waiting = waiting.subarray(end + 1)
          return line
        }
        // A head is short: whatever has no line end in this is no backup.
        if (waiting.length > MAX_FRAME_BYTES || !(await more())) return undefined
      }
    },
    async exactly(count: number): Promise<Buffer | undefined> {
      while (waiting.length < count) if (!(await more())) return undefined
      const bytes = Buffer.from(waiting.subarray(0, count))
      waiting = waiting.subarray(count)
      return bytes
    },
  }
}
