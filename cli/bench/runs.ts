import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureSandboxImages } from '../../sandbox-images/build.ts'
import { openDockerSandbox } from '../../workers/sandbox/docker.ts'
import { openInstallPaths } from '../../scripts/setup/install-paths.ts'
import { runScript } from '../../scripts/setup/run-script.ts'
import { say } from '../../scripts/setup/log.ts'
import { openSecrets } from '../../scripts/setup/secrets.ts'
import { startServices } from '../../scripts/setup/services.ts'
import { openInstallation } from './installation.ts'
import { measureFairness, measureWorkload, type Measurement } from './measure.ts'
import { exitCodeOf, figuresOf, printFigures } from './figures.ts'
import { workloads } from './workloads.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    from: { type: 'string', default: process.cwd() },
    only: { type: 'string' },
    'report-only': { type: 'boolean', default: false },
  },
})

const effort = values.quick
  ? { samples: 7, throughputSeconds: 10, queued: 500 }
  : { samples: 20, throughputSeconds: 25, queued: 500 }

await runScript(async ({ onEnd }) => {
  const place = openInstallPaths('test')
  const services = await startServices(place, {
    secrets: openSecrets(place),
    isDurable: true,
    alsoNeeds: [],
  })
  onEnd(services.stop)
  const { dockerHost } = services
  const images = await ensureSandboxImages({ dockerHost, log: say })
  const owner = { installationId: 'bench', workerId: 'bench', bootId: 'bench', runtime: null }
  const sandbox = openDockerSandbox({ dockerHost, owner, now: () => Date.now() })
  const installation = await openInstallation(services)
  onEnd(installation.stop)
  const deps = { installation, sandbox, images, dockerHost, say, onEnd }
  const measurements: Measurement[] = []
  for (const workload of workloads.filter(({ name }) => values.only === undefined || name === values.only))
    measurements.push(await measureWorkload(deps, workload, effort))
  const fairness = await measureFairness(deps, effort)
  const figures = figuresOf(measurements, fairness)
  printFigures(figures)
  const host = { cores: availableParallelism(), loadAverage: loadavg(), node: process.version }
  const report = { takenAt: new Date().toISOString(), host, effort, figures, measurements, fairness }
  if (values.json !== undefined)
    writeFileSync(resolve(values.from, values.json), `${JSON.stringify(report, null, 2)}\n`)
  return exitCodeOf(figures, { isReportOnly: values['report-only'] })
})
