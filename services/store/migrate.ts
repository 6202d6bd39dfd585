import { type Kysely, Migrator } from 'kysely'
import { PuenteError } from '../errors/index.ts'
import type { Engine } from './engine.ts'
import { initial } from './migrations/001-initial.ts'
import { cases } from './migrations/002-cases.ts'
import { staffSignIn } from './migrations/003-staff-sign-in.ts'
import { privacy } from './migrations/005-privacy.ts'
import { durable } from './migrations/006-durable.ts'
import { curation } from './migrations/007-curation.ts'
import { entryCodes } from './migrations/008-entry-codes.ts'
import { officeSettings } from './migrations/009-office-settings.ts'
import { officeStates } from './migrations/009-office-states.ts'
import { followUp } from './migrations/010-follow-up.ts'
import { exchange } from './migrations/011-exchange.ts'
import { figures } from './migrations/012-figures.ts'
import { profile } from './migrations/013-profile.ts'
import { campaigns } from './migrations/014-campaigns.ts'
import { jobClaim } from './migrations/015-job-claim.ts'
import { sharedCase } from './migrations/016-shared-case.ts'
import { indicators } from './migrations/017-indicators.ts'
import { school } from './migrations/018-school.ts'
import { codeOnce } from './migrations/020-code-once.ts'
import { sessionUse } from './migrations/020-session-use.ts'
import { signInTries } from './migrations/020-sign-in-tries.ts'
import type { Schema } from './schema.ts'

/**
 * Brings the database to this release's form; safe to call at every start and from several processes (Kysely locks).
 * @param options.upTo stop at the form of this migration: a backup is loaded in the form that it was written in
 * @returns the names of the migrations that were run now
 * @throws PuenteError P2010 when a newer release has written the database, P2006 when a migration fails (nothing of it stays)
 */
export async function migrate(engine: Engine, options: { upTo?: string } = {}): Promise<string[]> {
  const steps: Record<string, (db: Kysely<Schema>) => Promise<void>> = {
    '001-initial': (db) => initial(db, engine.capabilities),
    '002-cases': (db) => cases(db, engine.capabilities),
    '003-staff-sign-in': (db) => staffSignIn(db, engine.capabilities),
    '005-privacy': (db) => privacy(db, engine.capabilities),
    '006-durable': (db) => durable(db, engine.capabilities),
    '007-curation': (db) => curation(db, engine.capabilities),
    '008-entry-codes': (db) => entryCodes(db, engine.capabilities),
    '009-office-settings': (db) => officeSettings(db, engine.capabilities),
    '009-office-states': (db) => officeStates(db),
    '010-follow-up': (db) => followUp(db, engine.capabilities),
    '011-exchange': (db) => exchange(db, engine.capabilities),
    '012-figures': (db) => figures(db, engine.capabilities),
    '013-profile': (db) => profile(db, engine.capabilities),
    '014-campaigns': (db) => campaigns(db, engine.capabilities),
    '015-job-claim': (db) => jobClaim(db),
    '016-shared-case': (db) => sharedCase(db, engine.capabilities),
    '017-indicators': (db) => indicators(db, engine.capabilities),
    '018-school': (db) => school(db),
    '020-code-once': (db) => codeOnce(db),
    '020-session-use': (db) => sessionUse(db, engine.capabilities),
    '020-sign-in-tries': (db) => signInTries(db, engine.capabilities),
  }
  const migrations = Object.fromEntries(Object.entries(steps).map(([name, up]) => [name, { up }]))
  const migrator = new Migrator({ db: engine.db, provider: { getMigrations: async () => migrations }, allowUnorderedMigrations: true })
  const { error, results } = await (options.upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(options.upTo))
  if (error) {
    const isNewer = error instanceof Error && /corrupted migrations/.test(error.message)
    const detail = isForbidden(error) ? 'its account may not migrate: npm run db:migrate with DATABASE_OWNER_URL' : 'migration'
    throw new PuenteError(isNewer ? 'P2010' : 'P2006', { detail, cause: error })
  }
  return (results ?? []).map((result) => result.migrationName)
}

/** The account has not the rights: it is not the one that owns the tables. */
function isForbidden(error: unknown): boolean {
  return (error as { code?: string }).code === '42501'
}
