import type { Outcome, Turn } from '../../bot/index.ts'
import type { PersonVault } from '../privacy/index.ts'
import { agreeToNews, type Db, leaveNews, updateNewsFacts } from '../store/index.ts'

/** So many topics are kept of what somebody asked, the last ones. */
const TOPICS_KEPT = 12

export interface NewsNoted {
  readonly turn: Turn
  readonly outcome: Outcome
  readonly conversation: { readonly id: string; readonly personId: string; readonly channel: string }
  readonly vault: PersonVault
  readonly now: number
}

/** What a turn says about news, inside its transaction: the consent, its end (STOP ends it too), and what segments are made of. */
export async function noteNews(tx: Db, { turn, outcome, conversation, vault, now }: NewsNoted): Promise<void> {
  const { effects, state } = outcome
  const { personId } = conversation
  if (effects.news?.set === 'left' || effects.optOut?.set === 'out') return await leaveNews(tx, personId, now)
  const facts = {
    lang: outcome.lang,
    country: outcome.country,
    phase: outcome.phase,
    place: state.here ?? null,
    region: state.here ?? turn.regionHint ?? null,
    entry_office: entryOffice(state),
  }
  if (effects.news?.set === 'agreed')
    await agreeToNews(tx, {
      person_id: personId,
      conversation_id: conversation.id,
      channel: conversation.channel,
      ...facts,
      topics: ' ',
      text_version: effects.news.textVersion,
      words_sealed: vault.sealText(effects.news.words, `news:${personId}`),
      given_at: now,
      withdrawn_at: null,
      updated_at: now,
    })
  if (state.news !== 'agreed') return
  await updateNewsFacts(tx, personId, facts, { topics: [...state.lastTopics, ...outcome.topics], keep: TOPICS_KEPT, now })
}

/** The office of the code that the person came by. */
function entryOffice(state: Outcome['state'] & { readonly entry?: { readonly officeId?: string | undefined } | undefined }): string | null {
  return state.entry?.officeId ?? null
}
