import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goReasons, tsProject, typescriptReasons } from './reasons.ts'
import { filesOf, openSandboxFixture, type SandboxFixture } from '../sandbox-fixture.ts'

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => expect(await fixture.countBoxes()).toBe(0))

const limits = { wallMs: 30_000, memoryMiB: 1_024, pids: 256, outputKiB: 256 }
const run = (language: 'go' | 'typescript', files: Record<string, string>) =>
  fixture.run({ language, files: filesOf(files), limits })

describe('the line that explains a failure', () => {
  test.each([...goReasons, ...typescriptReasons])('$language: $title', async (reason) => {
    const result = await run(reason.language, reason.files)
    expect(result.output).toContain(reason.explains)
    expect(result, result.output).toMatchObject({
      verdict: reason.verdict,
      cause: expect.stringMatching(reason.cause ?? /./),
    })
    if (reason.beside === null)
      return expect(result.tests.filter((one) => one.status === 'failed')).toEqual([])
    // The output has no room for all of many failures; the list beside it has.
    expect(result.tests).toContainEqual(
      expect.objectContaining({ ...reason.beside, status: 'failed', message: expect.stringMatching(/\S/) }),
    )
    const said = result.tests.filter((one) => one.status === 'failed').map((one) => one.message)
    if (!/^300 /.test(result.cause)) expect(said.join('\n')).toContain(reason.explains)
  })
})

test('what is skipped or still to do has not passed, and says so', async () => {
  const body = `import { test } from 'node:test'
test('one', () => {})
test.skip('two', () => {})
test.todo('three')
test('four', { todo: 'later' }, () => { throw new Error('not yet') })
`
  const result = await run('typescript', { ...tsProject, 'test/a.test.ts': body })
  expect(result).toMatchObject({
    verdict: 'passed',
    cause: 'The one test passed. 3 more were skipped.',
    testCounts: { passed: 1, failed: 0, skipped: 3 },
  })
  expect(result.output).not.toMatch(/✔ (two|three|four)/)
})

test('what is printed is decoded as one stream, live and kept, from both streams', async () => {
  const euros = '€'.repeat(15_000)
  const body = `import { test } from 'node:test'
test('one', () => {
  console.log('${euros}')
  console.error('${euros}')
  process.stdout.write('漢'.repeat(10_000))
})
`
  let live = ''
  const files = filesOf({ ...tsProject, 'test/a.test.ts': body })
  const result = await fixture.run(
    { language: 'typescript', files, limits },
    { onOutput: (text) => (live += text) },
  )
  const goFiles = filesOf({
    'go.mod': 'module demo\n\ngo 1.24\n',
    'a_test.go':
      'package demo\n\nimport (\n\t"fmt"\n\t"os"\n\t"strings"\n\t"testing"\n)\n\nfunc TestIt(t *testing.T) {\n\tfmt.Print(strings.Repeat("€", 30_000))\n\tfmt.Fprint(os.Stderr, strings.Repeat("é", 30_000))\n}\n',
  })
  const goResult = await fixture.run({ language: 'go', files: goFiles, limits })
  for (const text of [result.output, live, goResult.output]) expect(text).not.toContain('\u{fffd}')
  expect(result.output.match(/€/g)).toHaveLength(30_000)
  expect(goResult.output.match(/€/g)).toHaveLength(30_000)
})

test('what a graded program prints is decoded as one stream too', async () => {
  const main =
    'package main\n\nimport (\n\t"fmt"\n\t"log"\n\t"strings"\n)\n\nfunc main() {\n\tfmt.Println(strings.Repeat("é", 20_000))\n\tlog.Fatal(strings.Repeat("€", 50_000))\n}\n'
  const check = "export const checks = [{ id: 'a', title: 'a', expected: 'x', run: async () => 'x' }]\n"
  const result = await fixture.run({
    kind: 'graded',
    language: 'go',
    files: filesOf({ 'go.mod': 'module demo\n\ngo 1.24\n', 'main.go': main }),
    limits,
    graded: { probeFiles: [{ path: 'checks.ts', content: check }], checkIds: ['a'] },
  })
  expect(result).toMatchObject({ verdict: 'crashed' })
  expect(result.output).not.toContain('\u{fffd}')
  expect(result.output.match(/€/g)).toHaveLength(50_000)
})

test('what has not ended at the time limit is named', async () => {
  const files = {
    ...tsProject,
    'test/a.test.ts': "import { test } from 'node:test'\ntest('one', () => {})\n",
    'test/run-lab.test.ts':
      "import { createServer } from 'node:http'\ncreateServer().listen(9090, '127.0.0.1')\n",
  }
  const result = await fixture.run({
    language: 'typescript',
    files: filesOf(files),
    limits: { ...limits, wallMs: 5_000 },
  })
  expect(result).toMatchObject({
    verdict: 'timed_out',
    cause: expect.stringContaining('Not ended: test/run-lab.test.ts.'),
  })
})
