import { randomUUID } from 'node:crypto'
import type { Vault } from '../../services/privacy/index.ts'
import { type Engine, insertIdentity, insertJob, insertMessage } from '../../services/store/index.ts'

export interface StoredPerson {
  readonly personId: string
  readonly conversationId: string
  readonly messageId: string
  readonly dataKey: Uint8Array
}

/** A person with one message, sealed as the service seals it. */
export async function storePerson(
  engine: Engine,
  vault: Vault,
  given: { address: string; text: string; now?: number; job?: 'run-turn' | 'send-message'; providerId?: string },
): Promise<StoredPerson> {
  const [id, personId, conversationId, messageId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const now = given.now ?? 1
  const dataKey = vault.newDataKey()
  const addressHash = vault.addressHash('sms', given.address)
  const person = vault.forPerson(dataKey)
  const isOut = given.job === 'send-message'
  const body = isOut ? { kind: 'answer', text: given.text, choices: [] } : { text: given.text, attachments: [] }
  await engine.db.transaction().execute(async (tx) => {
    await insertIdentity(tx, {
      id,
      personId,
      conversationId,
      channel: 'sms',
      addressHash,
      addressSealed: person.sealText(given.address, `address:${addressHash}`),
      dataKey,
      now,
    })
    await insertMessage(tx, {
      id: messageId,
      conversationId,
      seq: 1,
      direction: isOut ? 'out' : 'in',
      sender: isOut ? 'bot' : 'person',
      channel: 'sms',
      providerId: given.providerId ?? null,
      kind: 'message',
      bodySealed: person.sealText(JSON.stringify(body), `message:${messageId}`),
      status: isOut ? 'queued' : 'received',
      segments: null,
      replyTo: null,
      now,
    })
    if (given.job)
      await insertJob(tx, {
        id: randomUUID(),
        kind: given.job,
        conversationId,
        messageId,
        priority: 5,
        runAt: now,
        correlationId: 'correlation',
        now,
      })
  })
  return { personId, conversationId, messageId, dataKey }
}
