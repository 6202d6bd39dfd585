import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AppPart } from '../app/index.ts'
import type { CaseDeps } from '../cases/index.ts'
import type { Library } from '../content/index.ts'
import type { ExchangeDeps } from '../exchange/index.ts'
import { createPeriodic } from '../jobs/index.ts'
import { createOutbound } from '../outbound/index.ts'
import { deliverWebhooks } from '../webhooks/index.ts'
import { apiRouter } from './router.ts'

const DELIVER_EVERY_MS = 5_000

interface ApiOptions {
  readonly cases: CaseDeps
  readonly library: () => Library
  readonly publicUrl: string
  readonly contentDir: string
  /** http and this machine's own networks as receivers: never in production. */
  readonly allowsLocalWebhooks: boolean
  readonly explain?: (error: unknown) => unknown
}

/** The exchange with other systems: the API, the webhooks' queue, and the proposals that curators decide. */
export function openApi(options: ApiOptions): { parts: AppPart[]; exchange: ExchangeDeps } {
  const { engine, vault, clock, logger } = options.cases
  const webhooks = { engine, vault, clock, logger, outbound: createOutbound({ allowsLocal: options.allowsLocalWebhooks }) }
  const exchange: ExchangeDeps = {
    engine,
    clock,
    services: () => options.library().services,
    async fileText(id) {
      const country = options.library().services.get(id)?.country
      return country ? await readFile(join(options.contentDir, 'services', country, `${id}.yaml`), 'utf8') : ''
    },
  }
  return {
    exchange,
    parts: [
      { routers: [apiRouter({ ...options, exchange, webhooks })] },
      createPeriodic({ name: 'webhooks', everyMs: DELIVER_EVERY_MS, logger, run: () => deliverWebhooks(webhooks) }),
    ],
  }
}
