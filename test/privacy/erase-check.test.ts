import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'

test('npm run erase-check: nothing of an erased person is found anywhere', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', 'scripts/erase-check.ts'], { maxBuffer: 4_000_000 })
  const figures = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { isOk: boolean; total: number }
  expect(figures).toMatchObject({ isOk: true, total: 0, restored: { people: 0, erased: 1 } })
}, 240_000)
