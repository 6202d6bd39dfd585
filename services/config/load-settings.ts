import { availableParallelism } from 'node:os'
import { z } from 'zod'
import { PuenteError } from '../errors/index.ts'
import { SETTINGS, type SettingName } from './settings.ts'

const schema = z.object({
  ...(Object.fromEntries(Object.entries(SETTINGS).map(([name, s]) => [name, s.schema])) as {
    [K in SettingName]: (typeof SETTINGS)[K]['schema']
  }),
})
type Raw = z.infer<typeof schema>

/** The settings as the service uses them. */
export interface Settings {
  readonly isProduction: boolean
  readonly isDemo: boolean
  readonly host: string
  readonly port: number
  readonly publicUrl: string | undefined
  readonly trustProxy: boolean
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** The account that owns the tables; for commands of operators. */
  readonly databaseOwnerUrl: string | undefined
  readonly masterKey: string | undefined
  readonly masterKeyFile: string | undefined
  readonly masterKeyCommand: string | undefined
  readonly sealWith: 'aes-256-gcm' | 'chacha20-poly1305'
  readonly staffIdleMs: number
  readonly retention: RetentionSettings
  readonly twilio: TwilioSettings | undefined
  readonly bot: BotSettings | undefined
  readonly speech: SpeechSettings | undefined
  readonly media: { readonly maxBytes: number; readonly hosts: readonly string[] }
  /** Origins that may show the chat in a frame. */
  readonly widgetSites: readonly string[]
  readonly contentDir: string
  readonly contentEditUrl: string | undefined
  readonly graceUntil: Date | undefined
  readonly embedWorkers: number
  readonly turnConcurrency: number
  readonly logLevel: Raw['LOG_LEVEL']
  readonly metricsToken: string | undefined
  /** IANA name of the clock whose days figures are counted by. */
  readonly reportTimezone: string
  readonly followUp: { readonly perMinute: number; readonly retryDays: number }
  readonly stopTimeoutMs: number
  /** Webhooks to http and private addresses: never in production. */
  readonly allowsLocalWebhooks: boolean
}

export interface BotSettings {
  readonly appId: string
  readonly appSecret: string | undefined
  readonly tenantId: string | undefined
  readonly authorityUrl: string
  readonly serviceHosts: readonly string[]
  /** No tokens, this machine only. */
  readonly isEmulator: boolean
}

export interface SpeechSettings {
  readonly url: string
  readonly sure: number
}

/** How long each kind of thing is kept. */
export interface RetentionSettings {
  readonly memoryHours: number
  readonly messagesDays: number
  readonly casesDays: number
  readonly peopleDays: number
  readonly preparationDays: number
  readonly unansweredDays: number
  readonly staffDays: number
}

export interface TwilioSettings {
  readonly accountSid: string
  readonly authToken: string
  readonly smsFrom: string | undefined
  readonly messagingServiceSid: string | undefined
  readonly whatsappFrom: string | undefined
  /** Content template by number of choices. */
  readonly contentSids: ReadonlyMap<number, string>
  /** Approved template that says there is an answer: by language. */
  readonly knockSids: ReadonlyMap<string, string>
  readonly newsSids: ReadonlyMap<string, string>
  readonly checkInSids: ReadonlyMap<string, string>
  readonly apiUrl: string
}

const PILOT_GRACE = '2027-06-30'
const OURS = /^(WEBHOOK|TWILIO|BOT|SPEECH|MEDIA|WIDGET|CONTENT|EMBED|TURN|METRICS|STOP|MASTER|RETAIN)_/

/**
 * Reads every setting at once.
 * @param env what is set; the process's own unless given, a plain object in tests
 * @throws PuenteError P2001 with every fault: name, what is wrong, how to fix
 */
export function loadSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => sentence(String(issue.path[0]) as SettingName, issue.message))
  faults.push(...unknownNames(Object.keys(given)))
  if (parsed.success) faults.push(...faultsBetween(parsed.data))
  if (!parsed.success || faults.length > 0) throw new PuenteError('P2001', { detail: `\n${faults.map((f) => `  - ${f}`).join('\n')}\n` })
  return toSettings(parsed.data)
}

function sentence(name: SettingName, what: string): string {
  return `${name}: ${what}. ${SETTINGS[name].fix} (${SETTINGS[name].doc}).`
}

/** A misspelt setting would silently do nothing: names that look like ours must be ours. */
function unknownNames(names: readonly string[]): string[] {
  const known = Object.keys(SETTINGS)
  return names
    .filter((name) => OURS.test(name) && !known.includes(name))
    .map(
      (name) => `${name}: there is no such setting. Did you mean ${[...known].sort((a, b) => distance(name, a) - distance(name, b))[0]}?`,
    )
}

function faultsBetween(raw: Raw): string[] {
  const faults: string[] = []
  const isProduction = raw.NODE_ENV === 'production'
  if (Boolean(raw.TWILIO_ACCOUNT_SID) !== Boolean(raw.TWILIO_AUTH_TOKEN))
    faults.push(sentence(raw.TWILIO_ACCOUNT_SID ? 'TWILIO_AUTH_TOKEN' : 'TWILIO_ACCOUNT_SID', 'the account and its token go together'))
  if (raw.TWILIO_ACCOUNT_SID && !raw.TWILIO_SMS_FROM && !raw.TWILIO_MESSAGING_SERVICE_SID && !raw.TWILIO_WHATSAPP_FROM)
    faults.push(sentence('TWILIO_SMS_FROM', 'no sender is set'))
  if (raw.BOT_APP_ID && !raw.BOT_EMULATOR && !raw.BOT_APP_SECRET)
    faults.push(sentence('BOT_APP_SECRET', 'the application and its secret go together'))
  const keys = [raw.MASTER_KEY, raw.MASTER_KEY_FILE, raw.MASTER_KEY_COMMAND].filter(Boolean).length
  if (keys > 1) faults.push(sentence('MASTER_KEY', 'set together with MASTER_KEY_FILE or MASTER_KEY_COMMAND: only one of them counts'))
  if (!isProduction) return faults
  if (raw.WEBHOOK_LOCAL) faults.push(sentence('WEBHOOK_LOCAL', 'not in production'))
  if (raw.BOT_EMULATOR) faults.push(sentence('BOT_EMULATOR', 'not in production'))
  if (!raw.TWILIO_ACCOUNT_SID) faults.push(sentence('TWILIO_ACCOUNT_SID', 'missing; the demo provider does not run in production'))
  if (keys === 0) faults.push(sentence('MASTER_KEY', 'missing'))
  if (!raw.PUBLIC_URL?.startsWith('https://')) faults.push(sentence('PUBLIC_URL', 'must be an https address in production'))
  return faults
}

function toSettings(raw: Raw): Settings {
  const isProduction = raw.NODE_ENV === 'production'
  const grace = raw.CONTENT_GRACE_UNTIL ?? (isProduction ? undefined : PILOT_GRACE)
  const twilio =
    raw.TWILIO_ACCOUNT_SID && raw.TWILIO_AUTH_TOKEN
      ? {
          accountSid: raw.TWILIO_ACCOUNT_SID,
          authToken: raw.TWILIO_AUTH_TOKEN,
          smsFrom: raw.TWILIO_SMS_FROM,
          messagingServiceSid: raw.TWILIO_MESSAGING_SERVICE_SID,
          whatsappFrom: raw.TWILIO_WHATSAPP_FROM,
          contentSids: raw.TWILIO_CONTENT_SIDS ?? new Map(),
          knockSids: raw.TWILIO_KNOCK_SIDS ?? new Map(),
          newsSids: raw.TWILIO_NEWS_SIDS ?? new Map(),
          checkInSids: raw.TWILIO_CHECK_IN_SIDS ?? new Map(),
          apiUrl: raw.TWILIO_API_URL,
        }
      : undefined
  return {
    isProduction,
    isDemo: twilio === undefined,
    host: raw.HOST,
    port: raw.PORT,
    publicUrl: raw.PUBLIC_URL,
    trustProxy: raw.TRUST_PROXY,
    dataDir: raw.DATA_DIR,
    databaseUrl: raw.DATABASE_URL,
    databaseOwnerUrl: raw.DATABASE_OWNER_URL,
    masterKey: raw.MASTER_KEY,
    masterKeyFile: raw.MASTER_KEY_FILE,
    masterKeyCommand: raw.MASTER_KEY_COMMAND,
    sealWith: raw.SEAL_WITH,
    staffIdleMs: raw.STAFF_IDLE_MINUTES * 60_000,
    retention: {
      memoryHours: raw.RETAIN_MEMORY_HOURS,
      messagesDays: raw.RETAIN_MESSAGES_DAYS,
      casesDays: raw.RETAIN_CASES_DAYS,
      peopleDays: raw.RETAIN_PEOPLE_DAYS,
      preparationDays: raw.RETAIN_PREPARATION_DAYS,
      unansweredDays: raw.RETAIN_UNANSWERED_DAYS,
      staffDays: raw.RETAIN_STAFF_DAYS,
    },
    twilio,
    bot: botSettings(raw),
    speech: raw.SPEECH_URL ? { url: raw.SPEECH_URL, sure: raw.SPEECH_SURE } : undefined,
    media: { maxBytes: raw.MEDIA_MAX_KB * 1000, hosts: raw.MEDIA_HOSTS },
    widgetSites: raw.WIDGET_SITES,
    reportTimezone: raw.REPORT_TIMEZONE,
    followUp: { perMinute: raw.FOLLOW_UP_PER_MINUTE, retryDays: raw.FOLLOW_UP_RETRY_DAYS },
    contentDir: raw.CONTENT_DIR,
    contentEditUrl: raw.CONTENT_EDIT_URL,
    graceUntil: grace ? new Date(`${grace}T00:00:00Z`) : undefined,
    embedWorkers: raw.EMBED_WORKERS ?? Math.max(1, availableParallelism() - 1),
    turnConcurrency: raw.TURN_CONCURRENCY,
    logLevel: raw.LOG_LEVEL,
    metricsToken: raw.METRICS_TOKEN,
    stopTimeoutMs: raw.STOP_TIMEOUT_MS,
    allowsLocalWebhooks: raw.WEBHOOK_LOCAL,
  }
}

function botSettings(raw: Raw): BotSettings | undefined {
  if (!raw.BOT_APP_ID && !raw.BOT_EMULATOR) return undefined
  return {
    appId: raw.BOT_APP_ID ?? 'emulator',
    appSecret: raw.BOT_APP_SECRET,
    tenantId: raw.BOT_TENANT_ID,
    authorityUrl: raw.BOT_AUTHORITY_URL,
    serviceHosts: raw.BOT_SERVICE_HOSTS,
    isEmulator: raw.BOT_EMULATOR,
  }
}

/** Edit distance (Levenshtein), for "did you mean". */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}
