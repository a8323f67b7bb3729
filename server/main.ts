import { pino } from 'pino'
import { readServerConfig } from './config.ts'
import { openDemo } from './demo/seed-demo.ts'
import type { Deps } from './deps.ts'
import { issueStaffLink } from './staff/staff-links.ts'
import { hasAdmin } from './staff/store.ts'
import { startServer } from './start-server.ts'

/** What a person should open now. Printed plainly: it is for eyes, not for a log collector. */
async function welcome(deps: Deps): Promise<string> {
  const now = await deps.clock.now()
  const lines = [`Fairtime is at ${deps.publicUrl}`, '']
  if (!(await hasAdmin(deps.db))) {
    const link = await issueStaffLink(deps, deps.db, { purpose: 'first_admin', now })
    lines.push('  Create the first admin (once):', `    ${link}`, '')
  }
  if (deps.config.demo) {
    for (const { label, link } of await openDemo(deps)) lines.push(`  Demo, ${label}:`, `    ${link}`)
    lines.push('')
  }
  return lines.join('\n')
}

const config = readServerConfig(process.env)
const log = pino({ level: config.logLevel, base: { process: 'server' } })
const server = await startServer({ config, log })

let stopping = false
const stop = (signal: string) => {
  if (stopping) return
  stopping = true
  log.info({ signal }, 'stopping')
  server.stop().then(
    () => process.exit(0),
    (err: unknown) => {
      log.error({ err }, 'did not stop cleanly')
      process.exit(1)
    },
  )
}
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGINT', () => stop('SIGINT'))

process.stdout.write(`${await welcome(server.deps)}\n`)
