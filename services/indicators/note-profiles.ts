import type { Outcome, Turn } from '../../bot/index.ts'
import { addIndicator, type Db } from '../store/index.ts'

/** What says something of sex or age, where it was told in the chat. */
const TOLD = ['women', 'youth', 'older', 'unaccompanied-child'] as const

/** Who is reached by sex and age group: each told profile of a conversation once a month. */
export async function noteProfiles(
  tx: Db,
  { turn, outcome, officeId }: { turn: Turn; outcome: Outcome; officeId: string | undefined },
): Promise<void> {
  const month = turn.today?.slice(0, 7)
  if (month === undefined || outcome.silence) return
  const isNewMonth = turn.state.counted?.day.slice(0, 7) !== month
  const told = TOLD.filter((profile) => outcome.profiles.includes(profile) && (isNewMonth || !turn.state.profiles.includes(profile)))
  for (const value of told)
    await addIndicator(tx, { month, office_id: officeId ?? '', country: outcome.country ?? '', indicator: 'reach-profile', value, n: 1 })
}
