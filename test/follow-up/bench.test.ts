import { execFile } from 'node:child_process'
import { expect, test } from '@jest/globals'

/** The figures of one small run. How long answers take on a busy machine is for the large run to tell, not for a test. */
const figures = () =>
  new Promise<Record<string, number>>((resolve, reject) => {
    const args = ['--no-warnings', 'scripts/bench-follow-up.ts', '--count', '200', '--seconds', '6']
    execFile(process.execPath, args, { maxBuffer: 1e7 }, (error, stdout, stderr) => {
      const line = stdout.split('\n').find((one) => one.startsWith('{'))
      if (line) resolve(JSON.parse(line) as Record<string, number>)
      else reject(new RangeError(stderr, { cause: error }))
    })
  })

test('what is due at once leaves within the send rate, and nobody is asked twice', async () => {
  const { due, asked = 0, left = 0, mostInAMinute = 0, perMinute = 0 } = await figures()
  expect(due).toBe(200)
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThanOrEqual(asked)
  expect(mostInAMinute).toBeLessThanOrEqual(perMinute * 1.2)
}, 120_000)
