/** Every error raised on purpose: a stable code (never reused), who must act, what to do. docs/errors.md is held equal to it by a test. */
export type ErrorClass = 'sender' | 'operator' | 'provider' | 'ours'

interface ErrorEntry {
  readonly status: number
  readonly class: ErrorClass
  /** What happened, for the one who reads the answer or the log. Never holds a person's words. */
  readonly message: string
  readonly fix: string
}

export const ERRORS = {
  P1001: {
    status: 400,
    class: 'sender',
    message: 'The body is not valid JSON',
    fix: 'Send a JSON object with content-type application/json',
  },
  P1002: { status: 400, class: 'sender', message: 'A required field is missing or has the wrong form', fix: 'See the named field' },
  P1003: {
    status: 403,
    class: 'sender',
    message: 'The signature is missing or wrong',
    fix: 'Sign with the auth token over the exact public URL (PUBLIC_URL) and every form field',
  },
  P1004: { status: 404, class: 'sender', message: 'There is nothing at this address', fix: 'Check the path and the method' },
  P1005: { status: 413, class: 'sender', message: 'The body is larger than this address takes', fix: 'Send less' },
  P1006: {
    status: 429,
    class: 'sender',
    message: 'Too many requests from this address',
    fix: 'Wait and try again; signed provider webhooks are never refused for rate',
  },
  P1007: {
    status: 415,
    class: 'sender',
    message: 'The content type is not supported here',
    fix: 'Use the content type named in the documentation of the endpoint',
  },
  P1008: {
    status: 401,
    class: 'sender',
    message: 'The chat session is unknown or has ended',
    fix: 'Open the chat page again to get a new session',
  },
  P1009: { status: 403, class: 'sender', message: 'You may not do this', fix: 'Ask a supervisor or administrator of your office' },
  P1010: { status: 401, class: 'sender', message: 'You are not signed in', fix: 'Sign in again; what you were writing is kept' },
  P1011: { status: 409, class: 'sender', message: 'Somebody else has this case', fix: 'Ask them, or a supervisor, to transfer it' },
  P1012: { status: 409, class: 'sender', message: 'The case is not in a state for this', fix: 'Open the case again and look at its state' },
  P1013: { status: 409, class: 'sender', message: 'The case is not yours', fix: 'Claim it first, or ask who has it' },
  P1014: { status: 409, class: 'sender', message: 'The message cannot go out', fix: 'See the reason; your text is kept' },
  P1015: { status: 409, class: 'sender', message: 'This was done already', fix: 'Open it again to see its state' },
  P1016: {
    status: 423,
    class: 'sender',
    message: 'Sign-in is locked for a while after wrong codes',
    fix: 'Wait, or ask an administrator to unlock it',
  },
  P1017: {
    status: 401,
    class: 'sender',
    message: 'The address, password or code is wrong',
    fix: 'Try again; after five wrong ones sign-in is locked',
  },
  P1018: { status: 410, class: 'sender', message: 'The invitation is unknown, used or has run out', fix: 'Ask for a new one' },
  P1019: {
    status: 403,
    class: 'sender',
    message: 'The request does not come from the console',
    fix: 'Use the console; scripts have no access',
  },
  P1020: {
    status: 401,
    class: 'sender',
    message: 'The token is missing, expired or meant for somebody else',
    fix: 'Send the token that Azure Bot Service issued for this bot (BOT_APP_ID, BOT_TENANT_ID)',
  },
  P1040: {
    status: 401,
    class: 'sender',
    message: 'The API key is missing, unknown, revoked or has run out',
    fix: 'Send "Authorization: Bearer KEY"; an administrator makes keys (npm run api:key)',
  },
  P1041: {
    status: 403,
    class: 'sender',
    message: 'The API key does not reach so far',
    fix: 'Ask an administrator for a key with the scope that the operation names in openapi.json',
  },
  P1042: {
    status: 409,
    class: 'sender',
    message: 'The entry code cannot be made or changed so',
    fix: 'See the reason: choose another word, or a code in use to lead to',
  },
  P1043: { status: 405, class: 'sender', message: 'This address does not take this method', fix: 'Use one of those in Allow' },
  P1050: {
    status: 409,
    class: 'sender',
    message: 'Somebody else has changed this since you opened it',
    fix: 'Open it again and make your change on what stands there now',
  },
  P1051: {
    status: 400,
    class: 'sender',
    message: 'A notice holds no phone number, address of a page or e-mail',
    fix: 'Take it out: people get numbers and links from reviewed cards only',
  },
  P1060: {
    status: 422,
    class: 'sender',
    message: 'The text has phones or links that no service record answers for',
    fix: 'Take them out, or have the record put right by a curator; the detail names them',
  },
  P1061: {
    status: 409,
    class: 'sender',
    message: 'Fewer than five people would get this',
    fix: 'Choose a wider segment or write it in more languages: a campaign is never about one person',
  },
  P1062: { status: 409, class: 'sender', message: 'The campaign is not in a state for this', fix: 'Open it again and look at its state' },
  P1063: {
    status: 409,
    class: 'sender',
    message: 'Somebody else of your institution has to approve this',
    fix: 'Above a hundred people a second member of the staff decides: neither who wrote it nor who started it',
  },
  P1070: { status: 422, class: 'sender', message: 'The password is easy to guess', fix: 'Take several words far from you and this work' },
  P2001: {
    status: 500,
    class: 'operator',
    message: 'A setting is wrong',
    fix: 'Correct the variables named in the list; .env.example explains each',
  },
  P2002: {
    status: 500,
    class: 'operator',
    message: 'A model file is missing or altered',
    fix: 'Restore the file from the repository (git checkout -- models)',
  },
  P2003: { status: 500, class: 'operator', message: 'The content has faults', fix: 'Run npm run content:check and correct what it lists' },
  P2004: { status: 500, class: 'operator', message: 'The port cannot be opened', fix: 'Stop the other program or set PORT to a free one' },
  P2005: {
    status: 500,
    class: 'operator',
    message: 'A folder cannot be written',
    fix: 'Give the user that runs the service write access, or set DATA_DIR',
  },
  P2006: {
    status: 500,
    class: 'operator',
    message: 'The database cannot be used',
    fix: 'Check DATABASE_URL or DATA_DIR and that the server runs',
  },
  P2007: {
    status: 500,
    class: 'operator',
    message: 'Another process already uses this SQLite file',
    fix: 'Stop it, or set DATABASE_URL to run several processes on PostgreSQL',
  },
  P2008: {
    status: 500,
    class: 'operator',
    message: 'The trained head is missing, altered or stale',
    fix: 'Run npm run train and commit models/head',
  },
  P2009: { status: 500, class: 'operator', message: 'The command line is not understood', fix: 'Run the command with --help' },
  P2010: {
    status: 500,
    class: 'operator',
    message: 'The database was written by a newer release',
    fix: 'Run the release that wrote it, or restore a backup',
  },
  P2011: {
    status: 500,
    class: 'operator',
    message: 'The database has demo staff, and this is production',
    fix: 'Start production on a database of its own (DATA_DIR or DATABASE_URL)',
  },
  P2012: {
    status: 503,
    class: 'operator',
    message: 'This door is closed: it is not configured',
    fix: 'Set what .env.example names for it, or take the address out of the provider',
  },
  P2013: {
    status: 503,
    class: 'operator',
    message: 'The database takes nothing now',
    fix: 'Free the disk, make it writable or start the database again; nothing was acknowledged, providers send it again',
  },
  P2020: {
    status: 500,
    class: 'operator',
    message: 'The database to restore to is not empty',
    fix: 'Give an empty one: another DATA_DIR or DATABASE_URL',
  },
  P2021: {
    status: 500,
    class: 'operator',
    message: 'The backup cannot be read',
    fix: 'Check the file and that MASTER_KEY has the key that it was made with',
  },
  P2022: {
    status: 500,
    class: 'operator',
    message: 'The key ring of the backup is missing or does not fit',
    fix: 'Give the newest key ring of that folder with --keys',
  },
  P3001: {
    status: 502,
    class: 'provider',
    message: 'The provider refused the message for good',
    fix: 'See the provider code stored with the message',
  },
  P3002: { status: 502, class: 'provider', message: 'The provider did not take the message this time', fix: 'It is tried again by itself' },
  P3003: {
    status: 502,
    class: 'provider',
    message: 'It is unknown whether the provider took the message',
    fix: 'It is looked up at the provider before a second try',
  },
  P3004: {
    status: 502,
    class: 'provider',
    message: 'The speech engine did not write down a voice note',
    fix: 'Look at the server of SPEECH_URL; the person was asked to write instead',
  },
  P3005: {
    status: 502,
    class: 'provider',
    message: 'What the person sent cannot be had from the provider',
    fix: 'See the reason: it may be too large, of a kind that is not shown, or no longer kept there; ask the person to send it again',
  },
  P3006: {
    status: 502,
    class: 'provider',
    message: 'The provider does not answer; nothing is handed to it for a while',
    fix: 'It is asked again by itself, ever less often, at least once a minute',
  },
  P4001: { status: 500, class: 'ours', message: 'Something unexpected happened', fix: 'The log has the correlation id' },
  P4002: { status: 500, class: 'ours', message: 'The conversation was changed by another turn', fix: 'The turn is run again by itself' },
  P4003: { status: 500, class: 'ours', message: 'The embedding worker stopped', fix: 'It is started again; the text is tried once more' },
  P4004: {
    status: 500,
    class: 'ours',
    message: 'A sealed value cannot be opened',
    fix: 'The master key is not the one that sealed it, or the person was erased',
  },
  P4005: { status: 503, class: 'ours', message: 'The service is stopping', fix: 'Try again in a moment' },
  P4006: { status: 503, class: 'ours', message: 'The service is starting', fix: 'Try again in some seconds' },
  P4007: {
    status: 500,
    class: 'ours',
    message: 'The work was cut off too often',
    fix: 'See what ended the process at that time, then press "try again" in the console',
  },
  P4008: {
    status: 503,
    class: 'ours',
    message: 'The page could not be printed',
    fix: 'Try again in a moment; the log has the cause (memory for Chromium, write access to node_modules/.cache)',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof ERRORS

/** An error of the catalogue. `detail` may name files, fields, codes; never a person's words, number or name. */
export class PuenteError extends Error {
  readonly code: ErrorCode
  readonly detail: string | undefined
  /** When a second try makes sense, where the raiser knows. */
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, options: { detail?: string; cause?: unknown; retryAfterMs?: number } = {}) {
    const entry: ErrorEntry = ERRORS[code]
    super(options.detail ? `${code} ${entry.message}: ${options.detail}. ${entry.fix}.` : `${code} ${entry.message}. ${entry.fix}.`, {
      cause: options.cause,
    })
    this.name = 'PuenteError'
    this.code = code
    this.detail = options.detail
    this.retryAfterMs = options.retryAfterMs
  }

  get status(): number {
    return ERRORS[this.code].status
  }

  get class(): ErrorClass {
    return ERRORS[this.code].class
  }
}

/** The body that every refused request gets. */
export function errorBody(code: ErrorCode, detail?: string): { error: { code: ErrorCode; message: string } } {
  const entry: ErrorEntry = ERRORS[code]
  return { error: { code, message: detail ? `${entry.message}: ${detail}` : entry.message } }
}
