import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Builds the console's page when it is missing or older than its source (first start, update). @returns whether it was built now */
export async function ensureConsole(root: string): Promise<boolean> {
  const built = join(root, 'console', 'dist', 'index.html')
  const source = join(root, 'console', 'src')
  if (!existsSync(source) || (existsSync(built) && statSync(built).mtimeMs >= newest(source))) return false
  // In a process of its own: the service never loads the builder.
  await promisify(execFile)(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', join(root, 'console')], {
    cwd: root,
    // Whatever the service runs as: the development build of the page does not run with the production React.
    env: { NODE_ENV: 'production' },
  })
  return true
}

function newest(folder: string): number {
  return Math.max(...readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, String(name))).mtimeMs))
}
