import { addAnswerTime, type Db } from '../store/index.ts'

const MINUTE_MS = 60_000
/** Upper ends of the steps by which waiting is told, in minutes; the last step has none. */
export const WAIT_STEPS_MINUTES = [15, 60, 240, 1440, 4320] as const

/** A caseworker's first words to a person: how long they waited, and whether the promise was kept. */
export async function noteFirstContact(
  tx: Db,
  contact: { day: string; officeId: string; askedAt: number; promisedAt: number; now: number },
): Promise<void> {
  const minutes = (contact.now - contact.askedAt) / MINUTE_MS
  const step = WAIT_STEPS_MINUTES.findIndex((end) => minutes < end)
  const isInTime = contact.now <= contact.promisedAt
  await addAnswerTime(tx, {
    day: contact.day,
    office_id: contact.officeId,
    step: step === -1 ? WAIT_STEPS_MINUTES.length : step,
    in_time: isInTime ? 1 : 0,
    late: isInTime ? 0 : 1,
  })
}
