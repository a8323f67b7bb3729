import { describe, expect, test } from 'vitest'
import type { TestResult } from '#contracts/runs.ts'
import { headlineOf, placesOfResult, placesOfTest } from '../../../client/lib/text/code-places.ts'

const failed = (message: string, suite = 'demo'): TestResult => ({
  name: 'it',
  suite,
  status: 'failed',
  durationMs: 1,
  message,
})
const paths = [
  'board_test.go',
  'board.go',
  'store/board_test.go',
  'test/a.test.ts',
  'test/help.ts',
  'src/a.ts',
]
const places = (test: TestResult) =>
  placesOfTest(test, paths).map(({ path, line, message }) => [path, line, message])

test('an error after the end of a test points at that test', () => {
  const late = failed(
    'Error: Test "one" at test/a.test.ts:4:1 generated asynchronous activity after the test ended. This activity created',
    'test/a.test.ts',
  )
  expect(places({ ...late, kind: 'file' })).toMatchObject([
    ['test/a.test.ts', 4, expect.stringMatching(/^Error: /)],
  ])
})

describe('a failed Go test points at its lines', () => {
  test.each<[string, TestResult, unknown[]]>([
    [
      'its message',
      failed('    board_test.go:37: status 404, want 200\n--- FAIL: TestIt (0.00s)\n'),
      [['board_test.go', 37, 'status 404, want 200']],
    ],
    [
      'each of several',
      failed('    board_test.go:3: one\n    board_test.go:5: two\n'),
      [
        ['board_test.go', 3, 'one'],
        ['board_test.go', 5, 'two'],
      ],
    ],
    [
      'a message of more lines',
      failed('    board_test.go:3: got\n        {1}\n        want\n    --- FAIL: x\n        no more\n'),
      [['board_test.go', 3, 'got\n{1}\nwant']],
    ],
    ['a subtest, deeper', failed('        board_test.go:9: deep\n'), [['board_test.go', 9, 'deep']]],
    [
      'the file of its own package',
      failed('    board_test.go:4: x', 'demo/store'),
      [['store/board_test.go', 4, 'x']],
    ],
    ['a package that is not in the workspace', failed('    other_test.go:4: x'), []],
    [
      'a panic, at the innermost line of its own',
      failed(
        'panic: boom [recovered]\n\ngoroutine 7 [running]:\ntesting.tRunner()\n\t/usr/lib/go-1.24/src/testing/testing.go:1690 +0x1\ndemo.x()\n\t/box/work/board.go:12 +0x1d\ndemo.TestIt()\n\t/box/work/board_test.go:7 +0x1d\n',
      ),
      [['board.go', 12, 'panic: boom [recovered]']],
    ],
    [
      'a data race',
      failed(
        '==================\nWARNING: DATA RACE\nRead at 0x00c by goroutine 8:\n  demo.x()\n      /box/work/board.go:3 +0x1\n',
      ),
      [['board.go', 3, 'A data race was seen here.']],
    ],
    ['colours in it', failed('    board_test.go:3: \u001b[31mred\u001b[0m'), [['board_test.go', 3, 'red']]],
  ])('%s', (_what, result, expected) => {
    expect(places(result)).toEqual(expected)
  })
})

describe('a failed TypeScript test points at its lines', () => {
  const stack = 'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n1 !== 2\n\n'
  test.each<[string, string, unknown[]]>([
    [
      'the assertion',
      `${stack}    at TestContext.<anonymous> (file:///box/work/test/a.test.ts:5:10)\n    at node:internal/test_runner:1:1`,
      [
        [
          'test/a.test.ts',
          5,
          'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n1 !== 2',
        ],
      ],
    ],
    [
      'where it was thrown and where the test called it',
      'Error: no\n    at help (file:///box/work/test/help.ts:2:9)\n    at TestContext.<anonymous> (/box/work/test/a.test.ts:8:3)',
      [
        ['test/help.ts', 2, 'Error: no'],
        ['test/a.test.ts', 8, 'Error: no'],
      ],
    ],
    ['no place of its own', 'Error: no\n    at node:internal/x:1:1', []],
    ['a file outside', 'Error: no\n    at x (file:///box/work/../etc/passwd:1:1)', []],
    ['no words', '    at x (file:///box/work/src/a.ts:1:1)', [['src/a.ts', 1, 'The test failed here.']]],
  ])('%s', (_what, message, expected) => {
    expect(places(failed(message, 'test/a.test.ts'))).toEqual(expected)
  })
})

describe('code that does not compile points at its lines', () => {
  const build = (output: string) =>
    placesOfResult({ verdict: 'compile_error', tests: [], output }, paths).map(({ path, line, message }) => [
      path,
      line,
      message,
    ])
  test.each([
    [
      'Go',
      '# demo [demo.test]\n./board.go:3:2: undefined: x\nstore/board_test.go:4:1: missing return\n\thave ()\n\twant (int)\nFAIL\tdemo [build failed]\n',
      [
        ['board.go', 3, 'undefined: x'],
        ['store/board_test.go', 4, 'missing return\nhave ()\nwant (int)'],
      ],
    ],
    [
      'TypeScript',
      "src/a.ts(3,5): error TS2322: Type 'string' is not assignable.\n  And why.\nother.ts(1,1): error TS1: x\n",
      [['src/a.ts', 3, "error TS2322: Type 'string' is not assignable.\nAnd why."]],
    ],
    [
      'the same twice',
      './board.go:3:2: undefined: x\n./board.go:3:2: undefined: x\n',
      [['board.go', 3, 'undefined: x']],
    ],
  ])('%s', (_what, output, expected) => {
    expect(build(output)).toEqual(expected)
  })

  test('a test that passed points nowhere', () => {
    const passed: TestResult = { ...failed('    board_test.go:3: logged'), status: 'passed' }
    expect(
      placesOfResult({ verdict: 'passed', tests: [passed], output: './board.go:3:2: x' }, paths),
    ).toEqual([])
  })

  test('a test that failed through one inside it leaves the pointing to that one', () => {
    const outer = { ...failed('    board_test.go:3: logged'), path: ['TestA'] }
    const inner = { ...failed('        board_test.go:5: wanted 3'), path: ['TestA', 'inner'] }
    const found = placesOfResult({ verdict: 'failed', tests: [inner, outer], output: '' }, paths)
    expect(found.map(({ line }) => line)).toEqual([5])
  })
})

test.each([
  ['status 404, want 200', 'status 404, want 200'],
  [
    'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n1 !== 2\n',
    'Expected values to be strictly equal: 1 !== 2',
  ],
  ['TypeError: x is not a function', 'x is not a function'],
  ['got\n{1}\nwant', 'got'],
  ['x'.repeat(200), `${'x'.repeat(139)}…`],
])('beside a line stands one line: %#', (message, expected) => {
  expect(headlineOf(message)).toBe(expected)
})
