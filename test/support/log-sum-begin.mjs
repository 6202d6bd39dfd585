import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Jest's globalSetup: every test process adds its figures to this folder. */
export default function begin() {
  process.env.TEST_LOG_SUM = mkdtempSync(join(tmpdir(), 'puente-log-sum-'))
}
