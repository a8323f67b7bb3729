import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureClientBuild } from '../../../scripts/setup/client-build.ts'
import { openInstallPaths } from '../../../scripts/setup/install-paths.ts'
import { say } from '../../../scripts/setup/log.ts'
import { runScript } from '../../../scripts/setup/run-script.ts'
import { openSecrets } from '../../../scripts/setup/secrets.ts'
import { startServices } from '../../../scripts/setup/services.ts'
import { exitCodeOf, judged, printFigures, type Figure } from '../figures.ts'
import { openServer } from '../load-test/open-server.ts'
import { p50, p95 } from '../statistics.ts'
import { measureBoard, type BoardMeasurement } from './measure-board.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    from: { type: 'string', default: process.cwd() },
    'report-only': { type: 'boolean', default: false },
  },
})

const effort = values.quick
  ? { invitations: 1_000, boards: 5, changes: 50, seconds: 5 }
  : { invitations: 10_000, boards: 5, changes: 200, seconds: 10 }

await runScript(async ({ onEnd }) => {
  const place = openInstallPaths('test')
  const services = await startServices(place, { secrets: openSecrets(place), isDurable: true, alsoNeeds: [] })
  onEnd(services.stop)
  await ensureClientBuild(place)
  const server = await openServer(services)
  onEnd(server.stop)
  say(`board: ${effort.invitations} invitations, ${effort.boards} boards open, ${effort.changes} changes`)
  const measured = await measureBoard(server, effort)
  const figures = figuresOf(measured)
  printFigures(figures)
  const host = { cores: availableParallelism(), loadAverage: loadavg(), node: process.version }
  const written = { takenAt: new Date().toISOString(), host, figures, effort, ...measured }
  if (values.json !== undefined)
    writeFileSync(resolve(values.from, values.json), `${JSON.stringify(written, null, 2)}\n`)
  return exitCodeOf(figures, { isReportOnly: values['report-only'] })
})

function atMost(plain: Omit<Figure, 'isReached' | 'workload' | 'mustBe'>): Figure {
  return judged({ ...plain, workload: 'board', mustBe: 'at most' })
}

function figuresOf(measured: BoardMeasurement): Figure[] {
  return [
    ...figuresOfChanges(measured),
    atMost({
      what: 'first page, idle, p50',
      value: p50(measured.firstPageMs),
      unit: 'ms',
      bar: 300,
      detail: `p95 ${p95(measured.firstPageMs).toFixed(0)} ms`,
    }),
    ...Object.entries(measured.filterMs).map(([name, took]) =>
      atMost({
        what: `filter "${name}", idle, p50`,
        value: p50(took),
        unit: 'ms',
        bar: 150,
        detail: `p95 ${p95(took).toFixed(0)} ms, / first page ${(p50(took) / p50(measured.firstPageMs)).toFixed(2)}`,
      }),
    ),
  ]
}

function figuresOfChanges({ rowsOfEach, bytesOfEach, announcedToEach, cpuShare, seconds }: BoardMeasurement) {
  const rows = Math.max(...rowsOfEach)
  return [
    atMost({
      what: 'rows to each board / changes',
      value: rows / effort.changes,
      unit: '',
      bar: 1,
      detail: `${rows} rows, ${Math.min(...announcedToEach)} to ${Math.max(...announcedToEach)} announcements`,
    }),
    atMost({
      what: 'bytes to each board, uncompressed',
      value: Math.max(...bytesOfEach) / 1_000,
      unit: 'kB',
      bar: 1_000,
      detail: '',
    }),
    atMost({
      what: 'server CPU while it changes, of one core',
      value: cpuShare * 100,
      unit: '%',
      bar: 25,
      detail: `over ${seconds.toFixed(1)} s`,
    }),
  ]
}
