import { describe, expect, it } from 'vitest'
import { buildFileTree } from '../../client/ui/files/build-file-tree.ts'
import { fileChanges } from '../../client/editor/submitted/file-changes.ts'
import { missingParts } from '../../client/features/reviews/scorecard/missing-parts.ts'
import { LiveRuns } from '../../client/features/runs/live-runs.ts'

describe('the file tree', () => {
  it('puts folders first and keeps whole paths', () => {
    const tree = buildFileTree(['go.mod', 'a/b/c.go', 'a/z.go'])
    expect(tree).toEqual([
      {
        name: 'a',
        path: 'a/',
        children: [
          { name: 'b', path: 'a/b/', children: [{ name: 'c.go', path: 'a/b/c.go', children: null }] },
          { name: 'z.go', path: 'a/z.go', children: null },
        ],
      },
      { name: 'go.mod', path: 'go.mod', children: null },
    ])
  })
})

describe('output of a program', () => {
  it('is put together by number, whatever the order it came in', () => {
    const live = new LiveRuns()
    const event = { kind: 'output', runId: 'r', attemptId: 'a' } as const
    live.take({ ...event, seq: 1, text: 'b' })
    live.take({ ...event, seq: 0, text: 'a' })
    live.take({ ...event, seq: 1, text: 'b' })
    expect(live.get('r').text).toBe('ab')
  })
})

describe('a submission against its starter', () => {
  it('says of every file what became of it', () => {
    const file = (path: string, content: string) => ({ path, content })
    const changes = fileChanges(
      [file('a', '1'), file('b', '1'), file('c', '1')],
      [file('a', '1'), file('b', '2'), file('d', '1')],
    )
    expect(Object.fromEntries(changes)).toEqual({ a: 'same', b: 'changed', c: 'removed', d: 'added' })
  })
})

describe('a scorecard', () => {
  const asked = { rubric: [{ id: 'r', title: 'Errors' }], focusAttributes: [{ id: 'f', title: 'Go' }] }
  const complete = {
    rubric: { r: 3 },
    attributes: { f: 'star' as const },
    recommendation: 'yes' as const,
    reason: 'Errors are wrapped with what was tried, and retried only where it helps.',
    reasonAttribute: 'f',
  }

  it('names everything that is missing', () => {
    const empty = { rubric: {}, attributes: {}, recommendation: null, reason: '', reasonAttribute: null }
    expect(missingParts(empty, asked)).toEqual([
      'Errors',
      'Go',
      'your recommendation',
      'a reason of at least 40 characters',
      'the focus attribute your reason is about',
    ])
  })

  it('is complete when nothing is', () => {
    expect(missingParts(complete, asked)).toEqual([])
  })
})
