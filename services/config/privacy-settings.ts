import { z } from 'zod'

const days = (preset: number) => z.coerce.number().int().min(1).max(3650).default(preset)
const DAYS_FIX = 'Write a whole number of days from 1 to 3650'
const KEY_GROUP = 'Protection of data'
const RETAIN_GROUP = 'How long things are kept'

/** Settings of keys and retention; the presets of retention are those of the channel research (docs/decisions/008). */
export const PRIVACY_SETTINGS = {
  MASTER_KEY: {
    group: KEY_GROUP,
    schema: z
      .string()
      .regex(/^[0-9a-fA-F]{64}(,[0-9a-fA-F]{64})*$/)
      .optional(),
    doc: "32 random bytes in hex that wrap every person's key; while keys are changed: the new one, a comma, the old one; made up and kept in DATA_DIR outside production",
    fix: 'Write 64 hex digits, for example from: openssl rand -hex 32',
    example: '',
  },
  MASTER_KEY_FILE: {
    group: KEY_GROUP,
    schema: z.string().min(1).optional(),
    doc: 'file with the master keys instead, one a line, the newest first; read again at SIGHUP',
    fix: 'Write the path of a file that only the service may read',
    example: '/run/secrets/puente-master-key',
  },
  MASTER_KEY_COMMAND: {
    group: KEY_GROUP,
    schema: z.string().min(1).optional(),
    doc: 'command that prints the master keys instead (a vault, a KMS), one a line, the newest first; run again at SIGHUP',
    fix: 'Write a command that prints 64 hex digits and ends with 0',
    example: 'vault kv get -field=key secret/puente',
  },
  SEAL_WITH: {
    group: KEY_GROUP,
    schema: z.enum(['aes-256-gcm', 'chacha20-poly1305']).default('aes-256-gcm'),
    doc: 'how words, names and addresses are sealed from now on; what was sealed otherwise opens as before, each value tells how',
    fix: 'Write aes-256-gcm, or chacha20-poly1305 (faster where the processor has no AES)',
    example: 'aes-256-gcm',
  },
  STAFF_IDLE_MINUTES: {
    group: KEY_GROUP,
    schema: z.coerce.number().int().min(5).max(720).default(30),
    doc: 'minutes after which a session of staff that nobody uses by hand ends; the page warns two minutes before, and what was being written is kept',
    fix: 'Write a whole number of minutes from 5 to 720',
    example: '30',
  },
  RETAIN_MEMORY_HOURS: {
    group: RETAIN_GROUP,
    schema: z.coerce.number().int().min(1).max(720).default(24),
    doc: 'hours after the last message that the last turns are remembered; language and country stay',
    fix: 'Write a whole number of hours from 1 to 720',
    example: '24',
  },
  RETAIN_MESSAGES_DAYS: {
    group: RETAIN_GROUP,
    schema: days(30),
    doc: "days that messages and the provider's ids are kept, unless a case is open",
    fix: DAYS_FIX,
    example: '30',
  },
  RETAIN_CASES_DAYS: {
    group: RETAIN_GROUP,
    schema: days(365),
    doc: "days after its end that a case keeps the person's words; dates and outcome stay for the count",
    fix: DAYS_FIX,
    example: '365',
  },
  RETAIN_PEOPLE_DAYS: {
    group: RETAIN_GROUP,
    schema: days(365),
    doc: 'days without a word after which a person is erased, unless a case is open',
    fix: DAYS_FIX,
    example: '365',
  },
  RETAIN_PREPARATION_DAYS: {
    group: RETAIN_GROUP,
    schema: days(365),
    doc: 'days after its last change that what a person told about their return, and their list, are kept',
    fix: DAYS_FIX,
    example: '365',
  },
  RETAIN_UNANSWERED_DAYS: {
    group: RETAIN_GROUP,
    schema: days(365),
    doc: 'days that redacted unanswered questions are kept',
    fix: DAYS_FIX,
    example: '365',
  },
  RETAIN_STAFF_DAYS: {
    group: RETAIN_GROUP,
    schema: days(30),
    doc: 'days that alerts to staff, used or outdated invitations and ended sessions are kept',
    fix: DAYS_FIX,
    example: '30',
  },
} as const
