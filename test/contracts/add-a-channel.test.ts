import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Door } from '../support/doors/door.ts'
import { channelContract } from './channel-contract.ts'

const ROOT = process.cwd()
const BUILT = join(ROOT, 'var', `add-a-channel-${process.pid}`)
const COMPILE_MS = 120_000

const page = readFileSync('docs/add-a-channel.md', 'utf8')
/** Code of the page by the path in its first line. */
const files = new Map([...page.matchAll(/```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)```/g)].map((m) => [m[1] ?? '', m[2] ?? ''] as const))

beforeAll(() => {
  for (const [path, code] of files) {
    mkdirSync(dirname(join(BUILT, path)), { recursive: true })
    writeFileSync(join(BUILT, path), withRealImports(path, code))
  }
  const config = { extends: '../../tsconfig.json', include: ['./**/*.ts'] }
  writeFileSync(join(BUILT, 'tsconfig.json'), JSON.stringify(config))
})
afterAll(() => rmSync(BUILT, { recursive: true, force: true }))

/** The page's files lie in a folder of their own: what they import of the repository is pointed to where it is. */
function withRealImports(path: string, code: string): string {
  const pages = [...files.keys()].map((file) => join(ROOT, file))
  return code.replace(/from '(\.[^']+)'/g, (whole, specifier: string) => {
    const target = resolve(ROOT, dirname(path), specifier)
    return pages.includes(target) ? whole : `from '${target.split(sep).join('/')}'`
  })
}

async function open(): Promise<Door> {
  const { postboxDoor } = (await import(join(BUILT, 'test/support/doors/postbox-door.ts'))) as { postboxDoor: () => Promise<Door> }
  return await postboxDoor()
}

describe('docs/add-a-channel.md', () => {
  test(
    'its channel is a folder with one door, and passes the types of this repository',
    async () => {
      expect([...files.keys()]).toEqual([
        'services/channels/postbox/capabilities.ts',
        'services/channels/postbox/routes.ts',
        'services/channels/postbox/send.ts',
        'services/channels/postbox/index.ts',
        'test/support/doors/postbox-door.ts',
      ])
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
      const { stdout } = await promisify(execFile)(process.execPath, [tsc, '--noEmit', '-p', BUILT], { cwd: ROOT }).catch(
        (error: { stdout: string }) => error,
      )
      expect(stdout).toBe('')
    },
    COMPILE_MS,
  )

  test('every file of the repository that it names exists', () => {
    const named = [...page.matchAll(/`((?:services|test)\/[\w./-]+)`/g)].map((m) => m[1] ?? '')
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })
})

channelContract('postbox', open)
