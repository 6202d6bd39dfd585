import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type App, buildApp } from '../../services/build-app.ts'
import { loadSettings } from '../../services/config/index.ts'
import { createLogger } from '../../services/observability/index.ts'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')

export interface TestApp extends App {
  /** The folder of its database, for tests that start a second app on the same data. */
  readonly dataDir: string
}

/**
 * The whole service with the real model and the real content, on a free port and in a folder of its own that stop() removes.
 * @param env settings as in .env; DATA_DIR given by the caller is left standing
 */
export async function buildTestApp(env: Readonly<Record<string, string>> = {}): Promise<TestApp> {
  const dataDir = env.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'puente-test-')))
  const settings = loadSettings({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', EMBED_WORKERS: '1', DATA_DIR: dataDir, ...env })
  const app = await buildApp({ settings, root: ROOT, logger: createLogger(settings.logLevel) })
  return {
    ...app,
    dataDir,
    async stop() {
      await app.stop()
      if (!env.DATA_DIR) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
