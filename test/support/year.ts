import { startTestApp, type TestApp, until } from './test-app.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

type Channel = 'sms' | 'whatsapp'

/** The real service on a clock that the test moves by days, and people who write to it. */
export interface Year {
  readonly t: TestApp
  now(): number
  /** The phones that anything ever left to, one for each message. */
  readonly sent: readonly string[]
  /** What ever left to a phone: what is taken back at the provider has left all the same. */
  outOf(phone: string): readonly string[]
  /** What comes back for one message. */
  tell(phone: string, text: string, channel?: Channel): Promise<string>
  /** Days go by with two looks of the service every five days. */
  days(count: number): Promise<void>
  /** Time goes by, and the service looks once. */
  pass(ms: number): Promise<void>
  /** Waits until somebody was asked so often how they are. */
  asked(phone: string, count: number): Promise<void>
}

/** Starts at noon in Central America, so that every look of whole days is by day. */
export async function openYear(env: Record<string, string>): Promise<Year> {
  const startedAt = Date.now()
  let moved = Date.parse('2026-11-25T17:00:00Z')
  const now = () => moved + Date.now() - startedAt
  const t = await startTestApp({ FOLLOW_UP_PER_MINUTE: '600', FOLLOW_UP_RETRY_DAYS: '14', ...env }, () => new Date(now()))
  const seen: { phone: string; text: string }[] = []
  t.provider.onMessage((m) => {
    if (m.direction === 'out') seen.push(m)
  })
  const outOf = (phone: string) => seen.filter((m) => m.phone === phone).map(({ text }) => text)
  /** Nothing is on its way: what waits while days go by would be dropped as outdated. */
  const settled = () =>
    until(async () => {
      const open = t.app.store.db.selectFrom('job').select('id').where('state', '<>', 'dead').where('run_at', '<=', now())
      return (await open.execute()).length === 0
    })
  const pass = async (ms: number) => {
    moved += ms
    await t.app.checkIn()
    await settled()
  }
  return {
    t,
    now,
    get sent() {
      return seen.map(({ phone }) => phone)
    },
    outOf,
    pass,
    async tell(phone, text, channel = 'sms') {
      const before = outOf(phone).length
      await t.provider.deliver({ channel, phone, text })
      await until(() => outOf(phone).length > before)
      await settled()
      return plain(outOf(phone).slice(before).join('\n'))
    },
    async days(count) {
      for (let i = 0; i < count; i += 5) {
        await pass(Math.min(5, count - i) * DAY_MS)
        await pass(MINUTE_MS)
      }
    },
    async asked(phone, count) {
      await until(() => outOf(phone).filter((text) => /podiamos preguntarle/.test(plain(text))).length === count)
    },
  }
}

/** Without accents: SMS takes some of them away. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '')
}
