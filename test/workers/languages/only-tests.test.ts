import { describe, expect, test } from 'vitest'
import { testFilterSchema } from '#contracts/runs.ts'
import { kit as goKit } from '../../../workers/languages/go/kit.ts'
import { exactly } from '../../../workers/languages/language.ts'
import { kit as typescriptKit } from '../../../workers/languages/typescript/kit.ts'

describe('one test of a run, asked for by its name', () => {
  test('is named to Go level by level, and only in its own package', () => {
    const only = { suite: 'demo/store', path: ['TestCache', 'a|b_(two).*'] }
    const selection = ['-run', String.raw`^TestCache$/^a\|b_\(two\)\.\*$`, 'demo/store']
    expect(goKit.visibleCommand(only)).toEqual(['go', 'test', '-vet=off', '-json', ...selection])
    expect(goKit.race!.visibleCommand(only)).toEqual([
      'go',
      'test',
      '-race',
      '-vet=off',
      '-json',
      ...selection,
    ])
    expect(goKit.visibleCommand()).toEqual(['go', 'test', '-vet=off', '-json', './...'])
  })

  test('is named to Node by all its names, and only in its own file', () => {
    const only = { suite: 'test/a.test.ts', path: ['group', 'does $(touch x); "y" `z`'] }
    const [shell, flag, script, ...rest] = typescriptKit.visibleCommand(only)
    expect([shell, flag]).toEqual(['sh', '-c'])
    // Whatever the name is, the script stays the same: a name is an argument.
    expect(script).toBe(typescriptKit.visibleCommand()[2])
    expect(script).toMatch(/ "\$@"$/)
    expect(rest).toEqual([
      'sh',
      String.raw`--test-name-pattern=^group does \$\(touch x\); "y" ` + '`z`$',
      './test/a.test.ts',
    ])
  })

  test.each(['a', 'a.b', 'a+b (c) [d] {e} ^f$ |g* h?', 'back\\slash', 'é ü 漢'])(
    'a name matches itself and nothing longer: %s',
    (name) => {
      const pattern = new RegExp(exactly(name))
      expect(pattern.test(name)).toBe(true)
      expect([pattern.test(`${name}x`), pattern.test(`x${name}`)]).toEqual([false, false])
    },
  )

  test.each([
    ['a package', { suite: 'example.org/demo-2/store', path: ['TestA'] }, true],
    ['a file in a folder', { suite: 'test/with space/a_b.test.ts', path: ['says "no", then $1'] }, true],
    ['something that looks like an option', { suite: '-exec=sh', path: ['TestA'] }, false],
    ['an absolute path', { suite: '/etc/passwd', path: ['a'] }, false],
    ['a pattern in place of a file', { suite: 'test/*.ts', path: ['a'] }, false],
    ['a name of two lines', { suite: 'demo', path: ['TestA\n-exec'] }, false],
    ['a name that turns the direction of text', { suite: 'demo', path: ['Test\u202eA'] }, false],
    ['a name with half a character', { suite: 'demo', path: ['Test\ud800'] }, false],
    ['no name at all', { suite: 'demo', path: [] }, false],
    ['an empty name', { suite: 'demo', path: [''] }, false],
    ['too long a name', { suite: 'demo', path: ['T'.repeat(301)] }, false],
    ['too deep a path', { suite: 'demo', path: Array.from({ length: 21 }, () => 'T') }, false],
  ])('%s: accepted or refused before anything runs', (_what, only, isAccepted) => {
    expect(testFilterSchema.safeParse(only).success).toBe(isAccepted)
  })
})
