import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the console's page when it is missing or older than its source (first start, update). @returns whether it was built now */
export async function ensureConsole(root: string): Promise<boolean> {
  const built = join(root, 'console', 'dist', 'index.html')
  const source = join(root, 'console', 'src')
  if (!existsSync(source) || (existsSync(built) && statSync(built).mtimeMs >= newest(source))) return false
  // Loaded only when it is needed: the service itself runs without it.
  const { build } = await import('vite')
  await build({ root: join(root, 'console'), configFile: join(root, 'console', 'vite.config.ts'), logLevel: 'error' })
  return true
}

function newest(folder: string): number {
  return Math.max(...readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, String(name))).mtimeMs))
}
