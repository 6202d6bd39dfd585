import { PROFILE_FIELDS } from '../../bot/index.ts'
import { bodyContext, stateContext, unpackInbound, unpackReply } from '../conversations/index.ts'
import { readOwnFollowUp } from '../follow-up/index.ts'
import { readPreparation } from '../preparation/index.ts'
import type { PersonVault, Vault } from '../privacy/index.ts'
import {
  type ConversationRow,
  type Db,
  findConversation,
  findNewsConsent,
  listCasesOf,
  listConsents,
  listConversationIds,
  listMessages,
  listPacketReads,
} from '../store/index.ts'

/** Everything that is kept of one person, in words that they can read. */
export interface PersonData {
  readonly addresses: readonly { readonly channel: string; readonly address: string }[]
  readonly memory: readonly {
    readonly language: string | undefined
    readonly country: string | undefined
    /** States where the person said that they live: "us-OH". */
    readonly livesIn: readonly string[]
    readonly last: readonly string[]
  }[]
  /** What was told about a return, and the points of the list that are done. */
  readonly followUp: readonly { readonly at: number; readonly text: string }[]
  readonly preparation: readonly { readonly field: string; readonly text: string }[]
  readonly messages: readonly { readonly at: number; readonly isOwn: boolean; readonly text: string }[]
  readonly cases: readonly {
    readonly number: string
    readonly openedAt: number
    readonly closedAt: number | null
    readonly shared: readonly string[]
  }[]
  /** The consent to news, with what they are chosen by. */
  readonly news: { readonly since: number; readonly until: number | null; readonly by: readonly string[] } | undefined
  readonly readers: readonly { readonly at: number; readonly name: string; readonly office: string }[]
}

const PAGE = 500
const MAX_READERS = 200

/** Opens what is kept of a person; only for themselves (the one-time link) and never logged. */
export async function collectPerson(db: Db, vault: Vault, personId: string): Promise<PersonData> {
  const conversations: ConversationRow[] = []
  for (const id of await listConversationIds(db, personId)) {
    const conversation = await findConversation(db, id)
    if (conversation) conversations.push(conversation)
  }
  const messages = []
  for (const conversation of conversations) messages.push(...(await wordsOf(db, vault.forPerson(conversation.dataKey), conversation.id)))
  const [first] = conversations
  return {
    addresses: conversations.map((c) => ({
      channel: c.channel,
      address: vault.forPerson(c.dataKey).openText(c.addressSealed, `address:${c.addressHash}`),
    })),
    memory: conversations.map((c) => memoryOf(vault.forPerson(c.dataKey), c)),
    followUp: first ? await readOwnFollowUp(db, vault.forPerson(first.dataKey), personId) : [],
    preparation: first ? await preparationOf(db, vault.forPerson(first.dataKey), personId) : [],
    messages: messages.sort((a, b) => a.at - b.at),
    cases: first ? await casesOf(db, vault.forPerson(first.dataKey), personId) : [],
    news: newsOf(await findNewsConsent(db, personId)),
    readers: (await listPacketReads(db, personId, MAX_READERS)).map((read) => ({
      at: read.at,
      name: read.firstName ?? '',
      office: read.officeName ?? '',
    })),
  }
}

async function wordsOf(db: Db, vault: PersonVault, conversationId: string): Promise<{ at: number; isOwn: boolean; text: string }[]> {
  const words = []
  let afterSeq = 0
  for (;;) {
    const page = await listMessages(db, conversationId, { afterSeq, limit: PAGE })
    for (const row of page) {
      const body = vault.openText(row.body_sealed, bodyContext(row.id))
      const isOwn = row.direction === 'in'
      words.push({ at: row.created_at, isOwn, text: isOwn ? unpackInbound(body).text : unpackReply(body).text })
    }
    afterSeq = page.at(-1)?.seq ?? afterSeq
    if (page.length < PAGE) return words
  }
}

function memoryOf(vault: PersonVault, conversation: ConversationRow): PersonData['memory'][number] {
  if (!conversation.stateSealed) return { language: undefined, country: undefined, livesIn: [], last: [] }
  const state = JSON.parse(vault.openText(conversation.stateSealed, stateContext(conversation))) as {
    language?: string
    country?: string
    livesIn?: string[]
    history?: string[]
  }
  return { language: state.language, country: state.country, livesIn: state.livesIn ?? [], last: state.history ?? [] }
}

async function preparationOf(db: Db, vault: PersonVault, personId: string): Promise<PersonData['preparation']> {
  const kept = await readPreparation(db, vault, personId)
  if (!kept) return []
  const answers = PROFILE_FIELDS.flatMap((field) => ({ field, text: kept.answers[field] ?? '' })).filter(({ text }) => text !== '')
  return [...answers, ...kept.done.map((text) => ({ field: 'done', text }))]
}

async function casesOf(db: Db, vault: PersonVault, personId: string): Promise<PersonData['cases']> {
  const cases = []
  for (const found of await listCasesOf(db, personId)) {
    const shared = (await listConsents(db, found.id)).flatMap((consent) =>
      consent.packet_sealed
        ? (JSON.parse(vault.openText(consent.packet_sealed, `case-consent:${consent.id}`)) as { text: string }[]).map((part) => part.text)
        : [],
    )
    cases.push({ number: found.number, openedAt: found.opened_at, closedAt: found.closed_at, shared: [...new Set(shared)] })
  }
  return cases
}

function newsOf(consent: Awaited<ReturnType<typeof findNewsConsent>>): PersonData['news'] {
  if (!consent) return undefined
  const { lang, country, phase, place, entry_office, topics } = consent
  const by = [lang, country, phase, place, entry_office, ...topics.trim().split(' ')].filter((fact): fact is string => !!fact)
  return { since: consent.given_at, until: consent.withdrawn_at, by }
}
