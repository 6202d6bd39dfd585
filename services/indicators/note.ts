import { addIndicator, type CaseRow, type Db } from '../store/index.ts'

const DAY_MS = 86_400_000
/** Upper ends of the steps by which days are told; the last step has none. */
export const DAY_STEPS = [1, 3, 7, 30] as const

interface Noted {
  readonly today: string
  readonly found: Pick<CaseRow, 'office_id' | 'country' | 'opened_at'>
}

async function add(tx: Db, { today, found }: Noted, indicator: string, value: string): Promise<void> {
  await addIndicator(tx, { month: today.slice(0, 7), office_id: found.office_id, country: found.country ?? '', indicator, value, n: 1 })
}

/** A person asked for a person, and an office got the case. */
export const noteRequest = (tx: Db, noted: Noted): Promise<void> => add(tx, noted, 'request', 'made')

/** The first time that somebody of the office took a case. */
export const noteAccepted = (tx: Db, noted: Noted): Promise<void> => add(tx, noted, 'request', 'accepted')

/** The first words of a person of the staff: how many days after the request. */
export const noteContactDays = (tx: Db, noted: Noted & { now: number }): Promise<void> =>
  add(tx, noted, 'contact-days', stepOf(noted.now - noted.found.opened_at))

/** The first service that was had: how many days after the request. */
export const noteServiceDays = (tx: Db, noted: Noted & { now: number }): Promise<void> =>
  add(tx, noted, 'service-days', stepOf(noted.now - noted.found.opened_at))

/** What became of a referral. @param to office or service record */
export const noteReferral = (tx: Db, noted: Noted & { state: 'made' | 'accepted' | 'refused' | 'expired'; to: string }): Promise<void> =>
  add(tx, noted, `referral-${noted.state}`, noted.to)

function stepOf(ms: number): string {
  const days = ms / DAY_MS
  const end = DAY_STEPS.find((step) => days < step)
  return end === undefined ? 'more' : String(end)
}
