import { describe, expect, it } from 'vitest'
import { checksVersionProblem, compareVersions } from '../../../server/regrades/checks-version.ts'
import { compareGradings } from '../../../server/regrades/compare-gradings.ts'

describe('what came out otherwise', () => {
  const before = { verdict: 'failed', held: { greets: true, hangs: false } } as const

  it.each([
    ['nothing', { verdict: 'failed', held: { hangs: false, greets: true } }, null],
    [
      'a check alone',
      { verdict: 'failed', held: { greets: false, hangs: false } },
      { before: 'failed', after: 'failed', flipped: [{ checkId: 'greets', before: true, after: false }] },
    ],
    [
      'the verdict alone',
      { verdict: 'timed_out', held: { greets: true, hangs: false } },
      { before: 'failed', after: 'timed_out', flipped: [] },
    ],
    [
      'checks that came and went',
      { verdict: 'failed', held: { greets: true, leaves: true } },
      {
        before: 'failed',
        after: 'failed',
        flipped: [
          { checkId: 'hangs', before: false, after: null },
          { checkId: 'leaves', before: null, after: true },
        ],
      },
    ],
  ] as const)('%s', (_what, after, difference) => {
    expect(compareGradings(before, after)).toEqual(difference)
  })

  it('all of it, where there was no verdict before', () => {
    expect(compareGradings(null, { verdict: 'passed', held: { greets: true } })).toEqual({
      before: null,
      after: 'passed',
      flipped: [{ checkId: 'greets', before: null, after: true }],
    })
  })
})

describe('versions', () => {
  it.each([
    ['1.0.0', '1.0.0', 0],
    ['1.2.0', '1.10.0', -1],
    ['2.0.0', '1.9.9', 1],
    ['1.0.1', '1.0.0', 1],
  ] as const)('%s against %s', (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign))

  it('the same version may always judge', () => {
    const version = {
      exercise_id: 'a',
      version: '1.0.0',
      manifest: { language: 'go', entryFile: '.' },
    } as const
    expect(checksVersionProblem(version, version)).toBeNull()
  })
})
