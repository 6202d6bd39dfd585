import { randomUUID } from 'node:crypto'
import type { Vault } from '../privacy/index.ts'
import {
  type ConversationRow,
  type Db,
  deletePerson,
  deleteUnanswered,
  findConversation,
  insertAudit,
  insertFarewell,
  insertIdentity,
  insertRedactions,
  insertShreds,
  listProviderIds,
  takeSeqs,
} from '../store/index.ts'

export interface ErasureDeps {
  readonly vault: Vault
  readonly clock: () => Date
  /** Whether the provider of a channel keeps messages that can be taken out there. */
  redacts(channel: string): boolean
}

export interface Erasure {
  readonly conversation: Pick<ConversationRow, 'id' | 'personId' | 'channel' | 'dataKey'>
  /** person, staff (four eyes), retention; moved: the empty thread of a phone that took over another one's. */
  readonly by: 'person' | 'staff' | 'retention' | 'moved'
  /** Codes and ids of staff for the receipt; nothing of the person. */
  readonly details?: Readonly<Record<string, string>>
}

/**
 * Takes a person away, inside the caller's transaction: key and rows, running jobs, outbox, cases, kept questions; what the provider
 * and the key rings of backups hold is noted to be taken out there (services/erasure/open-erasure.ts). What stays is a receipt
 * without identity in the audit trail, and the keyed hash of a STOP.
 * @returns the receipt's number
 */
export async function erasePerson(deps: ErasureDeps, tx: Db, erasure: Erasure): Promise<string> {
  const now = deps.clock().getTime()
  const { personId, channel, dataKey } = erasure.conversation
  const receipt = randomUUID()
  const redactions = await noteRedactions(deps, tx, personId)
  const vault = deps.vault.forPerson(dataKey)
  const questions = await deleteUnanswered(tx, (row) => row.asker === vault.tag(`question:${row.question}`))
  const { messages, cases } = await deletePerson(tx, personId, now)
  await insertShreds(tx, [personId, ...questions], now)
  await insertAudit(tx, {
    at: now,
    kind: 'erased',
    conversationId: null,
    details: { ...erasure.details, receipt, channel, by: erasure.by, messages, cases, questions: questions.length, redactions },
  })
  return receipt
}

/** @returns how many messages the provider is to be asked to delete */
export async function noteRedactions(deps: ErasureDeps, tx: Db, personId: string): Promise<number> {
  const now = deps.clock().getTime()
  const rows = (await listProviderIds(tx, personId))
    .filter(({ channel }) => deps.redacts(channel))
    .map(({ channel, providerId }) => ({
      id: randomUUID(),
      channel,
      provider_id: providerId,
      state: 'ready',
      attempts: 0,
      run_at: now,
      last_code: null,
      created_at: now,
    }))
  await insertRedactions(tx, rows)
  return rows.length
}

/**
 * The confirmation has to leave although nothing may be left: the address is kept under a new person with a new key, in an empty
 * conversation, until it has left (finish-farewells.ts). To be called before erasePerson, inside the same transaction; the address
 * is free only once the old rows are gone, so it returns what writes the new ones.
 */
export async function prepareFarewell(deps: ErasureDeps, tx: Db, conversation: ConversationRow): Promise<() => Promise<ConversationRow>> {
  const now = deps.clock().getTime()
  const context = `address:${conversation.addressHash}`
  const address = deps.vault.forPerson(conversation.dataKey).openText(conversation.addressSealed, context)
  // The chat page asks for what came after the number it saw last: numbering goes on.
  const nextSeq = await takeSeqs(tx, conversation.id, 0, now)
  return async () => {
    const dataKey = deps.vault.newDataKey()
    const [id, personId, conversationId] = [randomUUID(), randomUUID(), randomUUID()]
    const addressSealed = deps.vault.forPerson(dataKey).sealText(address, context)
    const { channel, addressHash } = conversation
    await insertIdentity(tx, { id, personId, conversationId, channel, addressHash, addressSealed, dataKey, now })
    await takeSeqs(tx, conversationId, nextSeq - 1, now)
    await insertFarewell(tx, personId, now)
    return (await findConversation(tx, conversationId)) ?? conversation
  }
}
