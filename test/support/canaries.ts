import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { bodyContext, unpackInbound, unpackReply } from '../../services/conversations/index.ts'
import { openVault } from '../../services/privacy/index.ts'
import type { Engine } from '../../services/store/index.ts'

/** Shorter words are commands and stand in the log as codes do. */
const LEAST_WORDS = 16
/** Shorter digits may be anything. */
const LEAST_DIGITS = 7

/** Words and numbers of people that must stand in no log. */
export interface Canaries {
  words(text: string): void
  address(address: string): void
  /** Whatever of them the log of a service holds: none. The figures go to the sum of the whole run (log-sum.mjs). @throws RangeError naming what was found */
  search(log: string): void
}

export function openCanaries(): Canaries {
  const known = new Set<string>()
  return {
    words: (text) => void (text.trim().length >= LEAST_WORDS && known.add(text.trim())),
    address(address) {
      const plain = address.replace(/^whatsapp:/, '').replace('+', '')
      if (plain.length >= LEAST_DIGITS) known.add(plain)
    },
    search(log) {
      // As it is, and as it stands inside a string of JSON.
      const found = [...known].filter((canary) => log.includes(canary) || log.includes(JSON.stringify(canary).slice(1, -1)))
      sum({ logs: 1, lines: log.split('\n').length - 1, canaries: known.size, hits: found.length })
      if (found.length > 0) throw new RangeError(`in the log: ${found.join(' | ')}`)
    },
  }
}

/** What is sent to services that run as processes of their own: one list for all of a test file. */
export const sentCanaries = openCanaries()

/** Everything that the store still holds of people and of what staff wrote to them, by whatever channel it came. */
export async function readStored(engine: Engine, masterKeys: readonly string[], canaries: Canaries): Promise<void> {
  const vault = await openVault(engine, masterKeys)
  const people = await engine.db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select(['person.data_key', 'identity.address_hash', 'identity.address_sealed'])
    .execute()
  for (const row of people) canaries.address(vault.forPerson(row.data_key).openText(row.address_sealed, `address:${row.address_hash}`))
  const messages = await engine.db
    .selectFrom('message')
    .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
    .innerJoin('person', 'person.id', 'conversation.person_id')
    .select(['message.id', 'message.direction', 'message.body_sealed', 'person.data_key'])
    .where((e) => e.or([e('message.direction', '=', 'in'), e('message.sender', '<>', 'bot')]))
    .execute()
  for (const row of messages) {
    const body = vault.forPerson(row.data_key).openText(row.body_sealed, bodyContext(row.id))
    canaries.words(row.direction === 'in' ? unpackInbound(body).text : unpackReply(body).text)
  }
}

function sum(figures: Readonly<Record<string, number>>): void {
  const folder = process.env.TEST_LOG_SUM
  if (folder) appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(figures)}\n`)
}
