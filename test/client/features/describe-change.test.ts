import { expect, test } from 'vitest'
import { describeChanges } from '../../../client/features/audit/describe-change.ts'
import { filterOf, readPlace } from '../../../client/features/audit/use-audit-filter.ts'

test('of a change only what is another now is told, then everything else', () => {
  const before = { title: 'Old', exerciseIds: ['a'], answerWorkingDays: 2, zone: null }
  const after = { title: 'New', exerciseIds: ['a'], answerWorkingDays: 3, zone: 'UTC' }
  expect(describeChanges({ before, after, seq: 1, nothing: null })).toEqual([
    { label: 'title', before: 'Old', after: 'New' },
    { label: 'answer working days', before: '2', after: '3' },
    { label: 'zone', before: 'none', after: 'UTC' },
    { label: 'seq', before: null, after: '1' },
  ])
})

test.each([
  [{}, []],
  [{ before: 'a', after: null }, [{ label: 'value', before: 'a', after: 'none' }]],
  [
    { before: { roles: [] }, after: { roles: ['admin'] } },
    [{ label: 'roles', before: 'none', after: 'admin' }],
  ],
  [{ granted: false }, [{ label: 'granted', before: null, after: 'no' }]],
  [
    { handedOver: { to: 'x', invitations: 2 } },
    [{ label: 'handed over', before: null, after: 'to x, invitations 2' }],
  ],
])('%j', (detail, expected) => {
  expect(describeChanges(detail)).toEqual(expected)
})

test('an address is read as far as it can be, and its last day is meant with all of it', () => {
  const read = (text: string) => readPlace(new URLSearchParams(text))
  expect(read('actor=staff:a&from=2026-11-28&to=nonsense&page=7&action=')).toEqual({
    actor: 'staff:a',
    from: '2026-11-28',
  })
  const { from, to } = filterOf({ from: '2026-11-28', to: '2026-11-28' })
  expect(new Date(to!).getTime() - new Date(from!).getTime()).toBe(24 * 3_600_000)
  expect(filterOf({ subject: 'position' })).toEqual({ subject: 'position' })
})
