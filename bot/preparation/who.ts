import type { Ports } from '../ports.ts'
import { LANGUAGES } from '../vocabulary.ts'
import type { Preparation } from './profile.ts'
import { holdsWord } from './words.ts'

/** Sex and age group as they are counted. Somebody of 17 and younger is a minor, "youth" is 18 to 29, "older" from 60. */
export const WHO = ['women', 'men', 'other-sex', 'minor', 'youth', 'adult', 'older'] as const
export type Who = (typeof WHO)[number]

const SEXES = { woman: 'women', man: 'men', other: 'other-sex' } as const
const AGES = [
  [18, 'minor'],
  [30, 'youth'],
  [60, 'adult'],
] as const
/** Below and above, a number is no age of somebody who writes. */
const YOUNGEST = 6
const OLDEST = 110

/** Sex and age group of somebody who told them for their return and agreed to be counted; nothing where it is not plain. */
export function whoCounts(preparation: Preparation | undefined, ports: Pick<Ports, 'text'>): Who[] {
  const told = preparation?.mayCount === true ? preparation.answers.about : undefined
  return told === undefined ? [] : [sexIn(told, ports), ageIn(told)].flatMap((found) => found ?? [])
}

/** Exactly one of them is named: "mi esposo y yo, mujer y hombre" tells of two. */
function sexIn(told: string, ports: Pick<Ports, 'text'>): Who | undefined {
  const found = (['woman', 'man', 'other'] as const).filter((kind) => LANGUAGES.some((lang) => holdsWord(kind, told, lang, ports)))
  const [only] = found.length === 1 ? found : []
  return only && SEXES[only]
}

/** The only number, where it can be an age. */
function ageIn(told: string): Who | undefined {
  const [age, another] = [...told.matchAll(/\d+/g)].map(([digits]) => Number(digits))
  if (age === undefined || another !== undefined || age < YOUNGEST || age > OLDEST) return undefined
  return AGES.find(([under]) => age < under)?.[1] ?? 'older'
}
