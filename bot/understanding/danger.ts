import type { CrisisKind } from '../vocabulary.ts'
import type { SparseRow } from './features.ts'
import { type Head, NONE } from './head.ts'
import { headScores, softmax } from './linear-head.ts'

/** What a message says of danger to life or freedom. */
export interface DangerReading {
  /** How likely any danger is, 0 to 1. */
  readonly p: number
  /** Of which kind, if of any. */
  readonly kind: CrisisKind
  /** Met as danger. */
  readonly isBelieved: boolean
  /** Likely enough to tell whom to call before the answer. */
  readonly isPossible: boolean
}

/** From this share on of what is needed to believe it, danger is possible. */
const POSSIBLE_SHARE = 0.5
/** In a longer message danger hides between papers and money: it is looked for in parts of so many words, each begins halfway through the last. */
const PART_WORDS = 18
const LONG_WORDS = 25

/**
 * Reads danger by the trained head, after and beside the rules of content/safety, which need nothing learned.
 * @param rowOf the features of a text in the message's language
 */
export function readDanger(head: Head, text: string, vector: Float32Array | null, rowOf: (text: string) => SparseRow): DangerReading {
  const { withVector, wordsAlone } = head.calibration.danger
  const needed = vector ? withVector : wordsAlone
  const whole = judge(head, rowOf(text), vector)
  const isPossible = () => partsOf(text).some((part) => judge(head, rowOf(part), null).p >= wordsAlone)
  return { ...whole, isBelieved: whole.p >= needed, isPossible: whole.p >= needed * POSSIBLE_SHARE || isPossible() }
}

function judge(head: Head, row: SparseRow, vector: Float32Array | null): Pick<DangerReading, 'p' | 'kind'> {
  const scores = softmax(headScores(head.danger, row, vector))
  const kinds = head.danger.labels.flatMap((label, k) => (label === NONE ? [] : [{ kind: label, p: scores[k] as number }]))
  const most = kinds.reduce((best, one) => (one.p > best.p ? one : best))
  return { p: kinds.reduce((sum, { p }) => sum + p, 0), kind: most.kind }
}

/** @returns overlapping parts of a long text; none of a short one */
function partsOf(text: string): string[] {
  const words = text.split(/\s+/).filter(Boolean)
  if (words.length < LONG_WORDS) return []
  const step = PART_WORDS / 2
  const count = Math.ceil((words.length - PART_WORDS) / step) + 1
  return Array.from({ length: count }, (_, i) => words.slice(i * step, i * step + PART_WORDS).join(' '))
}
