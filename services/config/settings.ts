import { z } from 'zod'
import { DOOR_SETTINGS } from './door-settings.ts'
import { FOLLOW_UP_SETTINGS } from './follow-up-settings.ts'
import { PRIVACY_SETTINGS } from './privacy-settings.ts'
import { flag, integer, type Setting } from './setting.ts'

const day = z.iso.date()
/** "3:HX…,9:HX…" → { 3: 'HX…', 9: 'HX…' } */
const contentSids = z
  .string()
  .regex(/^([2-9]|10):HX[0-9a-fA-F]{32}(,([2-9]|10):HX[0-9a-fA-F]{32})*$/)
  .transform((text) => new Map(text.split(',').map((pair) => [Number(pair.split(':')[0]), pair.split(':')[1] ?? ''] as const)))
/** "es:HX…,en:HX…" */
const knockSids = z
  .string()
  .regex(/^(es|en|ht|fr|pt):HX[0-9a-fA-F]{32}(,(es|en|ht|fr|pt):HX[0-9a-fA-F]{32})*$/)
  .transform((text) => new Map(text.split(',').map((pair) => [pair.split(':')[0] ?? '', pair.split(':')[1] ?? ''] as const)))
const accountSid = z.string().regex(/^AC[0-9a-fA-F]{32}$/)

const isTimezone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

export const SETTINGS = {
  NODE_ENV: {
    group: 'Running',
    schema: z.enum(['development', 'production', 'test']).default('development'),
    doc: 'production refuses demo mode and made-up secrets',
    fix: 'Write production, development or test',
    example: 'development',
  },
  HOST: {
    group: 'Running',
    schema: z.string().min(1).default('127.0.0.1'),
    doc: 'address to listen on; 0.0.0.0 behind a reverse proxy',
    fix: 'Write an IP address',
    example: '127.0.0.1',
  },
  PORT: {
    group: 'Running',
    schema: integer(0, 65535, 8080),
    doc: 'port to listen on',
    fix: 'Write a whole number from 0 to 65535',
    example: '8080',
  },
  PUBLIC_URL: {
    group: 'Running',
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((u) => u.replace(/\/+$/, ''))
      .optional(),
    doc: 'the address that people and providers use; webhook signatures are checked against it (default: http://HOST:PORT)',
    fix: 'Write the exact https URL, without a slash at the end',
    example: 'https://puente.example.org',
  },
  REPORT_TIMEZONE: {
    group: 'Running',
    schema: z
      .string()
      .refine((zone) => isTimezone(zone))
      .default('America/Mexico_City'),
    doc: 'the clock whose days figures are counted by',
    fix: 'Write a time zone of the IANA list, such as America/Guatemala',
    example: 'America/Mexico_City',
  },
  DATA_DIR: {
    group: 'Running',
    schema: z.string().min(1).default('var'),
    doc: 'folder for the SQLite database and the demo key',
    fix: 'Write a folder that the service may write to',
    example: 'var',
  },
  DATABASE_URL: {
    group: 'Running',
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//)
      .optional(),
    doc: 'PostgreSQL to use instead of SQLite (several processes may then share the work)',
    fix: 'Write postgres://user:password@host:5432/database',
    example: 'postgres://puente:secret@localhost:5432/puente',
  },
  DATABASE_OWNER_URL: {
    group: 'Running',
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//)
      .optional(),
    doc: 'account that owns the tables, for db:migrate and restore only: not for the service, which then runs by DATABASE_URL with the rights that it needs',
    fix: 'Write postgres://owner:password@host:5432/database, with another account than that of DATABASE_URL',
    example: 'postgres://puente_owner:secret@localhost:5432/puente',
  },
  ...FOLLOW_UP_SETTINGS,
  ...PRIVACY_SETTINGS,
  TWILIO_ACCOUNT_SID: {
    group: 'SMS and WhatsApp',
    schema: accountSid.optional(),
    doc: 'Twilio account; without it the local demo provider is used (not in production)',
    fix: 'Copy it from the Twilio console: AC and 32 hex digits',
    example: '',
  },
  TWILIO_AUTH_TOKEN: {
    group: 'SMS and WhatsApp',
    schema: z.string().min(16).optional(),
    doc: 'primary auth token; signs webhooks',
    fix: 'Copy it from the Twilio console',
    example: '',
  },
  TWILIO_SMS_FROM: {
    group: 'SMS and WhatsApp',
    schema: z
      .string()
      .regex(/^(\+[1-9]\d{6,14}|\d{3,6})$/)
      .optional(),
    doc: 'number or short code that sends SMS',
    fix: 'Write E.164 (+15551234567) or a short code',
    example: '',
  },
  TWILIO_MESSAGING_SERVICE_SID: {
    group: 'SMS and WhatsApp',
    schema: z
      .string()
      .regex(/^MG[0-9a-fA-F]{32}$/)
      .optional(),
    doc: 'messaging service that sends SMS, instead of a number',
    fix: 'Copy it from the Twilio console: MG and 32 hex digits',
    example: '',
  },
  TWILIO_WHATSAPP_FROM: {
    group: 'SMS and WhatsApp',
    schema: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/)
      .optional(),
    doc: 'WhatsApp sender',
    fix: 'Write E.164',
    example: '',
  },
  TWILIO_CONTENT_SIDS: {
    group: 'SMS and WhatsApp',
    schema: contentSids.optional(),
    doc: 'WhatsApp content templates by number of choices (2-3 twilio/quick-reply, 4-10 twilio/list-picker; variable 1 is the text, then title and id of each choice); without them choices are numbered in the text',
    fix: 'Write count:HX…, separated by commas (npm run twilio:templates makes them)',
    example: '3:HX00000000000000000000000000000000,9:HX00000000000000000000000000000001',
  },
  TWILIO_KNOCK_SIDS: {
    group: 'SMS and WhatsApp',
    schema: knockSids.optional(),
    doc: 'approved WhatsApp template (utility) by language that says there is an answer; without it a caseworker cannot knock after 24 hours',
    fix: 'Write language:HX…, separated by commas',
    example: 'es:HX00000000000000000000000000000000',
  },
  TWILIO_NEWS_SIDS: {
    group: 'SMS and WhatsApp',
    schema: knockSids.optional(),
    doc: 'approved WhatsApp template by language that says an office has news; without it a campaign reaches nobody on WhatsApp after 24 hours',
    fix: 'Write language:HX…, separated by commas',
    example: 'es:HX00000000000000000000000000000002',
  },
  TWILIO_CHECK_IN_SIDS: {
    group: 'SMS and WhatsApp',
    schema: knockSids.optional(),
    doc: 'approved WhatsApp template (utility) by language with the words of follow_up.ask_how; without one of their language nobody is asked how they are on WhatsApp after 24 hours',
    fix: 'Write language:HX…, separated by commas',
    example: 'es:HX00000000000000000000000000000000',
  },
  TWILIO_API_URL: {
    group: 'SMS and WhatsApp',
    schema: z.url().default('https://api.twilio.com'),
    doc: 'where the Twilio API is; another address only in tests and demo',
    fix: 'Leave it out',
    example: 'https://api.twilio.com',
  },
  ...DOOR_SETTINGS,
  CONTENT_DIR: {
    group: 'Content',
    schema: z.string().min(1).default('content'),
    doc: 'folder of the cards, services and texts',
    fix: 'Write an existing folder',
    example: 'content',
  },
  CONTENT_EDIT_URL: {
    group: 'Content',
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((u) => u.replace(/\/+$/, ''))
      .optional(),
    doc: 'where curators edit the content by browser; the path of a file is put behind it (default: the console shows the file only)',
    fix: 'Write the URL up to the folder that has content/ in it',
    example: 'https://git.example.org/puente/edit/main',
  },
  CONTENT_GRACE_UNTIL: {
    group: 'Content',
    schema: day.optional(),
    doc: 'until this day facts past their review date are told with their date instead of withheld (pilot); default 2027-06-30 outside production, none in production',
    fix: 'Write a date such as 2027-06-30',
    example: '2027-06-30',
  },
  EMBED_WORKERS: {
    group: 'Model',
    schema: z.coerce.number().int().min(1).max(64).optional(),
    doc: 'threads that run the embedding model (default: cores minus one, at least 1)',
    fix: 'Write a whole number from 1',
    example: '1',
  },
  TURN_CONCURRENCY: {
    group: 'Model',
    schema: integer(1, 256, 16),
    doc: 'conversations that are answered at the same time',
    fix: 'Write a whole number from 1 to 256',
    example: '16',
  },
  LOG_LEVEL: {
    group: 'Watching',
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    doc: 'how much is logged; never words, numbers or names of people',
    fix: 'Write one of fatal error warn info debug silent',
    example: 'info',
  },
  METRICS_TOKEN: {
    group: 'Watching',
    schema: z.string().min(16).optional(),
    doc: 'bearer token for /metrics; open without one outside production, closed in production',
    fix: 'Write 16 or more characters',
    example: '',
  },
  STOP_TIMEOUT_MS: {
    group: 'Watching',
    schema: integer(0, 600_000, 10_000),
    doc: 'how long a stop waits for running work',
    fix: 'Write milliseconds',
    example: '10000',
  },
  WEBHOOK_LOCAL: {
    group: 'Institutions',
    schema: flag.default(false),
    doc: "true lets webhooks go to http addresses and this machine's own networks, for trying out; refused in production",
    fix: 'Write true or false',
    example: 'false',
  },
  TRUST_PROXY: {
    group: 'Running',
    schema: flag.default(false),
    doc: 'true behind exactly one reverse proxy (rate limits then use X-Forwarded-For)',
    fix: 'Write true or false',
    example: 'false',
  },
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof SETTINGS
