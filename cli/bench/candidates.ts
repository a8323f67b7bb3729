import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findProgram, requirements } from '../../scripts/setup/requirements.ts'
import { ensureClientBuild } from '../../scripts/setup/client-build.ts'
import { openInstallPaths } from '../../scripts/setup/install-paths.ts'
import { runScript } from '../../scripts/setup/run-script.ts'
import { say } from '../../scripts/setup/log.ts'
import { openSecrets } from '../../scripts/setup/secrets.ts'
import { startServices } from '../../scripts/setup/services.ts'
import { figuresOfAbuse } from './abuse/abuse-figures.ts'
import { measureAbuse } from './abuse/measure-abuse.ts'
import { loadFigures } from './load-test/load-figures.ts'
import { measureSubmitting } from './load-test/submitting.ts'
import { measureInteractive } from './load-test/interactive.ts'
import { openServer, type OwnServer } from './load-test/open-server.ts'
import { measureStarting } from './load-test/starting.ts'
import { measureTyping } from './load-test/typing.ts'
import { exitCodeOf, printFigures, type Figure } from './figures.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    abuse: { type: 'boolean', default: false },
    from: { type: 'string', default: process.cwd() },
    'report-only': { type: 'boolean', default: false },
  },
})

const load = values.quick
  ? { people: 400, seconds: 15, starts: 100, ends: 100 }
  : { people: 2_000, seconds: 60, starts: 500, ends: 500 }

await runScript(async ({ onEnd }) => {
  const place = openInstallPaths('test')
  const services = await startServices(place, {
    secrets: openSecrets(place),
    isDurable: true,
    alsoNeeds: [requirements.chromium],
  })
  onEnd(services.stop)
  await ensureClientBuild(place)
  const server = await openServer(services)
  onEnd(server.stop)
  return values.abuse ? measureAttacks(server) : measureLoad(server)
})

/** What one candidate can do to everybody. */
async function measureAttacks(server: OwnServer): Promise<number> {
  const effort = values.quick
    ? { bystanders: 5, seconds: 10, anonymous: 2_000 }
    : { bystanders: 10, seconds: 40, anonymous: 30_000 }
  const attacks = await measureAbuse(server, effort, say)
  return report(figuresOfAbuse(attacks), { effort, attacks })
}

async function measureLoad(server: OwnServer): Promise<number> {
  say(`typing: ${load.people} pages open, a fifth of them typing for ${load.seconds} s`)
  const typing = await measureTyping(server, load)
  // After the typing, since a server that many are about to use has been at work for a while.
  say(`starting: ${load.starts} press start in one second`)
  const starting = await measureStarting(server, load.starts)
  say(`submitting: the time of ${load.ends} is over in the same moment`)
  const submitting = await measureSubmitting(server, load.ends)
  say('browser: the workspace is opened again and again')
  const interactiveMs = await measureInteractive(server, findProgram(requirements.chromium.programs) ?? '')
  const figures = loadFigures({ typing, starting, submitting, interactiveMs })
  return report(figures, { load, starting, typing, submitting, interactiveMs })
}

function report(figures: readonly Figure[], measured: object): number {
  printFigures(figures)
  const host = { cores: availableParallelism(), loadAverage: loadavg(), node: process.version }
  const written = { takenAt: new Date().toISOString(), host, figures, ...measured }
  if (values.json !== undefined)
    writeFileSync(resolve(values.from, values.json), `${JSON.stringify(written, null, 2)}\n`)
  return exitCodeOf(figures, { isReportOnly: values['report-only'] })
}
