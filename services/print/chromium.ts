import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')
const CACHE = join(ROOT, 'node_modules/.cache')
const UNPACK = `import('@sparticuz/chromium').then((m) => m.default.executablePath())`
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--font-render-hinting=none']

/** Every request that leaves this machine ends at a closed port: neither a printed page nor a visitor's page may need one. */
const OFFLINE = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost'

/**
 * The one door to a real Chromium, for printing and for tests. It comes from npm with the shared libraries and a font of its own,
 * so that a machine with nothing but Node has it: no apt, no download. Unpacked once per version, into node_modules/.cache.
 * Its environment is this and nothing else: keys and tokens of the service do not reach it.
 */
export async function openChromium(): Promise<Browser> {
  const folder = await unpacked()
  return await chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [...FLAGS, OFFLINE],
    headless: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf'), HOME: folder },
  })
}

/** Where Chromium lies; two processes that start together both unpack, and the second one to finish steps back. */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'node_modules/@sparticuz/chromium/package.json'), 'utf8')) as { version: string }
  const folder = join(CACHE, `chromium-${version}`)
  if (existsSync(folder)) return folder
  await mkdir(CACHE, { recursive: true })
  const partial = await mkdtemp(join(CACHE, 'chromium-partial-'))
  // In a process of its own: the package unpacks to the temporary folder, and its libraries only where it sees Amazon Linux.
  const env = { TMPDIR: partial, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', UNPACK], { cwd: ROOT, env })
  const font = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`
  await writeFile(join(partial, 'fonts.conf'), font)
  await rename(partial, folder).catch(async () => await rm(partial, { recursive: true, force: true }))
  return folder
}
