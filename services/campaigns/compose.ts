import type { Lang } from '../../bot/index.ts'
import type { CampaignDeps } from './deps.ts'

/** A message of a campaign as a person gets it: who speaks, the words, and how to have no more of it. */
export function composeCampaign(deps: Pick<CampaignDeps, 'text'>, said: { office: string; words: string; lang: Lang }): string {
  return `${said.office}: ${said.words}\n${deps.text(said.lang, 'news.stop_line')}`
}
