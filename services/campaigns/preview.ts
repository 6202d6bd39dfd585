import { LANGUAGES, type Lang } from '../../bot/index.ts'
import { unknownContacts } from '../cases/index.ts'
import { fitSegments } from '../channels/index.ts'
import { PuenteError } from '../errors/index.ts'
import { type Told, told, toldSum } from '../figures/index.ts'
import { countSegment, type NewsSegment } from '../store/index.ts'
import { composeCampaign } from './compose.ts'
import type { CampaignDeps } from './deps.ts'
import type { CampaignTexts } from './segment.ts'

export interface CampaignPreview {
  /** At least so many people of the segment would get it; null: fewer than five. */
  readonly people: Told
  readonly needsApproval: boolean
  /** Segments of SMS at least, reckoned from what is told of the people and from nothing else. */
  readonly smsSegments: number
  readonly languages: readonly {
    readonly lang: Lang
    /** As it will be read; undefined: not written, the people of this language get nothing. */
    readonly text: string | undefined
    readonly segments: number | undefined
    readonly people: Told
    readonly bySms: Told
  }[]
}

/** Above so many people two of the staff decide. */
export const FOUR_EYES_ABOVE = 100

/** What a campaign would look like and cost, in all languages, without telling who or how many exactly. */
export async function previewCampaign(
  deps: CampaignDeps,
  draft: { officeId: string; segment: NewsSegment; texts: Readonly<Partial<Record<Lang, string | undefined>>> },
): Promise<CampaignPreview> {
  const office = deps.offices.find(draft.officeId)?.name ?? ''
  const counted = await countSegment(deps.engine.db, draft.segment)
  const peopleOf = (lang: Lang, channel?: string) =>
    counted.filter((c) => c.lang === lang && (channel === undefined || c.channel === channel)).reduce((sum, c) => sum + c.people, 0)
  const languages = LANGUAGES.map((lang) => {
    const words = draft.texts[lang]
    const text = words === undefined ? undefined : composeCampaign(deps, { office, words, lang })
    return {
      lang,
      text,
      segments: text === undefined ? undefined : fitSegments(text).segments,
      people: told(peopleOf(lang)),
      bySms: told(peopleOf(lang, 'sms')),
    }
  })
  const reached = languages.filter(({ text }) => text !== undefined).map(({ lang }) => peopleOf(lang))
  const total = reached.reduce((sum, n) => sum + n, 0)
  return {
    people: toldSum(total, reached),
    needsApproval: total > FOUR_EYES_ABOVE,
    smsSegments: languages.reduce((sum, { bySms, segments }) => sum + (bySms ?? 0) * (segments ?? 0), 0),
    languages,
  }
}

/** A phone or link in a campaign must be one that a service record has. @throws PuenteError P1060 that names those that are not */
export function assertContacts(deps: CampaignDeps, texts: CampaignTexts): void {
  const unknown = [...new Set(Object.values(texts).flatMap((words) => (words ? unknownContacts(words, deps.library()) : [])))]
  if (unknown.length > 0) throw new PuenteError('P1060', { detail: unknown.join(', ') })
}
