import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

const run = promisify(execFile)
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'puente-retrieve-'))
})
afterAll(() => rm(dir, { recursive: true }))
const retrieve = (...args: string[]) => run(process.execPath, ['--no-warnings', 'scripts/retrieve.ts', ...args])

describe('npm run retrieve', () => {
  test('one line a query in its order; a bad line gets an error and the rest goes on', async () => {
    const passages = join(dir, 'p.jsonl')
    const queries = join(dir, 'q.jsonl')
    await writeFile(passages, '{"id":"a","text":"The birth certificate"}\nnot json\n{"id":7,"text":"Opening a bank account"}\n{"id":"x"}\n')
    await writeFile(queries, '{"id":"1","text":"acta de nacimiento"}\nbroken\n{"id":2,"text":"bank"}\n')
    const { stdout, stderr } = await retrieve('--passages', passages, '--queries', queries)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { id: '1', hits: [{ id: 'a', score: expect.any(Number) }, { id: '7' }] },
      { error: { code: 'P1002', message: expect.stringContaining('line 2') } },
      { id: '2', hits: [{ id: '7' }, { id: 'a' }] },
    ])
    expect(stderr).toMatch(/passages line 2: .*left out/)
    expect(stderr).toMatch(/passages line 4: .*left out/)
    expect(stderr).toMatch(/passages 2 of 2/)
  })

  test('without its files it says how it is used', async () => {
    await expect(retrieve('--passages', 'p.jsonl')).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('P2009') })
  })
})
