import { z } from 'zod'
import type { Country, Lang, Phase, Route, Topic } from '../vocabulary.ts'
import { COUNTRIES, LANGUAGES, PHASES, ROUTES, TOPICS } from '../vocabulary.ts'
import { FEATURE_BITS } from './features.ts'
import type { LinearHead } from './linear-head.ts'

export const VECTOR_LENGTH = 384
export const NONE = 'none'

const span = z.strictObject({ labels: z.array(z.string()), usesVector: z.boolean(), offset: z.number().int().min(0) })

const share = z.number().min(0).max(1)

/** Numbers that were fitted on lines which neither the encoder nor the heads had seen. */
export const calibrationSchema = z.strictObject({
  topicTemperature: z.number().positive(),
  /** Per route, applied to the route head's scores: score × routeScale + bias + Σ weight × feature. */
  routeScale: z.number(),
  routeBias: z.array(z.number()),
  routeFeatures: z.array(z.array(z.number())),
  /** Follow-ups: how much of the earlier messages' topic a message takes, from features of both. */
  followUp: z.array(z.number()),
  /** From here on the country head may name a country that the gazetteer does not. */
  countryNeeded: z.number().min(0).max(1),
  /** A second topic is a second need from this probability on, by how far the whole message bears it out. */
  secondNeed: z.strictObject({ agreed: share, named: share, drowned: share }),
})
export type Calibration = z.infer<typeof calibrationSchema>

/** The JSON beside the weights. */
export const headManifestSchema = z.strictObject({
  version: z.literal(1),
  featureBits: z.literal(FEATURE_BITS),
  /** sha256 of every input; the head is stale when one differs. */
  inputs: z.record(z.string(), z.string()),
  weights: z.strictObject({ file: z.string(), sha256: z.string(), bytes: z.number().int() }),
  heads: z.strictObject({ topic: span, route: span, country: span, phase: span, language: span }),
  calibration: calibrationSchema,
  /** What the training run measured, for readers; nothing reads it. */
  measured: z.record(z.string(), z.unknown()),
})
export type HeadManifest = z.infer<typeof headManifestSchema>

export interface Head {
  readonly topic: LinearHead<Topic>
  readonly route: LinearHead<Route>
  readonly country: LinearHead<Country | typeof NONE>
  readonly phase: LinearHead<Phase | typeof NONE>
  readonly language: LinearHead<Lang>
  readonly calibration: Calibration
}

export const HEAD_LABELS = {
  topic: TOPICS,
  route: ROUTES,
  country: [NONE, ...COUNTRIES],
  phase: [NONE, ...PHASES],
  language: LANGUAGES,
} as const

/** Bytes of one head in the weights file: bias, two scales, dense and sparse weights. */
export function headBytes(labels: number, usesVector: boolean): number {
  return 3 * 4 * labels + (usesVector ? VECTOR_LENGTH * labels : 0) + (1 << FEATURE_BITS) * labels
}

/** Lays typed arrays over the bytes of the weights file; nothing is copied but the small float parts. */
export function readHead(manifest: HeadManifest, bytes: ArrayBuffer): Head {
  const part = <Label extends string>(name: keyof HeadManifest['heads']): LinearHead<Label> => {
    const { labels, usesVector, offset } = manifest.heads[name]
    const count = labels.length
    const floats = new Float32Array(bytes.slice(offset, offset + 12 * count))
    const denseLength = usesVector ? VECTOR_LENGTH * count : 0
    return {
      labels: labels as Label[],
      bias: floats.subarray(0, count),
      denseScale: floats.subarray(count, 2 * count),
      sparseScale: floats.subarray(2 * count),
      dense: new Int8Array(bytes, offset + 12 * count, denseLength),
      sparse: new Int8Array(bytes, offset + 12 * count + denseLength, (1 << FEATURE_BITS) * count),
    }
  }
  return {
    topic: part('topic'),
    route: part('route'),
    country: part('country'),
    phase: part('phase'),
    language: part('language'),
    calibration: manifest.calibration,
  }
}
