import { randomUUID } from 'node:crypto'
import type { Vault } from '../../services/privacy/index.ts'
import { agreeToNews, type Engine, insertIdentity } from '../../services/store/index.ts'

/** People who agreed to news, sealed as the service seals them. @param of what is special about the i-th */
export async function seedAgreed(
  engine: Engine,
  vault: Vault,
  given: {
    count: number
    now: number
    of?: (i: number) => { phone?: string; lang?: string; country?: string; region?: string; topics?: string }
  },
): Promise<string[]> {
  const phones: string[] = []
  await engine.db.transaction().execute(async (tx) => {
    for (let i = 0; i < given.count; i++) {
      const {
        phone = `+5025551${String(i).padStart(4, '0')}`,
        lang = 'es',
        country = 'gt',
        region = 'gt',
        topics = ' ',
      } = given.of?.(i) ?? {}
      const [personId, conversationId] = [randomUUID(), randomUUID()]
      const dataKey = vault.newDataKey()
      const addressHash = vault.addressHash('sms', phone)
      await insertIdentity(tx, {
        id: randomUUID(),
        personId,
        conversationId,
        channel: 'sms',
        addressHash,
        addressSealed: vault.forPerson(dataKey).sealText(phone, `address:${addressHash}`),
        dataKey,
        now: given.now,
      })
      await agreeToNews(tx, {
        person_id: personId,
        conversation_id: conversationId,
        channel: 'sms',
        lang,
        country,
        phase: null,
        place: null,
        region,
        topics,
        entry_office: null,
        text_version: 'test',
        words_sealed: null,
        given_at: given.now,
        withdrawn_at: null,
        updated_at: given.now,
      })
      phones.push(phone)
    }
  })
  return phones
}
