import { describe, expect, test } from 'vitest'
import { kit as goKit } from '../../../workers/languages/go/kit.ts'
import type { LanguageKit } from '../../../workers/languages/language.ts'
import { kit as typescriptKit } from '../../../workers/languages/typescript/kit.ts'

const read = (kit: LanguageKit, lines: (object | string)[]) => {
  const reader = kit.openReport()
  const shown = lines.map((line) => reader.takeLine(typeof line === 'string' ? line : JSON.stringify(line)))
  return { ...reader.report(), shown: shown.join(''), hasBegun: reader.hasBegun() }
}

describe('the report of go test -json', () => {
  const event = (Action: string, more: object = {}) => ({
    Time: '2026-01-01T00:00:00Z',
    Action,
    Package: 'demo',
    ...more,
  })

  test('gives each test with what it said', () => {
    const { tests, shown, hasBegun } = read(goKit, [
      event('start'),
      event('run', { Test: 'TestA' }),
      event('output', { Test: 'TestA', Output: '=== RUN   TestA\n' }),
      event('output', { Test: 'TestA', Output: '    a_test.go:3: wanted 3\n' }),
      event('output', { Test: 'TestA', Output: '--- FAIL: TestA (0.50s)\n' }),
      event('fail', { Test: 'TestA', Elapsed: 0.5 }),
      event('skip', { Test: 'TestB', Elapsed: 0 }),
      event('fail', { Elapsed: 0.6 }),
    ])
    expect(hasBegun).toBe(true)
    expect(tests).toEqual([
      {
        name: 'TestA',
        path: ['TestA'],
        suite: 'demo',
        status: 'failed',
        durationMs: 500,
        message: '    a_test.go:3: wanted 3\n--- FAIL: TestA (0.50s)\n',
      },
      { name: 'TestB', path: ['TestB'], suite: 'demo', status: 'skipped', durationMs: 0, message: '' },
    ])
    expect(shown).not.toContain('=== RUN')
    expect(shown).toContain('wanted 3')
  })

  test('gives a subtest the path that it has in its test', () => {
    const { tests } = read(goKit, [
      event('pass', { Test: 'TestA/of_two/a' }),
      event('pass', { Test: 'TestA' }),
    ])
    expect(tests.map(({ path }) => path)).toEqual([['TestA', 'of_two', 'a'], ['TestA']])
  })

  test('tells a build failure', () => {
    const { tests, hasBuildFailure, shown } = read(goKit, [
      { ImportPath: 'demo', Action: 'build-output', Output: './a.go:3:2: undefined: x\n' },
      { ImportPath: 'demo', Action: 'build-fail' },
      event('fail', { FailedBuild: 'demo' }),
    ])
    expect({ tests, hasBuildFailure, shown }).toEqual({
      tests: [],
      hasBuildFailure: true,
      shown: './a.go:3:2: undefined: x\n',
    })
  })

  test('shows a line that is no event as it is, and never fails on one', () => {
    const lines = ['plain text', '{"Action":', '{"Action":7}', '[]', '{}', 'null']
    expect(read(goKit, lines)).toMatchObject({ tests: [], shown: `${lines.join('\n')}\n` })
  })

  test('keeps at most 2,000 tests, failures before others, and 8,000 characters of a message', () => {
    const many = Array.from({ length: 2_100 }, (_, index) => event('pass', { Test: `T${index}`, Elapsed: 0 }))
    const { tests, counts } = read(goKit, [...many, event('fail', { Test: 'Last', Elapsed: 0 })])
    expect(tests).toHaveLength(2_000)
    expect(tests).toContainEqual(expect.objectContaining({ name: 'Last', status: 'failed' }))
    expect(counts).toEqual({ passed: 2_100, failed: 1, skipped: 0 })
    const chatty = [event('output', { Test: 'T', Output: 'x'.repeat(20_000) }), event('fail', { Test: 'T' })]
    expect(read(goKit, chatty).tests[0]!.message.length).toBe(8_000)
  })
})

describe('the report of node --test', () => {
  const event = (type: string, more: object = {}) => ({
    type,
    name: 'it',
    nesting: 0,
    file: '/box/work/src/a.test.ts',
    kind: 'test',
    ...more,
  })

  test('gives each test with what it said', () => {
    const { tests, shown } = read(typescriptKit, [
      event('test:stdout', { message: 'hello\n' }),
      event('test:pass', { durationMs: 3 }),
      event('test:fail', { name: 'other', nesting: 1, durationMs: 4, message: 'AssertionError: 1 !== 2' }),
      event('test:fail', { name: 'group', kind: 'suite', message: '1 subtest failed' }),
    ])
    expect(tests).toEqual([
      { name: 'it', path: ['it'], suite: 'src/a.test.ts', status: 'passed', durationMs: 3, message: '' },
      {
        name: 'other',
        path: ['group', 'other'],
        suite: 'src/a.test.ts',
        status: 'failed',
        durationMs: 4,
        message: 'AssertionError: 1 !== 2',
      },
    ])
    expect(shown).toBe('hello\n✔ it\n✖ other\n  AssertionError: 1 !== 2\n✖ group\n')
  })

  test('puts each test into the groups around it, file by file', () => {
    const pass = (name: string, nesting: number, more: object = {}) =>
      event('test:pass', { name, nesting, ...more })
    const other = { file: '/box/work/src/b.test.ts' }
    const { tests } = read(typescriptKit, [
      pass('alone', 0),
      pass('deep', 2),
      pass('deep too', 2),
      pass('inner', 1, { kind: 'suite' }),
      pass('beside', 1),
      pass('elsewhere', 1, other),
      pass('outer', 0, { kind: 'suite' }),
      pass('next', 1),
      pass('a test with subtests', 0),
      pass('its own outer', 0, { ...other, kind: 'suite' }),
    ])
    expect(tests.map(({ path }) => path)).toEqual([
      ['alone'],
      ['outer', 'inner', 'deep'],
      ['outer', 'inner', 'deep too'],
      ['outer', 'beside'],
      ['its own outer', 'elsewhere'],
      ['a test with subtests', 'next'],
      ['a test with subtests'],
    ])
  })

  test('does not count a file as a test', () => {
    const file = event('test:fail', { name: 'src/a.test.ts', message: 'test failed' })
    const { tests, counts } = read(typescriptKit, [file])
    expect(counts).toEqual({ passed: 0, failed: 0, skipped: 0 })
    expect(tests.map(({ kind }) => kind)).toEqual(['file'])
  })
})
