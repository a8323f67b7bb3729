import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withUses } from '../../scripts/test/changed-files.ts'
import { countTests, parseReport } from '../../scripts/test/report.ts'
import { slowestFiles } from '../../scripts/test/slowest-files.ts'

const file = (status: string, assertionResults = [{}]) => ({ status, assertionResults })

const report = (...testResults: unknown[]) =>
  parseReport(JSON.stringify({ numPassedTests: 5, numFailedTests: 0, testResults }))

describe('the closing lines of a test run', () => {
  it('name the slowest files, the slowest first, and no more than ten', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      path: `test/f${index}.test.ts`,
      ms: index * 1_000,
    }))
    const lines = slowestFiles(many)
    expect(lines).toHaveLength(10)
    expect(lines[0]).toBe('    11.0 s  test/f11.test.ts')
    expect(lines.at(-1)).toBe('     2.0 s  test/f2.test.ts')
  })

  it('count a file that could not be loaded, and whatever else made the run fail', () => {
    expect(countTests(report(file('passed')), 0)).toEqual({ passed: 5, failed: 0 })
    expect(countTests(report(file('passed'), file('failed', [])), 1)).toEqual({ passed: 5, failed: 1 })
    expect(countTests(report(file('passed')), 1)).toEqual({ passed: 5, failed: 1 })
    expect(countTests(parseReport('{"numPassedTests": 5'), 1)).toEqual({ passed: 0, failed: 1 })
  })

  it('count nothing as no failure, as when nothing that a test uses has changed', () => {
    expect(countTests(parseReport('{"numPassedTests":0,"numFailedTests":0,"testResults":[]}'), 0)).toEqual({
      passed: 0,
      failed: 0,
    })
  })
})

describe('what a change touches', () => {
  it.each([
    ['client/features/workspaces/workspace-screen.tsx', 'test/support/browser/browser.ts'],
    ['workers/sandbox/policy.ts', 'test/sandbox/corpus.test.ts'],
    ['sandbox-images/go/Dockerfile', 'test/support/worker/test-worker.ts'],
    ['prober-kit/check.ts', 'test/cli/exercise/made-exercise.ts'],
    ['exercises/go-harbour-board/exercise.yml', 'test/support/server/test-server.ts'],
    ['server/db/migrations/001.sql', 'test/support/server/test-database.ts'],
    ['test/sandbox/corpus/01-fork-bomb-go/case.yml', 'test/sandbox/corpus.test.ts'],
  ])('%s is used by tests that do not import it', (changed, through) => {
    const files = withUses([changed])
    expect(files).toContain(through)
    for (const path of files.slice(1)) expect(existsSync(path), path).toBe(true)
  })

  it('a page of documentation touches no test', () => {
    expect(withUses(['docs/authors.md'])).toEqual(['docs/authors.md'])
  })
})
