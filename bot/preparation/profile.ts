import { z } from 'zod'
import type { PacketPart } from '../case.ts'
import type { Ports } from '../ports.ts'
import type { Country, Lang } from '../vocabulary.ts'

/** What is asked of somebody who prepares their return, in this order. */
export const PROFILE_FIELDS = ['when', 'where', 'with', 'papers', 'lacking', 'health', 'skills', 'school', 'about', 'worries'] as const
export type ProfileField = (typeof PROFILE_FIELDS)[number]

/** As much of one answer as is kept: what fits into a few messages. */
export const ANSWER_CHARS = 300

/** What a person told about their return, and how far they are with their list. Sealed at rest; a new field gets a default. */
export const Preparation = z.object({
  v: z.literal(1).default(1),
  answers: z.partialRecord(z.enum(PROFILE_FIELDS), z.string()).default({}),
  skipped: z.array(z.enum(PROFILE_FIELDS)).default([]),
  /** Whether they may be counted without their name; absent until it was asked. */
  mayCount: z.boolean().optional(),
  /** Ids of the points of the list that are done. */
  done: z.array(z.string()).default([]),
  /** Ids in the order in which they were last shown: "done 3" is about the list that the person has. */
  shown: z.array(z.string()).default([]),
})
export type Preparation = z.infer<typeof Preparation>

/** What is counted of one person who agreed: three facts, no person. Undefined is not told, which is not "no". */
export interface ReturnCount {
  readonly country: Country | null
  readonly officeId: string | null
  readonly hasPapers: boolean | undefined
  readonly hasSkills: boolean | undefined
  readonly hasChildren: boolean | undefined
}

/** What the world keeps of a turn's preparation: the whole of it, or nothing any more. */
export interface PreparationChange {
  readonly save: Preparation | null
  readonly count?: ReturnCount
}

/** A preparation in which nothing was said yet. */
export function emptyPreparation(): Preparation {
  return Preparation.parse({})
}

/** The next question: the first that was neither answered nor left out. */
export function nextField({ answers, skipped }: Preparation): ProfileField | undefined {
  return PROFILE_FIELDS.find((field) => answers[field] === undefined && !skipped.includes(field))
}

/** The preparation with one answer; an empty one is a question left out. */
export function withAnswer(preparation: Preparation, field: ProfileField, answer: string): Preparation {
  const { [field]: _old, ...others } = preparation.answers
  const skipped = preparation.skipped.filter((one) => one !== field)
  const text = answer.replace(/\s+/g, ' ').trim().slice(0, ANSWER_CHARS)
  return text === ''
    ? { ...preparation, answers: others, skipped: [...skipped, field] }
    : { ...preparation, answers: { ...others, [field]: text }, skipped }
}

/** One line of the profile: "Papers: passport". */
export function profileLine(field: ProfileField, answer: string, lang: Lang, ports: Ports): string {
  return `${ports.text(lang, `prepare.name.${field}`)}: ${answer}`
}

/** The answers as parts of what an office would see; each can be struck by itself. */
export function profileParts(preparation: Preparation, lang: Lang, ports: Ports): PacketPart[] {
  return PROFILE_FIELDS.flatMap((field) => {
    const answer = preparation.answers[field]
    return answer === undefined ? [] : [{ key: `return-${field}` as const, text: profileLine(field, answer, lang, ports) }]
  })
}
