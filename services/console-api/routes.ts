import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'
import { mountAccount } from './account.ts'
import { mountCampaigns } from './campaign-routes.ts'
import { mountCases } from './case-routes.ts'
import { mountCuration } from './curation-routes.ts'
import type { ConsoleDeps } from './deps.ts'
import { mountEntry } from './entry-routes.ts'
import { mountExchange } from './exchange-routes.ts'
import { mountFigures } from './figures-routes.ts'
import { requireConsole } from './guard.ts'
import { mountIndicators } from './indicator-routes.ts'
import { mounting } from './mount.ts'
import { mountOffice } from './office-routes.ts'
import { mountSetAside } from './set-aside-routes.ts'
import { mountSettings } from './settings-routes.ts'
import { mountStream } from './stream.ts'

/** Calls of the console, and nothing else: every path stands in services/access/endpoints.ts. */
export function consoleApiRouter(deps: ConsoleDeps): Router {
  const router = Router()
  router.use(requireConsole(() => deps.publicUrl))
  router.use('/console/api', express.json({ limit: '64kb' }))
  const mount = mounting(deps, router)
  mountAccount(deps, mount)
  mountCases(deps, mount)
  mountOffice(deps, mount)
  mountCuration(deps, mount)
  mountFigures(deps, mount)
  mountSettings(deps, mount)
  mountCampaigns(deps, mount)
  mountIndicators(deps, mount)
  mountSetAside(deps, mount)
  mountExchange(deps, mount)
  mountEntry(deps, mount)
  mountStream(deps, mount)
  return router
}

/** The console's own files, built into console/dist. */
export function consolePagesRouter(root: string): Router {
  const router = Router()
  const dist = join(root, 'console', 'dist')
  if (!existsSync(dist)) return router
  router.use('/console/assets', express.static(join(dist, 'assets'), { immutable: true, maxAge: '365d' }))
  router.use('/console', express.static(dist, { index: 'index.html', redirect: true, cacheControl: false }))
  return router
}
