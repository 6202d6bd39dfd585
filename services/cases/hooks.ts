import { randomInt } from 'node:crypto'
import type { CaseHooks } from '../conversations/index.ts'
import { PuenteError } from '../errors/index.ts'
import { type Db, isCaseNumberTaken } from '../store/index.ts'
import { applyCaseEffects } from './apply-effects.ts'
import { caseViewOf } from './case-view.ts'
import type { CaseDeps } from './deps.ts'

/** Sayable on the phone, without letters that are taken for others. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const NUMBER_CHARS = 6
const TRIES = 8

/** What turns need of cases. */
export function caseHooks(deps: CaseDeps): CaseHooks {
  return {
    view: (db, conversation) => caseViewOf(deps, db, conversation),
    newNumber,
    apply: (tx, applied) => applyCaseEffects(deps, tx, applied),
  }
}

async function newNumber(db: Db): Promise<string> {
  for (let i = 0; i < TRIES; i++) {
    const number = Array.from({ length: NUMBER_CHARS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
    if (!(await isCaseNumberTaken(db, number))) return number
  }
  throw new PuenteError('P4001', { detail: 'no free case number' })
}
