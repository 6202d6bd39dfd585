import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildApp } from '../../services/build-app.ts'
import { loadSettings } from '../../services/config/index.ts'
import { createLogger } from '../../services/observability/index.ts'
import { makeDemoOffice } from '../../services/staff/index.ts'
import { codeFor } from '../support/codes.ts'
import { consoleClient } from '../support/console-client.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const run = promisify(execFile)
let folder: string
let t: TestApp | undefined
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'puente-staff-'))
})
afterAll(async () => {
  await t?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The command as an operator types it. */
async function inviteByCommand(...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, DATA_DIR: folder, NODE_ENV: 'test', PUBLIC_URL: 'https://puente.example' }
  return (await run(process.execPath, ['--no-warnings', 'scripts/staff-invite.ts', ...args], { env })).stdout
}

describe('npm run staff:invite', () => {
  let link = ''

  test('without arguments it lists the offices and tells how', async () => {
    expect(await inviteByCommand()).toMatch(/Offices:[\s\S]*Usage: npm run staff:invite/)
  })

  test('makes an office, and a link that is shown once: only its hash is kept', async () => {
    const args = ['--new-office', 'Casa Nueva', '--country', 'gt', '--timezone', 'America/Guatemala']
    const said = await inviteByCommand(...args, '--email', 'eva@example.org', '--name', 'Eva', '--role', 'supervisor')
    link = /https:\/\/puente\.example\/console\/#\/invitation\/\S+/.exec(said)?.[0] ?? ''
    expect(link).not.toBe('')
    expect(await inviteByCommand()).toContain('Casa Nueva (gt)')
  })

  test('a role or an office that does not exist invites nobody', async () => {
    expect(await inviteByCommand('--email', 'x@example.org', '--name', 'X', '--role', 'king')).toMatch(/Usage/)
    await expect(
      inviteByCommand('--email', 'x@example.org', '--name', 'X', '--role', 'caseworker', '--office', 'nowhere'),
    ).rejects.toMatchObject({
      code: 78,
    })
  })

  test('whoever opens it chooses a password, enters a code, and has the role and the office', async () => {
    t = await startTestApp({ DATA_DIR: folder })
    const rows = await t.app.store.db.selectFrom('invitation').selectAll().execute()
    const token = link.split('/').at(-1) ?? ''
    expect(JSON.stringify(rows)).not.toContain(token)
    const client = consoleClient(t.app.url)
    const { totpUri } = await client.ok<{ totpUri: string }>('POST', '/invitations/accept', { token, password: 'una clave larga' })
    await client.ok('POST', '/invitations/confirm', {
      token,
      code: await codeFor(new URL(totpUri).searchParams.get('secret') ?? ''),
    })
    expect(await client.ok('GET', '/me')).toMatchObject({ firstName: 'Eva', role: 'supervisor', officeName: 'Casa Nueva' })
  }, 180_000)
})

describe('demo staff', () => {
  const production = {
    NODE_ENV: 'production',
    PORT: '0',
    PUBLIC_URL: 'https://puente.example',
    MASTER_KEY: 'ab'.repeat(32),
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: '0'.repeat(32),
    TWILIO_SMS_FROM: '+15005550006',
  }
  const start = (dataDir: string) =>
    buildApp({ settings: loadSettings({ ...production, DATA_DIR: dataDir }), root: process.cwd(), logger: createLogger('silent') })

  test('is made with passwords of chance, shown at the first start, never logged, and never made again', async () => {
    const made = t?.app.demoStaff ?? []
    expect(made.map((member) => member.role).sort()).toEqual([
      'administrator',
      'caseworker',
      'caseworker',
      'caseworker',
      'consulate',
      'curator',
      'mental-health',
      'supervisor',
    ])
    expect(new Set(made.map((member) => member.password)).size).toBe(8)
    for (const { password, totpSecret } of made) {
      expect(t?.logs()).not.toContain(password)
      expect(t?.logs()).not.toContain(totpSecret)
    }
    expect(await makeDemoOffice({ engine: t?.app.store } as never)).toBeUndefined()
    await t?.stop()
    t = undefined
  })

  test('production does not start on a database that has it, whatever else is set right', async () => {
    await expect(start(folder)).rejects.toMatchObject({ code: 'P2011' })
  }, 180_000)

  test('production makes none', async () => {
    const app = await start(join(folder, 'real'))
    expect(app.demoStaff).toBeUndefined()
    expect(await app.store.db.selectFrom('staff').selectAll().execute()).toEqual([])
    expect(await app.store.db.selectFrom('office').selectAll().execute()).toEqual([])
    await app.stop()
  }, 180_000)
})
