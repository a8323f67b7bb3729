import { posix } from 'node:path'
import type { TestFilter } from '#contracts/runs.ts'
import type { BoxFile } from '../../sandbox/sandbox.ts'
import { openGoReport } from './go-report.ts'
import { compileErrorExit, exactly, versionsIn, type LanguageKit } from '../language.ts'

const plain: LanguageKit = {
  env: () => ({}),
  visibleCommand: (only) => ['go', 'test', '-vet=off', '-json', ...selectTests(only)],
  gradedCommand: (entryFile) => buildAndStart('go build', entryFile),
  start: {
    build: 'go build -o /box/tmp/program "$program"',
    start: '/box/tmp/program',
    isCostly: true,
    shown: (program) => `go build ${program === '.' ? '.' : program}`,
    programOf: folderOf,
    sayMissing: sayMissingMain,
  },
  openReport: openGoReport,
  toolsCommand: ['go', 'version'],
  readTools: (output) => versionsIn(output, { Go: /\bgo(\d[\w.]*)/ }),
  race: null,
}

/** The race detector needs cgo, and nothing else does. A race fails the visible test that it was seen in. */
const withRaceDetector: LanguageKit = {
  ...plain,
  // A program goes on after a race, so that the next one is seen too; at its end it does not wait for more.
  env: () => ({ CGO_ENABLED: '1', GORACE: 'halt_on_error=0 atexit_sleep_ms=0 log_path=stderr' }),
  visibleCommand: (only) => ['go', 'test', '-race', '-vet=off', '-json', ...selectTests(only)],
  gradedCommand: (entryFile) => buildAndStart('go build -race', entryFile),
}

export const kit: LanguageKit = { ...plain, race: withRaceDetector }

/** Go matches a test's path level by level. */
function selectTests(only: TestFilter | undefined): string[] {
  if (only === undefined) return ['./...']
  return ['-run', only.path.map(exactly).join('/'), only.suite]
}

function buildAndStart(build: string, entryFile: string): string[] {
  const script = `${build} -o /box/tmp/program "$0" || exit ${compileErrorExit}; exec /box/tmp/program`
  return ['sh', '-c', script, folderOf(entryFile)]
}

function sayMissingMain(files: readonly BoxFile[], entryFile: string): string | null {
  const folder = posix.dirname(entryFile)
  const isMain = ({ path, content }: BoxFile) =>
    posix.dirname(path) === folder &&
    /(?<!_test)\.go$/.test(path) &&
    /^package main\b/m.test(content) &&
    /^func main\(\)/m.test(content)
  if (files.some(isMain)) return null
  return `There is no func main in package main beside ${entryFile}, and there the program is built when it is graded.`
}

function folderOf(entryFile: string): string {
  return `./${posix.dirname(entryFile)}`
}
