import { fileTypeFromBuffer } from 'file-type'

/** Kinds whose types stand for one another: a phone calls the same container sound or film. */
const FAMILIES: readonly RegExp[] = [
  /^image\//,
  /^(audio|video)\/|^application\/ogg$/,
  /^application\/pdf$/,
  /^application\/vnd\.openxmlformats-officedocument\./,
  /^application\/(msword|x-cfb)$/,
]
/** Signatures that tell the container only: what was said is kept, within the family. */
const CONTAINER = /^(audio|video)\/|^application\/(ogg|x-cfb)$/
/** "Some file": whatever the bytes are, they speak for themselves. */
const ANY = 'application/octet-stream'

/**
 * What the bytes of a file are, by its signature (file-type), when that is of the kind that was said.
 * @param said the content type that the sender's provider tells
 * @returns the type to pass on; undefined when the bytes tell another kind, or nothing at all
 */
export async function typeOfBytes(bytes: Uint8Array, said: string): Promise<string | undefined> {
  // A file that breaks off where its form promises more tells nothing.
  const told = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const found = told?.mime.split(';')[0]
  if (found === undefined) return undefined
  if (said === ANY) return found
  const family = FAMILIES.find((one) => one.test(said))
  if (!family?.test(found)) return undefined
  return CONTAINER.test(found) ? said : found
}
