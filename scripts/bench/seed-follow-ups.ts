import { randomUUID } from 'node:crypto'
import type { Vault } from '../../services/privacy/index.ts'
import { type Engine, insertAgency, insertCheckIns, insertFollowUp, insertIdentity, insertOffice } from '../../services/store/index.ts'

const BATCH = 1000
/** Numbers of Guatemala: at noon in universal time less six it is day there. */
export const FOLLOWED_PREFIX = '+5024'

/** So many people who agreed to be asked, each with a check-in that is due at `dueAt` (ms). @param seed.prefix what their numbers begin with; seven digits follow */
export async function seedFollowUps(
  engine: Engine,
  vault: Vault,
  seed: { count: number; dueAt: number; now: number; prefix?: string },
): Promise<void> {
  const { count, dueAt, now, prefix = FOLLOWED_PREFIX } = seed
  await insertAgency(engine.db, { id: 'bench', name: 'Bench', kind: 'ngo', created_at: now })
  await insertOffice(engine.db, {
    id: 'bench',
    agency_id: 'bench',
    name: 'Bench',
    country: 'any',
    place: null,
    topics: '[]',
    phases: '[]',
    languages: '["es"]',
    hours: '{}',
    timezone: 'UTC',
    holidays: '[]',
    answer_minutes: 30,
    silence_minutes: 240,
    is_active: 1,
    created_at: now,
  })
  for (let at = 0; at < count; at += BATCH)
    await engine.unhurried(async (tx) => {
      for (let i = at; i < Math.min(count, at + BATCH); i++) {
        const [personId, conversationId, followUpId] = [randomUUID(), randomUUID(), randomUUID()]
        const address = `${prefix}${String(i).padStart(7, '0')}`
        const dataKey = vault.newDataKey()
        const addressHash = vault.addressHash('sms', address)
        const addressSealed = vault.forPerson(dataKey).sealText(address, `address:${addressHash}`)
        await insertIdentity(tx, { id: randomUUID(), personId, conversationId, channel: 'sms', addressHash, addressSealed, dataKey, now })
        await insertFollowUp(tx, {
          id: followUpId,
          person_id: personId,
          conversation_id: conversationId,
          case_id: null,
          office_id: 'bench',
          state: 'agreed',
          lang: 'es',
          country: 'gt',
          channel: 'sms',
          months: '[1]',
          basis: 'person',
          text_version: 'bench',
          words_sealed: null,
          steps_sealed: null,
          offered_at: now,
          answered_at: now,
          ended_at: null,
          end_reason: null,
        })
        await insertCheckIns(tx, [
          {
            id: randomUUID(),
            follow_up_id: followUpId,
            conversation_id: conversationId,
            month: 1,
            state: 'planned',
            due_at: dueAt,
            run_at: dueAt,
            attempt: 0,
            question: null,
            step_sealed: null,
            how: null,
            step_done: null,
            wants_person: null,
            words_sealed: null,
            reason: null,
            asked_at: null,
            updated_at: now,
          },
        ])
      }
    })
}
