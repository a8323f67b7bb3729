import { describe, expect, it } from 'vitest'
import { scorecardDraftSchema } from '#contracts/api/reviews.ts'
import { scorecardIssues } from '../../../server/reviews/scorecard.ts'

const form = { rubricIds: ['errors', 'tests'], attributeIds: ['craft'] }
const complete = scorecardDraftSchema.parse({
  rubric: { errors: 3, tests: 2 },
  attributes: { craft: 'star' },
  recommendation: 'yes',
  reason: 'Errors of the upstream are told apart and named, and the tests show it.',
  reasonAttribute: 'craft',
})

describe('scorecardIssues', () => {
  it('finds nothing in a complete card', () => expect(scorecardIssues(complete, form)).toEqual([]))

  it.each([
    ['rubric.tests', { rubric: { errors: 3 } }],
    ['attributes.craft', { attributes: {} }],
    ['recommendation', { recommendation: null }],
    ['reason', { reason: '   too short   ' }],
    ['reasonAttribute', { reasonAttribute: null }],
    ['reasonAttribute', { reasonAttribute: 'nonsense' }],
    ['rubric.style', { rubric: { errors: 3, tests: 2, style: 4 } }],
  ] as const)('names %s', (path, change) => {
    expect(scorecardIssues({ ...complete, ...change }, form).map((issue) => issue.path)).toEqual([path])
  })
})
