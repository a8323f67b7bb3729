import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { freePorts, runProber } from '../prober/run-prober.ts'
import { manifestOf, mutantsOf, mutate, pathIn } from './read-exercise.ts'
import { startCandidate } from './start-candidate.ts'

const id = 'typescript-seed-lab'
const checkIds = manifestOf(id).checks.map((check) => check.id)
const compiler = fileURLToPath(new URL('../../node_modules/typescript-7/bin/tsc', import.meta.url))
const execute = promisify(execFile)

async function grade(directory: string) {
  const [own, upstream] = await freePorts()
  const stop = startCandidate(directory, { own, upstream })
  try {
    return await runProber({ directory: pathIn(id), candidatePort: own, upstreamPort: upstream })
  } finally {
    await stop()
  }
}

/** The visible tests by name, as the runner of Node tells them. */
async function runVisibleTests(directory: string) {
  const args = ['--test', '--test-reporter=tap', 'test/**/*.test.ts']
  // A runner inside a runner would report to the outer one instead of its output.
  const env = { PATH: process.env['PATH'] }
  const { stdout } = await execute(process.execPath, args, { cwd: directory, env, encoding: 'utf8' }).catch(
    (failed: { stdout: string }) => failed,
  )
  const lines = stdout.split('\n')
  return {
    passed: lines.filter((line) => line.startsWith('ok ')).length,
    failed: lines.filter((line) => line.startsWith('not ok ')).length,
  }
}

describe('the solution', () => {
  test('passes every check', { timeout: 90_000 }, async () => {
    const { cards, frames } = await grade(pathIn(id, 'solution'))
    expect(cards.filter((card) => !card.passed)).toEqual([])
    expect(frames.at(-1)).toEqual({ type: 'finished', checkIds })
  })

  test('passes the visible tests and its own', { timeout: 60_000 }, async () => {
    const { passed, failed } = await runVisibleTests(pathIn(id, 'solution'))
    expect({ failed, hasOwn: passed > 9 }).toEqual({ failed: 0, hasOwn: true })
  })

  test('passes the type check', { timeout: 60_000 }, async () => {
    await execute(process.execPath, [compiler, '--noEmit'], { cwd: pathIn(id, 'solution') })
  })
})

describe('the starter', () => {
  test('fails every check, each with its own words', { timeout: 90_000 }, async () => {
    const { cards } = await grade(pathIn(id, 'starter'))
    expect(cards.map((card) => card.checkId)).toEqual(checkIds)
    expect(cards.filter((card) => card.passed)).toEqual([])
  })

  test('has visible tests of which some fail', { timeout: 60_000 }, async () => {
    expect(await runVisibleTests(pathIn(id, 'starter'))).toEqual({ passed: 2, failed: 7 })
  })

  test('passes the type check', { timeout: 60_000 }, async () => {
    await execute(process.execPath, [compiler, '--noEmit'], { cwd: pathIn(id, 'starter') })
  })
})

// They mostly wait, so several at once cost little and take a quarter of the time.
describe('the mutants', { concurrent: true }, () => {
  test.for(mutantsOf(id))('$name: $title', { timeout: 120_000 }, async ({ name, mustFail }, { expect }) => {
    await using mutant = await mutate(id, name)
    const { cards } = await grade(mutant.directory)
    const failed = cards.filter((card) => !card.passed).map((card) => card.checkId)
    expect(failed).toEqual(expect.arrayContaining(mustFail))
    expect(failed.length).toBeLessThan(checkIds.length)
  })
})
