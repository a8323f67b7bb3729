import { describe, expect, it, test } from 'vitest'
import { rankPaths } from '../../../../client/features/workspaces/search/rank-paths.ts'
import { searchFiles, type SearchQuery } from '../../../../client/features/workspaces/search/search-files.ts'

const files = new Map([
  ['store/cache.go', 'func Get(key string) {\n\treturn get(key)\n}\n// getter: 10 $ (x)\n'],
  ['a.ts', 'const größe = 1\nconst groß = größe + Größe\n'],
])
const query = (text: string, more: Partial<SearchQuery> = {}): SearchQuery => ({
  text,
  isCaseSensitive: false,
  isWholeWord: false,
  isPattern: false,
  ...more,
})
const places = (wanted: SearchQuery) => {
  const outcome = searchFiles(files, wanted)
  if (outcome.kind !== 'found') throw new Error(outcome.reason)
  return outcome.files.flatMap(({ path, matches }) =>
    matches.map((one) => `${path}:${one.line}:${one.column}`),
  )
}

describe('search in all files', () => {
  test.each<[string, SearchQuery, string[]]>([
    ['a text, in any case', query('get'), ['store/cache.go:1:6', 'store/cache.go:2:9', 'store/cache.go:4:4']],
    [
      'in its own case',
      query('get', { isCaseSensitive: true }),
      ['store/cache.go:2:9', 'store/cache.go:4:4'],
    ],
    ['as a whole word', query('get', { isWholeWord: true }), ['store/cache.go:1:6', 'store/cache.go:2:9']],
    [
      'a word with letters beyond ASCII',
      query('größe', { isWholeWord: true }),
      ['a.ts:1:7', 'a.ts:2:14', 'a.ts:2:22'],
    ],
    ['not a part of such a word', query('gro', { isWholeWord: true }), []],
    ['signs that are no pattern', query('$ (x)'), ['store/cache.go:4:15']],
    [
      'a pattern',
      query(String.raw`\bg\w+\(`, { isPattern: true }),
      ['store/cache.go:1:6', 'store/cache.go:2:9'],
    ],
    ['no pattern over more than a line', query(String.raw`\{[\s\S]*return`, { isPattern: true }), []],
    [
      'a pattern that finds nothing at every place',
      query('x*', { isPattern: true }),
      ['store/cache.go:4:18'],
    ],
  ])('%s', (_what, wanted, expected) => {
    expect(places(wanted)).toEqual(expected)
  })

  it('says why a pattern is none', () => {
    expect(searchFiles(files, query('(', { isPattern: true }))).toMatchObject({
      kind: 'no_pattern',
      reason: expect.stringMatching(/group/i),
    })
  })

  it('stops at a thousand places and says so', () => {
    const many = new Map([['a.txt', 'x\n'.repeat(1_500)]])
    expect(searchFiles(many, query('x'))).toMatchObject({ kind: 'found', count: 1_000, isCut: true })
  })

  it('shows a piece of a long line and no more', () => {
    const long = new Map([['a.txt', `${'a'.repeat(5_000)}needle${'b'.repeat(5_000)}`]])
    const outcome = searchFiles(long, query('needle'))
    const [match] = outcome.kind === 'found' ? (outcome.files[0]?.matches ?? []) : []
    expect(match).toMatchObject({ column: 5_001, found: 'needle', before: 'a'.repeat(14) })
    expect(match?.after.length).toBe(160)
  })
})

describe('opening a file by a few letters', () => {
  const paths = ['README.md', 'server/handler.go', 'server/handler_test.go', 'store/hash.go', 'h.go']
  test.each([
    ['handler', ['server/handler.go', 'server/handler_test.go']],
    ['ht', ['server/handler_test.go']],
    ['h.go', ['h.go', 'store/hash.go', 'server/handler.go', 'server/handler_test.go']],
    ['store/', ['store/hash.go']],
    ['README', ['README.md']],
    ['zz', []],
  ])('%s', (typed, expected) => {
    expect(rankPaths(paths, typed).map(({ path }) => path)).toEqual(expected)
  })

  it('lists everything before a letter is typed, and says which letters it found', () => {
    expect(rankPaths(paths, '')).toHaveLength(5)
    expect([...(rankPaths(paths, 'hago')[0]?.at ?? [])].length).toBe(4)
  })
})
