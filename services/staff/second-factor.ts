import { timingSafeEqual } from 'node:crypto'
import { symmetricDecrypt } from 'better-auth/crypto'
import { type StaffRow, spendCodeStep } from '../store/index.ts'
import type { StaffDeps } from './deps.ts'
import { codeOfStep, stepAt } from './totp.ts'

/** Half minutes whose codes are taken: this one, and the one that has just gone by while somebody was typing. None of the future. */
const STEPS_BACK = 1

/**
 * Uses a code of the authenticator up: it opens once, and with it goes every older one. To be asked before the library is, which would take
 * a code again and again for ninety seconds.
 * @returns false when it is not a code of now, or was used; then nobody may be let in by it
 */
export async function spendCode(deps: StaffDeps, staff: StaffRow, code: string): Promise<boolean> {
  const key = await keyOf(deps, staff.user_id)
  if (!key) return false
  // By the real clock, as the library.
  const now = stepAt(Date.now())
  for (let step = now - STEPS_BACK; step <= now; step++)
    if (isSame(codeOfStep(key, step), code) && (await spendCodeStep(deps.engine.db, staff.id, step))) return true
  return false
}

async function keyOf(deps: StaffDeps, userId: string): Promise<Buffer | undefined> {
  const context = await deps.auth.$context
  const row = await context.adapter.findOne<{ secret: string }>({ model: 'twoFactor', where: [{ field: 'userId', value: userId }] })
  return row ? Buffer.from(await symmetricDecrypt({ key: context.secretConfig, data: row.secret })) : undefined
}

function isSame(code: string, given: string): boolean {
  const [a, b] = [Buffer.from(code), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}
