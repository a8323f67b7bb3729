import { posix } from 'node:path'
import type { TestFilter } from '#contracts/runs.ts'
import type { BoxFile } from '../../sandbox/sandbox.ts'
import { compileErrorExit, quoted, versionsIn, type LanguageKit } from '../language.ts'
import { planTests } from './npm-test.ts'
import { openNodeReport } from './typescript-report.ts'
import { noTsconfig } from './describe-typescript-errors.ts'

const compile = [
  `if [ ! -f tsconfig.json ]; then echo '${noTsconfig}'; exit ${compileErrorExit}; fi`,
  `tsc --noEmit --pretty false || exit ${compileErrorExit}`,
].join('\n')
/** What the compiler accepts as the name of a file is found when it runs, in processes that a program starts as well. */
const resolver = '--import=/usr/local/share/resolve.mjs'
const reporter = '--test-reporter=/usr/local/share/reporter.mjs'

export const kit: LanguageKit = {
  // The box's own limit decides, not a smaller one that V8 would choose.
  env: (limits) => ({ NODE_OPTIONS: `--max-old-space-size=${limits.memoryMiB} ${resolver}` }),
  visibleCommand: (only, files = []) => [
    'sh',
    '-c',
    `${compile}; exec node --test ${reporter} "$@"`,
    'sh',
    ...selectTests(only, files),
  ],
  widen: ({ suite, path }) => (path.length > 1 ? { suite, path: path.slice(0, -1) } : null),
  gradedCommand: (entryFile) => ['sh', '-c', `${compile}; exec node "$0"`, programBeside(entryFile)],
  start: {
    start: 'node "$program"',
    shown: (program) => `node ${program}`,
    programOf: programBeside,
    sayMissing: (files, entryFile) => {
      const program = programBeside(entryFile)
      if (files.some(({ path }) => path === program)) return null
      return `There is no ${program}, and it is what is started when your work is graded.`
    },
  },
  openReport: openNodeReport,
  toolsCommand: ['sh', '-c', 'node --version && tsc --version'],
  readTools: (output) =>
    versionsIn(output, { 'Node.js': /\bv(\d[\w.]*)/, TypeScript: /Version (\d[\w.-]*)/ }),
  race: null,
}

/** Node matches the names of a test and of all around it as one, with spaces between. */
function selectTests(only: TestFilter | undefined, files: readonly BoxFile[]): string[] {
  const { flags, patterns } = files.length === 0 ? nothing : planTests(files)
  if (only === undefined) return [...flags, ...patterns]
  const others = flags.filter((flag) => !/^--test-(?:name-pattern|skip-pattern|only|shard)\b/.test(flag))
  return [...others, `--test-name-pattern=${patternOf(only.path)}`, `./${only.suite}`]
}

/** Node trims what it compares with. */
function patternOf(path: readonly string[]): string {
  if (path.every((name) => name === name.trim())) return `^${path.map(quoted).join(' ')}$`
  return String.raw`^\s*${path.map((name) => quoted(name.trim())).join(String.raw`\s+`)}\s*$`
}

const nothing = { flags: [], patterns: [] }

/** The entry file is where a reader begins; the program starts from the main.ts in its folder. */
function programBeside(entryFile: string): string {
  return posix.join(posix.dirname(entryFile), 'main.ts')
}
