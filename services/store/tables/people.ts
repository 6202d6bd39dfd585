import type { Db } from '../engine.ts'

export interface Identity {
  readonly id: string
  readonly personId: string
  readonly conversationId: string
  readonly dataKey: Uint8Array
  readonly addressHash: string
  readonly addressSealed: Uint8Array
}

/** The identity behind an address, with its conversation and the person's wrapped key. */
export async function findIdentity(db: Db, channel: string, addressHash: string): Promise<Identity | undefined> {
  return await db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .innerJoin('conversation', 'conversation.identity_id', 'identity.id')
    .select([
      'identity.id',
      'identity.person_id as personId',
      'identity.address_hash as addressHash',
      'identity.address_sealed as addressSealed',
      'conversation.id as conversationId',
      'person.data_key as dataKey',
    ])
    .where('identity.channel', '=', channel)
    .where('identity.address_hash', '=', addressHash)
    .executeTakeFirst()
}

/** The same person is reached elsewhere now. */
export async function moveIdentity(db: Db, id: string, addressSealed: Uint8Array): Promise<void> {
  await db.updateTable('identity').set({ address_sealed: addressSealed }).where('id', '=', id).execute()
}

export interface NewIdentity {
  readonly id: string
  readonly personId: string
  readonly conversationId: string
  readonly channel: string
  readonly addressHash: string
  readonly addressSealed: Uint8Array
  readonly dataKey: Uint8Array
  readonly now: number
}

/**
 * Stores a person who writes for the first time, with identity and conversation.
 * @returns false when another process stored the same address meanwhile (nothing is left behind: call inside a transaction)
 */
export async function insertIdentity(db: Db, row: NewIdentity): Promise<boolean> {
  await db.insertInto('person').values({ id: row.personId, data_key: row.dataKey, created_at: row.now }).execute()
  const stored = await db
    .insertInto('identity')
    .values({
      id: row.id,
      person_id: row.personId,
      channel: row.channel,
      address_hash: row.addressHash,
      address_sealed: row.addressSealed,
      created_at: row.now,
    })
    .onConflict((c) => c.columns(['channel', 'address_hash']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!stored) {
    await db.deleteFrom('person').where('id', '=', row.personId).execute()
    return false
  }
  await db
    .insertInto('conversation')
    .values({
      id: row.conversationId,
      person_id: row.personId,
      identity_id: row.id,
      channel: row.channel,
      status: 'bot',
      version: 0,
      state_sealed: null,
      next_seq: 1,
      priority: 'normal',
      waiting_since: null,
      last_inbound_at: null,
      created_at: row.now,
      updated_at: row.now,
    })
    .execute()
  return true
}

/** Whether an address asked to be left alone on this channel. Outlives the person's erasure. */
export async function isSuppressed(db: Db, channel: string, addressHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('suppression')
    .select('since')
    .where('channel', '=', channel)
    .where('address_hash', '=', addressHash)
    .executeTakeFirst()
  return row !== undefined
}

/** Records STOP (time, channel, word) or takes it back. */
export async function setSuppression(
  db: Db,
  change: { channel: string; addressHash: string; set: 'out' | 'in'; word: string; now: number },
): Promise<void> {
  if (change.set === 'in') {
    await db.deleteFrom('suppression').where('channel', '=', change.channel).where('address_hash', '=', change.addressHash).execute()
    return
  }
  await db
    .insertInto('suppression')
    .values({ channel: change.channel, address_hash: change.addressHash, since: change.now, word: change.word })
    .onConflict((c) => c.columns(['channel', 'address_hash']).doNothing())
    .execute()
}
