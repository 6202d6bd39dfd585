import { randomUUID } from 'node:crypto'
import { type Actor, type CaseDeps, caseContext } from '../../services/cases/index.ts'
import { CAPABILITIES } from '../../services/channels/registry.ts'
import { loadMessages } from '../../services/content/index.ts'
import { bodyContext, unpackReply } from '../../services/conversations/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { openOffices } from '../../services/offices/index.ts'
import { openVault } from '../../services/privacy/index.ts'
import {
  type Engine,
  insertAgency,
  insertCase,
  insertConsent,
  insertIdentity,
  insertOffice,
  insertStaff,
  listLatest,
  moveConversation,
} from '../../services/store/index.ts'

/** The use-cases of cases on an open store, with a clock that the test moves: no http, no model. */
export interface CaseWorld {
  readonly deps: CaseDeps
  readonly ana: Actor
  readonly ben: Actor
  /** Moves the clock forward (ms). */
  pass(ms: number): void
  /** A person with an open case of Ana's, agreed to, in their charge. */
  newCase(over?: { channel?: string }): Promise<{ caseId: string; conversationId: string; addressHash: string }>
  /** What was said in a conversation, oldest first. */
  said(conversationId: string): Promise<{ text: string; sender: string; status: string }[]>
  status(conversationId: string): Promise<string | undefined>
}

const SILENCE_MINUTES = 240

export async function openCaseWorld(engine: Engine): Promise<CaseWorld> {
  let now = Date.parse('2026-11-25T15:00:00Z')
  const clock = () => new Date(now)
  const vault = await openVault(engine, ['cd'.repeat(32)])
  const { text } = await loadMessages('content')
  const { db } = engine
  await insertAgency(db, { id: 'a', name: 'A', kind: 'ngo', created_at: now })
  await insertOffice(db, {
    id: 'o',
    agency_id: 'a',
    name: 'Casa',
    country: 'any',
    place: null,
    topics: '[]',
    phases: '[]',
    languages: '["es"]',
    hours: '{}',
    timezone: 'UTC',
    holidays: '[]',
    answer_minutes: 30,
    silence_minutes: SILENCE_MINUTES,
    is_active: 1,
    created_at: now,
  })
  const member = async (id: string): Promise<Actor> => {
    await insertStaff(db, {
      id,
      user_id: id,
      email: `${id}@x.org`,
      office_id: 'o',
      role: 'caseworker',
      first_name: id,
      locale: 'es',
      is_active: 1,
      failed_codes: 0,
      locked_until: null,
      created_at: now,
    })
    return { staffId: id, officeId: 'o', role: 'caseworker', firstName: id }
  }
  const [ana, ben] = [await member('Ana'), await member('Ben')]
  const offices = openOffices(engine, clock)
  await offices.reload()
  const deps: CaseDeps = {
    engine,
    vault,
    clock,
    today: () => clock().toISOString().slice(0, 10),
    logger: createLogger('silent'),
    offices,
    text,
    redacts: () => true,
    channel: (name) => ({ name, capabilities: CAPABILITIES[name] }) as never,
    wake: () => undefined,
    announce: () => undefined,
  }
  const keys = new Map<string, Uint8Array>()
  let count = 0
  return {
    deps,
    ana,
    ben,
    pass: (ms) => {
      now += ms
    },
    async newCase({ channel = 'sms' } = {}) {
      const [personId, conversationId, caseId, consentId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
      const dataKey = vault.newDataKey()
      const addressHash = `hash${count}`
      keys.set(conversationId, dataKey)
      await insertIdentity(db, {
        id: randomUUID(),
        personId,
        conversationId,
        channel,
        addressHash,
        addressSealed: vault.forPerson(dataKey).sealText(`+5255550000${count}`, `address:${addressHash}`),
        dataKey,
        now,
      })
      await moveConversation(db, conversationId, { from: ['bot'], to: 'caseworker', now })
      await insertCase(db, {
        id: caseId,
        number: `NUM${count++}`,
        person_id: personId,
        conversation_id: conversationId,
        office_id: 'o',
        assignee_id: ana.staffId,
        status: 'open',
        priority: 'normal',
        reason: 'keyword',
        topic: null,
        lang: 'es',
        country: 'mx',
        channel,
        visible_from_seq: 1,
        needs_sealed: null,
        plan_sealed: null,
        packet_sealed: null,
        next_step_on: null,
        next_step_sealed: null,
        promised_at: now,
        waiting_since: now,
        opened_at: now,
        first_contact_at: now,
        last_staff_at: now,
        snoozed_until: null,
        closed_at: null,
        outcome: null,
        closing_sealed: null,
        reopened: 0,
        updated_at: now,
      })
      const seal = (what: 'words' | 'consent', plain: string) => vault.forPerson(dataKey).sealText(plain, caseContext(what, consentId))
      await insertConsent(db, {
        id: consentId,
        case_id: caseId,
        office_id: 'o',
        person_id: personId,
        scope: 'case',
        basis: 'person',
        text_version: 'test',
        lang: 'es',
        channel,
        words_sealed: seal('words', 'si'),
        packet_sealed: seal('consent', '[]'),
        given_at: now,
        expires_at: now + 90 * 86_400_000,
        revoked_at: null,
      })
      return { caseId, conversationId, addressHash }
    },
    async said(conversationId) {
      const person = vault.forPerson(keys.get(conversationId) ?? new Uint8Array())
      return (await listLatest(db, conversationId, { fromSeq: 0, limit: 100 })).map((row) => ({
        text: unpackReply(person.openText(row.body_sealed, bodyContext(row.id))).text,
        sender: row.sender,
        status: row.status,
      }))
    },
    status: async (conversationId) =>
      (await db.selectFrom('conversation').select('status').where('id', '=', conversationId).executeTakeFirst())?.status,
  }
}
