import type { Browser } from 'playwright-core'
import { openChromium } from '../../services/print/index.ts'

/** A real Chromium for tests: the one that prints. */
export async function openBrowser(): Promise<Browser> {
  return await openChromium()
}
