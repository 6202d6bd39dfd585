import { beforeEach, describe, expect, test } from '@jest/globals'
import { guardModule } from '../../services/channels/guard.ts'
import type { Channel, OutgoingMessage } from '../../services/channels/index.ts'
import { PuenteError } from '../../services/errors/index.ts'

let now: number
let calls: number
let fault: PuenteError | undefined
const changes: boolean[] = []
const message = {
  messageId: 'm',
  conversationId: 'c',
  address: '+13465550000',
  reply: { text: 'x', choices: [], kind: 'notice' },
} as OutgoingMessage
let channel: Channel

beforeEach(() => {
  now = 0
  calls = 0
  fault = undefined
  changes.length = 0
  const plain: Channel = {
    name: 'sms',
    capabilities: {} as Channel['capabilities'],
    async send() {
      calls++
      if (fault) throw fault
      return { providerId: 'SM1', segments: 1 }
    },
  }
  const guarded = guardModule(
    { channels: [plain], provider: 'one' },
    { clock: () => new Date(now), onProviderChange: (_name, isDown) => void changes.push(isDown) },
  )
  channel = guarded.channels[0] as Channel
})
const codeOf = () =>
  channel.send(message).then(
    () => 'sent',
    (error: PuenteError) => error.code,
  )
const down = async () => {
  fault = new PuenteError('P3003')
  for (let i = 0; i < 5; i++) await codeOf()
}

describe('the circuit breaker of a provider', () => {
  test('after five failures in a row nothing is handed over, and whoever wants to is told how long to wait', async () => {
    await down()
    const before = calls
    const refusal = await channel.send(message).catch((error: PuenteError) => error)
    expect([calls, changes]).toEqual([before, [true]])
    expect(refusal).toMatchObject({ code: 'P3006', retryAfterMs: 2000 })
  })

  test('it asks again with one call at a time, ever less often, at least once a minute, and closes with the first answer', async () => {
    await down()
    const pauses: number[] = []
    for (let i = 0; i < 8; i++) {
      const { retryAfterMs } = (await channel.send(message).catch((error: PuenteError) => error)) as PuenteError
      pauses.push(retryAfterMs ?? 0)
      now += retryAfterMs ?? 0
      const before = calls
      expect(await Promise.all([codeOf(), codeOf(), codeOf()])).toEqual(['P3003', 'P3006', 'P3006'])
      expect(calls).toBe(before + 1)
    }
    expect(pauses).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
    fault = undefined
    now += 60_000
    expect([await codeOf(), await codeOf(), changes]).toEqual(['sent', 'sent', [true, false]])
  })

  test('a refusal is an answer: it never opens', async () => {
    fault = new PuenteError('P3001')
    for (let i = 0; i < 20; i++) expect(await codeOf()).toBe('P3001')
    expect([calls, changes]).toEqual([20, []])
  })
})
