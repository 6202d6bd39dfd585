import { ConversationState, withoutTurns } from '../../bot/index.ts'
import { writeBackup } from '../backup/index.ts'
import type { Settings } from '../config/index.ts'
import { type Commands, controlSocket } from '../control/index.ts'
import { type ConversationDeps, stateContext } from '../conversations/index.ts'
import { openErasure } from '../erasure/index.ts'
import { exportRouter } from '../export/index.ts'
import { createPeriodic } from '../jobs/index.ts'
import { rotateKeys } from '../privacy/index.ts'
import { openRetention, type RetentionDeps } from '../retention/index.ts'
import { verifyAudit } from '../store/index.ts'
import type { AppPart } from './part.ts'

const ROTATION_EVERY_MS = 60_000

/** Erasure, export, retention, keys and backup as parts of the running service. */
export function protectionParts(deps: ConversationDeps & { readonly settings: Settings; readonly commands: Commands }): AppPart[] {
  const { settings, logger } = deps
  const { engine, clock } = deps
  const parts: AppPart[] = [
    openErasure(deps),
    openRetention({ ...deps, retention: settings.retention, forget: forgetTurns(deps) }),
    { routers: [exportRouter({ ...deps, text: (...args) => deps.ports().text(...args) })] },
    createPeriodic({ name: 'keys', everyMs: ROTATION_EVERY_MS, logger, run: () => rotate(deps) }),
  ]
  if (deps.engine.capabilities.sharesWork || settings.dataDir === ':memory:') return parts
  const commands: Commands = {
    ...deps.commands,
    backup: (to: string) => writeBackup({ engine, clock, logger, wrap: deps.vault.wrap }, to),
    rotate: () => rotate(deps),
    audit: (noted: string) => verifyAudit(deps.engine.db, noted),
  }
  return [...parts, controlSocket({ dataDir: settings.dataDir, logger, commands })]
}

async function rotate(deps: ConversationDeps) {
  const done = await rotateKeys(deps)
  if (done.people + done.serviceKeys > 0) deps.logger.info({ event: 'keys-rotated', keyId: deps.vault.wrap.newestId, ...done })
  return { ...done, keyId: deps.vault.wrap.newestId }
}

/** Takes the words of the last turns out of a memory; language, country and the like stay. */
function forgetTurns({ vault }: ConversationDeps): RetentionDeps['forget'] {
  return (conversation) => {
    const person = vault.forPerson(conversation.dataKey)
    const state = ConversationState.parse(JSON.parse(person.openText(conversation.stateSealed, stateContext(conversation))))
    const kept = withoutTurns(state)
    return kept === state ? undefined : person.sealText(JSON.stringify(kept), stateContext(conversation))
  }
}
