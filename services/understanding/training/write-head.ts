import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Calibration,
  FEATURE_BITS,
  HEAD_LABELS,
  type HeadManifest,
  headBytes,
  VECTOR_LENGTH,
} from '../../../bot/understanding/index.ts'
import { HEAD_DIR, MANIFEST_FILE, sha256, WEIGHTS_FILE } from '../head-files.ts'
import type { Weights } from './softmax-regression.ts'

const HIGHEST = 127

export interface TrainedHeads {
  readonly weights: Record<keyof typeof HEAD_LABELS, Weights>
  readonly calibration: Calibration
  readonly inputs: Record<string, string>
  readonly measured: Record<string, unknown>
}

/** Packs the heads into eight bits and writes models/head. */
export function writeHead(root: string, trained: TrainedHeads): HeadManifest {
  const { bytes, heads } = packHeads(trained.weights)
  const manifest: HeadManifest = {
    version: 1,
    featureBits: FEATURE_BITS,
    inputs: trained.inputs,
    weights: { file: WEIGHTS_FILE, sha256: sha256(bytes), bytes: bytes.byteLength },
    heads,
    calibration: trained.calibration,
    measured: trained.measured,
  }
  mkdirSync(join(root, HEAD_DIR), { recursive: true })
  writeFileSync(join(root, HEAD_DIR, WEIGHTS_FILE), bytes)
  writeFileSync(join(root, HEAD_DIR, MANIFEST_FILE), `${JSON.stringify(manifest, null, 1)}\n`)
  return manifest
}

export function packHeads(weights: TrainedHeads['weights']): { bytes: Uint8Array; heads: HeadManifest['heads'] } {
  const names = Object.keys(HEAD_LABELS) as (keyof typeof HEAD_LABELS)[]
  const total = names.reduce((sum, name) => sum + align(headBytes(HEAD_LABELS[name].length, weights[name].dense.length > 0)), 0)
  const bytes = new Uint8Array(total)
  const spans = {} as HeadManifest['heads']
  let offset = 0
  for (const name of names) {
    const part = weights[name]
    const count = part.labels
    const usesVector = part.dense.length > 0
    const floats = new Float32Array(bytes.buffer, offset, 3 * count)
    floats.set(part.bias)
    quantise(
      part.dense,
      count,
      floats.subarray(count, 2 * count),
      new Int8Array(bytes.buffer, offset + 12 * count, usesVector ? VECTOR_LENGTH * count : 0),
    )
    quantise(
      part.sparse,
      count,
      floats.subarray(2 * count),
      new Int8Array(bytes.buffer, offset + 12 * count + part.dense.length, part.sparse.length),
    )
    spans[name] = { labels: [...HEAD_LABELS[name]], usesVector, offset }
    offset += align(headBytes(count, usesVector))
  }
  return { bytes, heads: spans }
}

/** Float parts must begin at multiples of four. */
const align = (size: number): number => Math.ceil(size / 4) * 4

function quantise(weights: Float32Array, count: number, scale: Float32Array, target: Int8Array): void {
  for (let k = 0; k < count; k++) {
    let highest = 0
    for (let i = k; i < weights.length; i += count) highest = Math.max(highest, Math.abs(weights[i] as number))
    scale[k] = highest / HIGHEST
    if (highest > 0) for (let i = k; i < weights.length; i += count) target[i] = Math.round((weights[i] as number) / (highest / HIGHEST))
  }
}
