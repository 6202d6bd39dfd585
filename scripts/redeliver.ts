// npm run redeliver -- --count N: webhooks delivered again, many at once, and after the service was killed and stopped: no effect twice.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openStore } from '../services/store/index.ts'
import { startAppProcess } from './bench/app-process.ts'
import { deliverSms, newSid, type Sms, senderNumber } from './bench/load.ts'
import { type Accepted, takeAccount } from './durable/account.ts'
import { finish, showProgress } from './durable/progress.ts'
import { startFaultyProvider } from './durable/provider.ts'
import { drained } from './durable/traffic.ts'

const { values } = parseArgs({ options: { count: { type: 'string', default: '1000' } } })
const count = Number(values.count)
const AT_ONCE = 32
/** Of a person's messages each gets its deliveries from several sides at the same time. */
const messages: Sms[] = Array.from({ length: Math.max(10, Math.ceil(count / 40)) }, (_, i) => ({
  from: senderNumber(i),
  text: 'perdi mi acta de nacimiento, soy de Puebla',
  sid: newSid(),
}))
const dataDir = await mkdtemp(join(tmpdir(), 'puente-redeliver-'))
const provider = await startFaultyProvider()
const options = { dataDir, apiUrl: provider.apiUrl, env: { LOG_LEVEL: 'silent' } }
let app = await startAppProcess(options)
const accepted = new Map<string, Accepted>()
const progress = showProgress('deliveries')
let delivered = 0

async function deliverMany(total: number, from: () => Sms): Promise<void> {
  let left = total
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) {
        const sms = from()
        if ((await deliverSms(app.url, sms)) === 200 && !accepted.has(sms.sid))
          accepted.set(sms.sid, { sid: sms.sid, from: sms.from, at: performance.now() })
        progress(++delivered, count)
      }
    }),
  )
}

const anyone = () => messages[Math.floor(Math.random() * messages.length)] as Sms
// First all of them, each by many at once from the very beginning; then again after a kill, and again after a stop.
let next = 0
const first = Math.ceil(count / 2)
await deliverMany(first, () => messages[Math.floor(next++ / 8) % messages.length] as Sms)
await app.kill()
app = await startAppProcess(options)
await deliverMany(Math.floor(count / 4), anyone)
await app.stop()
app = await startAppProcess(options)
await deliverMany(count - delivered, anyone)
await drained(app.url)
await app.stop()
const engine = await openStore({ databaseUrl: undefined, dataDir })
const account = await takeAccount(engine, [...accepted.values()], provider.taken)
await engine.close()
await provider.stop()
await rm(dataDir, { recursive: true, force: true })
finish(
  { show: 'redeliver', deliveries: delivered, messages: messages.length, ...account },
  account.lost === 0 && account.doubled === 0 && account.openJobs === 0 && account.sent === messages.length,
)
