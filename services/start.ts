// The whole run of the service: settings, start, stop on signal. Exit code 78 for what an operator must correct (EX_CONFIG).

import { buildApp } from './build-app.ts'
import { loadSettings } from './config/index.ts'
import { ensureConsole } from './console-api/index.ts'
import { PuenteError } from './errors/index.ts'
import { createLogger } from './observability/index.ts'

const EXIT_CONFIG = 78
const startedAt = performance.now()

try {
  const settings = loadSettings()
  const logger = createLogger(settings.logLevel)
  // Node would print the error's message, and with it perhaps what somebody wrote: only its kind and place are told.
  process.on('uncaughtException', (err) => {
    logger.fatal({ event: 'crash', err })
    process.exit(1)
  })
  const isTty = process.stdout.isTTY
  if (await ensureConsole(process.cwd())) console.log('The console was built.')
  const app = await buildApp({
    settings,
    root: process.cwd(),
    logger,
    onProgress: (done, total) => {
      if (isTty) process.stdout.write(`\rReading the cards for the first time: ${done} of ${total} `)
      else if (done === total || done % 200 < 4) console.log(`Reading the cards for the first time: ${done} of ${total}`)
    },
  })
  console.log(`\nPuente is ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  console.log(`  Chat:       ${app.url}/`)
  if (app.demo) {
    console.log(`  Simulator:  ${app.url}/simulator/   (SMS and WhatsApp phones; local demo provider, no real messages)`)
    // The demo account lives and dies with this process: its token is no secret.
    console.log(
      `  Webhook:    node scripts/send-fake-sms.ts --url ${app.url} --token ${app.demo.authToken} --run "perdi mi acta, soy de Puebla"`,
    )
  }
  console.log(`  Console:    ${app.url}/console/`)
  console.log(`  State:      ${app.url}/readyz\n`)
  if (app.demoStaff) {
    console.log('Demo staff, shown once (address, password, secret for an authenticator app):')
    for (const member of app.demoStaff)
      console.log(`  ${member.role.padEnd(14)} ${member.email.padEnd(22)} ${member.password}  ${member.totpSecret}`)
    console.log('  A code without an app: npm run staff:code -- SECRET\n')
  }

  let isStopping = false
  const stop = (signal: string) => {
    if (isStopping) {
      console.log('Stopped at once; work that was running is taken up at the next start.')
      process.exit(1)
    }
    isStopping = true
    console.log(`${signal}: taking nothing new, finishing what runs (again to force)`)
    const force = setTimeout(() => process.exit(1), settings.stopTimeoutMs)
    app.stop().then(
      () => {
        clearTimeout(force)
        process.exit(0)
      },
      (err) => {
        logger.error({ event: 'stop-failed', err })
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  process.on('SIGHUP', () => {
    void app.reloadContent()
    app.reloadKeys().catch((err) => logger.error({ event: 'keys-not-read', err }))
  })
} catch (error) {
  if (!(error instanceof PuenteError)) throw error
  console.error(`\nPuente did not start.\n${error.message}`)
  process.exit(error.class === 'operator' ? EXIT_CONFIG : 1)
}
