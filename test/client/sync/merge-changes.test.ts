import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, type Change } from '#contracts/workspace.ts'
import { mergeChanges } from '../../../client/sync/autosave/merge-changes.ts'

const write = (path: string, content: string): Change => ({ kind: 'write', path, content })

describe('merging changes', () => {
  it('sends a file that is written twice once', () => {
    expect(mergeChanges([write('a', '1'), write('b', '1')], [write('a', '2')])).toEqual([
      write('a', '2'),
      write('b', '1'),
    ])
  })

  it('keeps a write apart from an earlier one of another file that had the name before a rename', () => {
    const changes = [write('a', '1'), { kind: 'rename', path: 'a', to: 'b' } as const]
    expect(mergeChanges(changes, [write('a', '2')])).toEqual([...changes, write('a', '2')])
  })

  it('has the same effect as the changes one by one', () => {
    const path = fc.constantFrom('a', 'b', 'c')
    const change: fc.Arbitrary<Change> = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), path, content: fc.string({ maxLength: 3 }) }),
      fc.record({ kind: fc.constant('delete' as const), path }),
      fc.record({ kind: fc.constant('rename' as const), path, to: path }),
    )
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.nat(12), (changes, cut) => {
        const before = new Map([['a', 'old']])
        const apart = applyChanges(before, changes)
        // Only what the editor could have done: a change that makes no sense never reaches the engine.
        fc.pre('files' in apart)
        const merged = applyChanges(
          before,
          mergeChanges(mergeChanges([], changes.slice(0, cut)), changes.slice(cut)),
        )
        expect(merged).toEqual(apart)
      }),
      { numRuns: 500 },
    )
  })
})
