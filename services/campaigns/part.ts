import type { AppPart } from '../app/index.ts'
import { createPeriodic } from '../jobs/index.ts'
import type { CampaignDeps } from './deps.ts'
import { sendDueCampaigns, TICK_MS } from './send-due.ts'

/** Campaigns at work: looks every second for what is due. */
export function campaignPart(deps: CampaignDeps): AppPart {
  return createPeriodic({ name: 'campaigns', everyMs: TICK_MS, logger: deps.logger, run: () => sendDueCampaigns(deps) })
}
