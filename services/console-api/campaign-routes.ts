import { z } from 'zod'
import {
  approveCampaign,
  CAMPAIGN_MOVES,
  CampaignTexts,
  CampaignWish,
  makeCampaign,
  moveCampaign,
  previewCampaign,
  readCampaign,
  readCampaigns,
  Segment,
  saveCampaign,
} from '../campaigns/index.ts'
import type { ConsoleDeps } from './deps.ts'
import { bodyOf } from './guard.ts'
import type { Mounting } from './mount.ts'

const Preview = z.strictObject({ segment: Segment, texts: CampaignTexts.partial() })
const Move = z.strictObject({ move: z.enum(CAMPAIGN_MOVES) })

/** News of an office to those who agreed to them: nobody in it is named, every number is as it may be told. */
export function mountCampaigns(deps: ConsoleDeps, mount: Mounting): void {
  const campaigns = { ...deps.cases, library: deps.library }
  mount.staff('campaigns', async ({ who }) => ({ campaigns: await readCampaigns(campaigns, who) }))
  mount.staff('campaign', async ({ req, who }) => await readCampaign(campaigns, who, String(req.params.id)))
  mount.staff('previewCampaign', async ({ req, who }) => {
    return await previewCampaign(campaigns, { officeId: who.officeId, ...bodyOf(Preview, req) })
  })
  mount.staff('makeCampaign', async ({ req, who }) => await makeCampaign(campaigns, who, bodyOf(CampaignWish, req)))
  mount.staff('saveCampaign', async ({ req, who }) => {
    await saveCampaign(campaigns, who, String(req.params.id), bodyOf(CampaignWish, req))
    return undefined
  })
  mount.staff('moveCampaign', async ({ req, who }) => {
    await moveCampaign(campaigns, who, String(req.params.id), bodyOf(Move, req).move)
    return undefined
  })
  mount.staff('approveCampaign', async ({ req, who }) => {
    await approveCampaign(campaigns, who, String(req.params.id))
    return undefined
  })
}
