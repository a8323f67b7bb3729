import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { programs } from '../programs.ts'
import { filesOf, openSandboxFixture, type SandboxFixture } from '../sandbox-fixture.ts'

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => {
  expect(await fixture.countBoxes()).toBe(0)
})

const limits = { wallMs: 20_000, memoryMiB: 512, pids: 128, outputKiB: 64 }

describe('a visible run ends in its verdict', () => {
  test.each(programs)('$language: $title → $verdict', async (program) => {
    const result = await fixture.run({
      language: program.language,
      files: filesOf(program.files),
      limits: { ...limits, ...program.limits },
    })
    expect(result, result.output).toMatchObject({
      verdict: program.verdict,
      cause: expect.stringMatching(program.cause),
    })
    expect(Buffer.byteLength(result.output)).toBeLessThanOrEqual(limits.outputKiB * 1024)
    expect(await fixture.countBoxes()).toBe(0)
  })
})

describe('one test alone', () => {
  const goFiles = {
    'go.mod': 'module demo\n\ngo 1.24\n',
    'store/a_test.go': `package store

import "testing"

func TestA(t *testing.T) {
	t.Run("of two", func(t *testing.T) {})
	t.Run("of two more", func(t *testing.T) { t.Fatal("not asked for") })
}

func TestAB(t *testing.T) { t.Fatal("not asked for") }
`,
    'other/a_test.go':
      'package other\n\nimport "testing"\n\nfunc TestA(t *testing.T) { t.Fatal("elsewhere") }\n',
  }
  const typescriptFiles = {
    'package.json': '{"type":"module"}',
    'tsconfig.json': '{"compilerOptions":{"module":"nodenext","types":["node"],"noEmit":true}}',
    'test/a.test.ts': `import { describe, test } from 'node:test'
const fail = () => { throw new Error('not asked for') }
describe('a group (1)', () => {
  test('is $right', () => {})
  test('is $right too', fail)
})
test('is $right in no group', fail)
`,
    'test/b.test.ts':
      "import { test } from 'node:test'\ntest('is $right', () => { throw new Error('elsewhere') })\n",
  }

  test.each([
    ['go', goFiles, { suite: 'demo/store', path: ['TestA', 'of_two'] }, [['TestA', 'of_two'], ['TestA']]],
    [
      'typescript',
      typescriptFiles,
      { suite: 'test/a.test.ts', path: ['a group (1)', 'is $right'] },
      [['a group (1)', 'is $right']],
    ],
  ] as const)('%s: runs that test and no other', async (language, files, only, ran) => {
    const asked = { suite: only.suite, path: [...only.path] }
    const result = await fixture.run({ language, files: filesOf(files), only: asked })
    expect(result, result.output).toMatchObject({ verdict: 'passed' })
    expect(result.tests.map(({ path }) => path)).toEqual(ran)
  })

  test.each(['go', 'typescript'] as const)('%s: a test that is not there is no test', async (language) => {
    const files = filesOf(language === 'go' ? goFiles : typescriptFiles)
    const suite = language === 'go' ? 'demo/store' : 'test/a.test.ts'
    expect(await fixture.run({ language, files, only: { suite, path: ['TestNone'] } })).toMatchObject({
      verdict: 'no_tests',
      tests: [],
    })
  })
})

describe('while it runs', () => {
  test('phases and output are told in order', async () => {
    const told: string[] = []
    const { tests } = await fixture.run(
      { language: 'go', files: filesOf(programs[0]!.files) },
      { onPhase: (phase) => told.push(phase), onOutput: (text) => text && told.push('text') },
    )
    expect([...new Set(told)].filter((word) => word !== 'text')).toEqual([
      'building',
      'testing',
      'collecting',
    ])
    expect(told).toContain('text')
    expect(tests).toMatchObject([{ name: 'TestIt', suite: 'demo', status: 'passed' }])
  })

  test('a run that is called off leaves nothing behind', async () => {
    const calledOff = new AbortController()
    const onPhase = (phase: string) => phase === 'testing' && calledOff.abort()
    const endless = programs.find((program) => program.verdict === 'timed_out')!
    await fixture.run(
      { language: 'go', files: filesOf(endless.files) },
      { signal: calledOff.signal, onPhase },
    )
    expect(await fixture.countBoxes()).toBe(0)
  })
})
