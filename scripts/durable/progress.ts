/** One line that counts up on a terminal; elsewhere a line now and then. */
export function showProgress(what: string): (done: number, total: number, more?: string) => void {
  let toldAt = 0
  return (done, total, more = '') => {
    const line = `${what}: ${done} of ${total}${more === '' ? '' : ` · ${more}`}`
    if (process.stderr.isTTY) process.stderr.write(`\r${line.padEnd(78)}${done >= total ? '\n' : ''}`)
    else if (done >= total || performance.now() - toldAt > TELL_EVERY_MS) {
      toldAt = performance.now()
      process.stderr.write(`${line}\n`)
    }
  }
}

const TELL_EVERY_MS = 10_000

/** Prints the figures as one JSON line and ends the process: 0 when all that must hold holds. */
export function finish(figures: Readonly<Record<string, unknown>>, holds: boolean): never {
  console.log(JSON.stringify({ ...figures, ok: holds }))
  process.exit(holds ? 0 : 1)
}
