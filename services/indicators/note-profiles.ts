import { type Outcome, type Ports, type Preparation, type Turn, whoCounts } from '../../bot/index.ts'
import { addIndicator, type Db } from '../store/index.ts'

/** What says something of sex or age, where it was told in the talk. */
const TOLD = ['women', 'youth', 'older', 'unaccompanied-child'] as const

interface Noted {
  readonly turn: Turn
  readonly outcome: Outcome
  readonly officeId: string | undefined
  readonly text: Ports['text']
}

/** Who is reached by sex and age group: each that was told, in the talk or (with leave to be counted) for the return, once a month. */
export async function noteProfiles(tx: Db, { turn, outcome, officeId, text }: Noted): Promise<void> {
  const month = turn.today?.slice(0, 7)
  if (month === undefined || outcome.silence) return
  const toldOf = (profiles: readonly string[], preparation: Preparation | undefined): ReadonlySet<string> =>
    new Set([...TOLD.filter((profile) => profiles.includes(profile)), ...whoCounts(preparation, { text })])
  const isNewMonth = turn.state.counted?.day.slice(0, 7) !== month
  const before = isNewMonth ? new Set() : toldOf(turn.state.profiles, turn.preparation)
  const change = outcome.effects.preparation
  const now = toldOf(outcome.profiles, change ? (change.save ?? undefined) : turn.preparation)
  for (const value of now)
    if (!before.has(value))
      await addIndicator(tx, { month, office_id: officeId ?? '', country: outcome.country ?? '', indicator: 'reach-profile', value, n: 1 })
}
