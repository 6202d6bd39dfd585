import type { AppPart } from '../app/index.ts'
import { scrubKeyRings } from '../backup/index.ts'
import { createPeriodic } from '../jobs/index.ts'
import type { ErasureDeps } from './erase-person.ts'
import { finishFarewells } from './finish-farewells.ts'
import { type RedactionDeps, redactAtProvider } from './redact-at-provider.ts'

const EVERY_MS = 2_000

/** What follows an erasure outside of its transaction: farewells, the provider, the key rings of backups, the files of the database. */
export function openErasure(deps: ErasureDeps & RedactionDeps): AppPart {
  return createPeriodic({
    name: 'erasure',
    everyMs: EVERY_MS,
    logger: deps.logger,
    async run() {
      await finishFarewells(deps)
      await redactAtProvider(deps)
      if ((await scrubKeyRings(deps)) > 0) await deps.engine.scrub()
    },
  })
}
