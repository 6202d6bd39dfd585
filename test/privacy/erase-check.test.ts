import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'

const check = async (store: string) => {
  const args = ['--no-warnings', 'scripts/erase-check.ts', '--store', store]
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 4_000_000 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { isOk: boolean; total: number }
}

// The two wait most of their time, for connections to be let go: side by side they take as long as one.
test('npm run erase-check: nothing of an erased person is found anywhere, on either store', async () => {
  const all = await Promise.all([check('sqlite'), check('postgres')])
  expect(all).toMatchObject(['sqlite', 'postgres'].map((store) => ({ store, isOk: true, total: 0, restored: { people: 0, erased: 2 } })))
}, 420_000)
