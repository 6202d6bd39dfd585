import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from '@jest/globals'

const EXIT_CONFIG = 78
let folder: string | undefined

afterEach(async () => {
  if (folder) await rm(folder, { recursive: true, force: true })
  folder = undefined
})

/** Starts the service with these settings and waits for its end. */
async function startAndEnd(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child: ChildProcess = spawn(process.execPath, ['--no-warnings', 'services/main.ts'], {
    env: { PATH: process.env.PATH, NODE_ENV: 'test', DATA_DIR: ':memory:', LOG_LEVEL: 'silent', PORT: '0', ...env },
  })
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  await once(child, 'close')
  return { code: child.exitCode, said }
}

test('every wrong setting is told at once, with what to write', async () => {
  const { code, said } = await startAndEnd({ PORT: 'eighty', TURN_CONCURRENCY: '0', MASTER_KEY: 'abc' })
  expect(code).toBe(EXIT_CONFIG)
  for (const name of ['PORT', 'TURN_CONCURRENCY', 'MASTER_KEY']) expect(said).toMatch(new RegExp(`- ${name}: .+\\. Write`))
})

test('production without an account, key or https address does not start', async () => {
  const { code, said } = await startAndEnd({ NODE_ENV: 'production' })
  expect(code).toBe(EXIT_CONFIG)
  for (const name of ['TWILIO_ACCOUNT_SID', 'MASTER_KEY', 'PUBLIC_URL']) expect(said).toContain(name)
})

test('a taken port is told before anything slow', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const { code, said } = await startAndEnd({ PORT: String(port) })
  await new Promise((resolve) => other.close(resolve))
  expect(code).toBe(EXIT_CONFIG)
  expect(said).toContain(`P2004`)
  expect(said).toContain(String(port))
})

test('a folder that cannot be written', async () => {
  const { code, said } = await startAndEnd({ DATA_DIR: '/dev/null/puente' })
  expect(code).toBe(EXIT_CONFIG)
  expect(said).toContain('P2005')
})

test('a database that does not answer', async () => {
  const { code, said } = await startAndEnd({ DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:9/none' })
  expect(code).toBe(EXIT_CONFIG)
  expect(said).toContain('P2006')
  expect(said).not.toContain('nothing@')
})

test('broken content: every fault with file and line', async () => {
  folder = await mkdtemp(join(tmpdir(), 'puente-start-'))
  await cp('content', folder, { recursive: true })
  await writeFile(join(folder, 'cards/mx/id-card.yaml'), 'id: : broken')
  await writeFile(join(folder, 'messages/fr.json'), '{')
  const { code, said } = await startAndEnd({ CONTENT_DIR: folder })
  expect(code).toBe(EXIT_CONFIG)
  expect(said).toContain('content/cards/mx/id-card.yaml:1')
  expect(said).toContain('content/messages/fr.json')
}, 120_000)
