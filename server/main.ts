import { pino } from 'pino'
import { runUntilSignalled } from '#platform/run-until-signalled.ts'
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

/** Less than a container engine waits before it kills; requests, queues and database connections close well within it. */
const forceQuitAfterMs = 28_000
const config = readServerConfig(process.env)
const log = pino({ level: config.logLevel, base: { process: 'server' } })
const server = await startServer({ config, log })

runUntilSignalled({ stop: () => server.stop(), forceQuitAfterMs, log })

process.stdout.write(`${await welcome(server.deps)}\n`)
