import { execFile } from 'node:child_process'
import { expect, test } from '@jest/globals'

/** Runs a show as its npm script does. @returns the figures of its last line */
function show(name: string, ...args: string[]): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--no-warnings', `scripts/${name}.ts`, ...args], { maxBuffer: 1e7 }, (error, stdout, stderr) => {
      const line = stdout.trim().split('\n').at(-1) ?? ''
      if (line.startsWith('{')) resolve(JSON.parse(line))
      else reject(new RangeError(`${name}: ${error?.message ?? ''} ${stderr.slice(-2000)}`))
    })
  })
}

// The small sizes; the full ones are run by hand (docs/scale.md tells the figures).
test('torture: killed again and again, nothing is lost, doubled or out of order', async () => {
  expect(await show('torture', '--kills', '3', '--people', '12')).toMatchObject({
    lost: 0,
    doubled: 0,
    disordered: 0,
    openJobs: 0,
    ok: true,
  })
}, 180_000)

test('redeliver: webhooks again, at once and after restarts, have no second effect', async () => {
  expect(await show('redeliver', '--count', '200')).toMatchObject({ lost: 0, doubled: 0, ok: true })
}, 180_000)

test('outage: six hours without the provider, everything once and in order afterwards', async () => {
  expect(await show('outage', '--people', '6', '--step-minutes', '60')).toMatchObject({
    hours: 6,
    lost: 0,
    doubled: 0,
    disordered: 0,
    ok: true,
  })
}, 180_000)

test('fuzz: every endpoint, no crash, no 5xx, no hang', async () => {
  expect(await show('fuzz', '--count', '2000')).toMatchObject({ requests: 2000, crashes: 0, serverErrors: 0, hangs: 0, ok: true })
}, 180_000)

// How fast is for the full size on a machine of its own: here what must hold at any speed.
test('load: everybody who is accepted is answered, danger too, and nobody is refused', async () => {
  const told = await show('load', '--seconds', '2', '--accept-seconds', '0.2')
  const figure = expect.any(Number)
  const times = { p50: figure, p95: figure, p99: figure }
  expect(told).toEqual({
    ...{ show: 'load', seconds: 2, cores: figure, answered: figure, answeredPerSecond: figure, barePerSecond: figure, ratio: figure },
    ...{ answeredMs: times, crises: figure, crisisMs: times, warmMb: figure, endMb: figure, growth: figure },
    ...{ acceptPerSecond: figure, acceptMs: times, refused: 0, accepted: figure, lost: 0, ok: expect.any(Boolean) },
    holds: {
      lost: true,
      ratio: expect.any(Boolean),
      memory: expect.any(Boolean),
      crisis: expect.any(Boolean),
      accept: expect.any(Boolean),
    },
  })
  expect(told.crises).toBeGreaterThan(0)
  expect(told.answered).toBeGreaterThan(0)
  // The lanes' people, those in danger, and the hundred who were only accepted.
  expect(told.accepted).toBeGreaterThanOrEqual(Number(told.answered) + Number(told.crises) + 100)
}, 180_000)
