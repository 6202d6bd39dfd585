import { betterAuth } from 'better-auth'
import { hashPassword as libraryHash } from 'better-auth/crypto'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Engine } from '../store/index.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'

export interface StaffAuthOptions {
  readonly engine: Engine
  /** Signs sessions and seals second factors (services/privacy keeps it). */
  readonly secret: string
  readonly publicUrl: string
  readonly isDemo: boolean
}

/** How long somebody stays signed in, however much they do. */
const SESSION_SECONDS = 12 * 3600
const MAX_WRONG_CODES = 5
const LOCK_SECONDS = 15 * 60

/**
 * Sign-in of staff by better-auth, on our own database: password, then a code (TOTP). Nobody can register: accounts are made by
 * invitation (invitations.ts). It is called from our own endpoints only; its router is not mounted.
 */
export function createStaffAuth({ engine, secret, publicUrl, isDemo }: StaffAuthOptions) {
  const isSecure = publicUrl.startsWith('https://')
  return betterAuth({
    database: { db: engine.db, type: engine.capabilities.authType },
    secret,
    baseURL: publicUrl,
    basePath: '/console/api/auth',
    trustedOrigins: [publicUrl],
    logger: { disabled: true },
    telemetry: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      // Demo passwords are of chance and printed: a slow hash would only make the first start wait.
      password: { hash: isDemo ? libraryHash : hashPassword, verify: verifyPassword },
    },
    user: { modelName: 'auth_user' },
    session: { modelName: 'auth_session', expiresIn: SESSION_SECONDS, updateAge: 600 },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    rateLimit: { enabled: false },
    advanced: {
      // The library's own prefix for https is __Secure-; __Host- is stricter, and asks for the path '/'.
      cookiePrefix: isSecure ? '__Host-puente-console' : 'puente-console',
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, secure: isSecure, path: '/' },
    },
    plugins: [
      twoFactor({
        issuer: 'Puente',
        schema: { twoFactor: { modelName: 'auth_two_factor' } },
        accountLockout: { enabled: true, maxFailedAttempts: MAX_WRONG_CODES, durationSeconds: LOCK_SECONDS },
      }),
    ],
  })
}

export type StaffAuth = ReturnType<typeof createStaffAuth>
export { LOCK_SECONDS, MAX_WRONG_CODES, SESSION_SECONDS }
