import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Head, type HeadManifest, headManifestSchema, readHead } from '../../bot/understanding/index.ts'
import { PuenteError } from '../errors/index.ts'
import { languageFiles } from './load-language-data.ts'
import { exampleHashes } from './training/examples.ts'

export const HEAD_DIR = join('models', 'head')
export const MANIFEST_FILE = 'head.json'
export const WEIGHTS_FILE = 'head.bin'
export const ENCODER_DIR = join('models', 'multilingual-e5-small-puente')

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/**
 * The trained head from models/head.
 * @throws PuenteError P2008 when it is missing or its weights are not those that its manifest names
 */
export function loadHead(root: string): Head {
  const manifest = readManifest(root)
  const bytes = readFileSync(join(root, HEAD_DIR, WEIGHTS_FILE))
  if (sha256(bytes) !== manifest.weights.sha256)
    throw new PuenteError('P2008', { detail: `${HEAD_DIR}/${WEIGHTS_FILE} does not match its manifest` })
  return readHead(manifest, bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

export function readManifest(root: string): HeadManifest {
  try {
    return headManifestSchema.parse(JSON.parse(readFileSync(join(root, HEAD_DIR, MANIFEST_FILE), 'utf8')))
  } catch (cause) {
    throw new PuenteError('P2008', { detail: `${HEAD_DIR}/${MANIFEST_FILE}`, cause })
  }
}

/** sha256 of everything that the head is trained from: examples, the cards' asks, language data, encoder. */
export async function headInputs(root: string, examplesDir?: string): Promise<Record<string, string>> {
  const language = languageFiles(root).map((file) => [relative(root, file), sha256(readFileSync(file))] as const)
  return {
    ...(await exampleHashes(root, examplesDir)),
    ...Object.fromEntries(language),
    [join(ENCODER_DIR, 'SHA256SUMS')]: encoderHash(root),
  }
}

export const encoderHash = (root: string): string => sha256(readFileSync(join(root, ENCODER_DIR, 'SHA256SUMS')))

/** Inputs that are not those the head was trained from; empty when it is fresh. */
export async function staleInputs(root: string): Promise<string[]> {
  const trained = readManifest(root).inputs
  const now = await headInputs(root)
  return [...new Set([...Object.keys(trained), ...Object.keys(now)])].filter((name) => trained[name] !== now[name]).sort()
}

/** Whether `npm run train` must be run before the head speaks for the content again. */
export async function isStale(root: string): Promise<boolean> {
  return (await staleInputs(root)).length > 0
}
