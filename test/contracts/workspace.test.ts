import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, pathProblem, workspaceLimits, type Change } from '#contracts/workspace.ts'

describe('pathProblem', () => {
  it.each([
    'main.go',
    'src/deep/er/file.test.ts',
    'README',
    'ünïcode.md',
    '.env.example',
    'a b.txt',
    '.gitignore',
  ])('takes %s', (path) => expect(pathProblem(path)).toBeNull())

  it.each([
    '',
    '/etc/passwd',
    '../up.go',
    'a/../../b',
    'a//b',
    'a/',
    './a',
    '.git/config',
    'sub/.GIT/hooks/x',
    'back\\slash',
    'C:drive',
    'new\nline',
    'nul\0',
    'e\u0301.md',
    'x'.repeat(workspaceLimits.pathBytes + 1),
    Array.from({ length: 13 }, () => 'd').join('/'),
  ])('refuses %j', (path) => expect(pathProblem(path)).toEqual(expect.any(String)))
})

const start = new Map([
  ['a.go', 'A'],
  ['b/c.go', 'C'],
])

describe('applyChanges', () => {
  it('writes, deletes and renames in order', () => {
    const changes: Change[] = [
      { kind: 'write', path: 'new.go', content: 'N' },
      { kind: 'rename', path: 'a.go', to: 'b/a.go' },
      { kind: 'delete', path: 'b/c.go' },
    ]
    const result = applyChanges(start, changes)
    expect(result).toEqual({
      files: new Map([
        ['new.go', 'N'],
        ['b/a.go', 'A'],
      ]),
    })
    expect([...start.keys()]).toEqual(['a.go', 'b/c.go'])
  })

  it.each([
    ['a rename of nothing', [{ kind: 'rename', path: 'no.go', to: 'x.go' }], 'does not exist'],
    ['a rename onto a file', [{ kind: 'rename', path: 'a.go', to: 'b/c.go' }], 'exists already'],
    ['a twin in other case', [{ kind: 'write', path: 'A.go', content: '' }], 'upper and lower case'],
    ['a file where a folder is', [{ kind: 'write', path: 'b', content: '' }], 'both a file and a folder'],
    [
      'too many files',
      Array.from({ length: workspaceLimits.files }, (_, at) => ({
        kind: 'write',
        path: `f${at}`,
        content: '',
      })),
      'files',
    ],
    [
      'too many bytes',
      Array.from({ length: 5 }, (_, at) => ({ kind: 'write', path: `f${at}`, content: 'x'.repeat(500_000) })),
      'MiB',
    ],
  ] as [string, Change[], string][])('refuses %s', (_name, changes, words) => {
    const result = applyChanges(start, changes)
    expect(result).toEqual({ problem: expect.stringContaining(words) })
  })

  it('gives the same files whether changes come in one save or many', () => {
    const change = fc.oneof(
      fc.record({
        kind: fc.constant('write' as const),
        path: fc.constantFrom('p', 'q', 'r'),
        content: fc.string(),
      }),
      fc.record({ kind: fc.constant('delete' as const), path: fc.constantFrom('p', 'q', 'r') }),
    )
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const together = applyChanges(start, changes)
        let files = start
        for (const one of changes) {
          const step = applyChanges(files, [one])
          if ('files' in step) files = step.files
        }
        expect(together).toEqual({ files })
      }),
    )
  })
})
