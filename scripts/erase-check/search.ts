import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface Found {
  readonly files: number
  readonly bytes: number
  readonly hits: number
}

/** How often any of the words stands in any file of a folder: as UTF-8 and as UTF-16, in any case that it may be stored in. */
export async function searchFolder(folder: string, words: readonly string[]): Promise<Found> {
  const needles = words.flatMap((word) => [
    Buffer.from(word, 'utf8'),
    Buffer.from(word, 'utf16le'),
    Buffer.from(Buffer.from(word).toString('hex')),
  ])
  const longest = Math.max(...needles.map((needle) => needle.length))
  const found = { files: 0, bytes: 0, hits: 0 }
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    // A running database takes files away: what is gone holds nothing.
    const size = await stat(path).then(
      (of) => of.size,
      () => undefined,
    )
    if (size === undefined) continue
    found.files++
    found.bytes += size
    let rest: Buffer = Buffer.alloc(0)
    for await (const part of createReadStream(path, { highWaterMark: 4 * 1024 * 1024 }) as AsyncIterable<Buffer>) {
      const chunk = Buffer.concat([rest, part])
      const keep = Math.min(chunk.length, longest - 1)
      // What begins in the part that is kept for the next round is counted there.
      for (const needle of needles)
        for (let at = chunk.indexOf(needle); at >= 0; at = chunk.indexOf(needle, at + 1)) if (at + needle.length > rest.length) found.hits++
      rest = Buffer.from(chunk.subarray(chunk.length - keep))
    }
  }
  return found
}
