import { compileErrorExit, headlineOf } from '../language.ts'

/** How the program of a language is built and started when it is graded, as parts of a script; "$program" names it. */
export interface StartScript {
  /** Left out where there is nothing to build. */
  build?: string
  start: string
  /** Then it is tried once all tests pass, so that no run on the way there takes longer. */
  isCostly?: boolean
  /** In words, for whoever reads that it failed. */
  shown: (program: string) => string
}

/** Before what the script says, so that no line of a test is taken for it by mistake. What forges it deceives only itself. */
const mark = '@@program-start'
const portHex = '1F90'
const outFile = '/box/tmp/program-start.out'
/** A program that is up by then would be waited for when it is graded. */
const triesOf50Ms = 30

/**
 * Runs a command, and then starts the program beside it as a graded run does. What it ends with is the command's own end;
 * how the start went is told on lines of their own.
 */
export function withStart(script: StartScript, program: string, command: readonly string[]): string[] {
  const { build, start, isCostly = false } = script
  const lines = [
    'program=$1; shift',
    '"$@"; code=$?',
    `if [ $code = ${compileErrorExit} ]; then exit $code; fi`,
    `echo "${mark} tests-ended $code"`,
    ...(isCostly ? ['if [ $code != 0 ]; then exit $code; fi'] : []),
    ...(build === undefined
      ? []
      : [`${build} >${outFile} 2>&1 || { echo "${mark} not-built"; head -c 4000 ${outFile}; exit $code; }`]),
    `listens() { grep -qsE ':${portHex} [0-9A-F]+:[0-9A-F]+ 0A ' /proc/net/tcp /proc/net/tcp6; }`,
    'if listens; then exit $code; fi',
    `PORT=8080 UPSTREAM_URL=http://127.0.0.1:9090 ${start} >${outFile} 2>&1 & started=$!`,
    'lives() { grep -qsE "^State:[[:space:]]*[^ZX]" /proc/$started/status; }',
    `tries=0; while lives && ! listens && [ $tries -lt ${triesOf50Ms} ]; do sleep 0.05; tries=$((tries + 1)); done`,
    'if lives; then kill -9 $started; exit $code; fi',
    `wait $started; echo "${mark} ended $?"; head -c 4000 ${outFile}`,
    'exit $code',
  ]
  return ['sh', '-c', lines.join('\n'), 'sh', program, ...command]
}

/** Reads what such a script says between the lines of its command. */
export class StartReport {
  /** How the command before it ended; null while it has not. */
  testsExitCode: number | null = null
  #trouble: 'not-built' | { exitCode: number } | null = null
  #said = ''

  /** Answers whether the line belongs to the start, and so to no test. */
  takes(line: string): boolean {
    const [, what = '', code = ''] =
      /^@@program-start (tests-ended|not-built|ended) ?(\d{0,3})$/.exec(line) ?? []
    if (what === 'tests-ended') this.testsExitCode = Number(code)
    else if (what === 'not-built') this.#trouble = 'not-built'
    else if (what === 'ended') this.#trouble = { exitCode: Number(code) }
    else if (this.#trouble !== null) this.#said += `${line}\n`
    else return this.testsExitCode !== null && line === ''
    return true
  }

  get isBuilt(): boolean {
    return this.#trouble !== 'not-built'
  }

  /** What went wrong and what the program or the compiler said of it; null where it started. */
  trouble(shown: string): { word: string; said: string } | null {
    if (this.#trouble === null) return null
    const why = headlineOf(this.#said.replaceAll(/^# .*$/gm, ''))
    const colon = why === '' ? '.' : `: ${why.replace(/[.:]$/, '')}.`
    const word =
      this.#trouble === 'not-built'
        ? `The program does not compile as it is built when it is graded (${shown})${colon}`
        : `The program does not start as it is started when it is graded (${shown}): it ended with exit code ${this.#trouble.exitCode} before it listened on its port${colon}`
    return { word, said: this.#said }
  }
}
