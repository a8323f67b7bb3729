import { expect, test } from 'vitest'
import { findFlips } from '../../../cli/verdicts/find-flips.ts'

const submissions = [{ attemptId: 'a', exerciseId: 'x', what: 'x solution' }]
const required = new Map([['x', ['greets', 'hangs']]])
const graded = (held: Record<string, boolean>, verdict: 'passed' | 'failed' = 'failed') => ({
  attemptId: 'a',
  verdict,
  held,
})

test('no flip where all came out alike, whatever an optional check did', () => {
  const gradings = [
    graded({ greets: true, hangs: false, stretch: true }),
    graded({ hangs: false, greets: true, stretch: false }),
    graded({ greets: true, hangs: false }),
  ]
  expect(findFlips(submissions, gradings, required)).toEqual([])
})

test('a verdict, a check, and a check that is missing once are flips', () => {
  const gradings = [
    graded({ greets: true, hangs: true }, 'passed'),
    graded({ greets: false, hangs: true }),
    graded({ greets: true }, 'passed'),
  ]
  expect(findFlips(submissions, gradings, required)).toEqual([
    { what: 'x solution', of: 'verdict', seen: ['passed', 'failed', 'passed'] },
    { what: 'x solution', of: 'greets', seen: ['held', 'did not hold', 'held'] },
    { what: 'x solution', of: 'hangs', seen: ['held', 'held', 'not there'] },
  ])
})
