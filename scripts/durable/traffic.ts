import { deliverSms, newSid } from '../bench/load.ts'
import type { Accepted } from './account.ts'

/** Each gets exactly one reply by SMS, whatever was said before. */
const TEXTS = ['perdi mi acta de nacimiento, soy de Puebla', 'gracias', 'como saco mi curp en mexico', 'hola']
const PAUSE_MS = 60
/** Then another phone: who writes more than fifteen a minute is met with silence (bot/stages/stem-flood.ts), which is not what is counted here. */
const TEXTS_A_PHONE = 14

export interface Traffic {
  readonly accepted: readonly Accepted[]
  /** Times that nobody took a message and it was delivered again, as a provider does. */
  again(): number
  /** Lets everybody have their last message acknowledged. */
  stop(): Promise<void>
}

/** People who write one message after the other, each until it is acknowledged, to one of the processes that there are. */
export function startTraffic(people: number, urls: () => readonly string[]): Traffic {
  const accepted: Accepted[] = []
  let again = 0
  let isStopping = false
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const write = async (person: number) => {
    for (let i = 0; !isStopping; i++) {
      const from = `+1346${String(6_000_000 + person + Math.floor(i / TEXTS_A_PHONE) * 1000)}`
      const sms = { from, text: TEXTS[(person + i) % TEXTS.length] ?? '', sid: newSid() }
      for (;;) {
        const all = urls()
        const url = all[Math.floor(Math.random() * all.length)]
        const status = url === undefined ? 0 : await deliverSms(url, sms)
        if (status === 200) break
        if (url !== undefined) again++
        await pause(PAUSE_MS)
      }
      accepted.push({ sid: sms.sid, from, at: performance.now() })
      await pause(Math.random() * people * 20)
    }
  }
  const running = Array.from({ length: people }, (_, person) => write(person))
  return {
    accepted,
    again: () => again,
    async stop() {
      isStopping = true
      await Promise.all(running)
    },
  }
}

/** Waits until the service has nothing open any more. */
export async function drained(url: string): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    await fetch(`${url}/readyz`).then((r) => r.arrayBuffer())
    const text = await (await fetch(`${url}/metrics`)).text()
    quiet = /^puente_jobs_open 0$/m.test(text) ? quiet + 1 : 0
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
