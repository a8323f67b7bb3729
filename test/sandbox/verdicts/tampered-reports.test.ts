import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimOf, filesOf, openSandboxFixture, type SandboxFixture } from '../sandbox-fixture.ts'
import { executeRun } from '../../../workers/runs/execute-run.ts'

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => {
  expect(await fixture.countBoxes()).toBe(0)
})

const program = {
  'package.json': '{"type":"module"}',
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', types: ['node'], noEmit: true, erasableSyntaxOnly: true },
  }),
  'main.ts': `import { createServer } from 'node:http'
createServer((request, response) => response.end('hello')).listen(Number(process.env.PORT), '127.0.0.1')
`,
}
const checkIds = ['one', 'two', 'three']
const probes = `const check = (id) => ({
  id, title: id, expected: 'hello',
  async run({ candidate, expect }) {
    expect.equal((await candidate.send({ path: '/' })).text, 'hello', 'the answer')
    return 'hello'
  },
})
export const checks = ${JSON.stringify(checkIds)}.map(check)
`

/** The first frame, a card for each check, and the last frame, as the kit wrote them; answers what is printed in their place. */
type Meddle = (lines: string[]) => string[]

/** The real kit does its work; what it says goes through somebody else's hands before it leaves the box. */
function meddledKit(meddle: Meddle, exitCode: number) {
  const through = `import { spawnSync } from 'node:child_process'
const { stdout } = spawnSync(process.execPath, ['kit/honest.ts'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
const meddle = ${meddle}
process.stdout.write(meddle(stdout.trimEnd().split('\\n')).join('\\n'), () => process.exit(${exitCode}))
`
  const kit = fixture.execution.proberKit.map(({ path, content }) => ({
    path: path === 'kit/run.ts' ? 'kit/honest.ts' : path,
    content,
  }))
  return [...kit, { path: 'kit/run.ts', content: through }]
}

function grade(meddle: Meddle, exitCode = 0) {
  const execution = { ...fixture.execution, proberKit: meddledKit(meddle, exitCode) }
  const run = claimOf({
    kind: 'graded',
    language: 'typescript',
    entryFile: 'main.ts',
    files: filesOf(program),
    graded: { probeFiles: filesOf({ 'checks.ts': probes }), checkIds },
  })
  const watch = { signal: new AbortController().signal, onPhase: () => undefined, onOutput: () => undefined }
  return executeRun(execution, run, watch)
}

const asItIs: Meddle = (lines) => lines

describe('what a prober said of a program that does everything right', () => {
  test('passes untouched', async () => {
    expect(await grade(asItIs)).toMatchObject({ kind: 'verdict', result: { verdict: 'passed' } })
  })

  test.each<[string, Meddle, RegExp]>([
    ['one card dropped', (lines) => lines.toSpliced(2, 1), /"three" came where "two" was due/],
    ['one card doubled', (lines) => lines.toSpliced(2, 0, lines[2]!), /"two" came twice/],
    [
      'two cards in each other’s place',
      (lines) => lines.with(2, lines[3]!).with(3, lines[2]!),
      /"three" came where "two" was due/,
    ],
    [
      'the last frame cut in two',
      (lines) => lines.with(-1, lines.at(-1)!.slice(0, -10)),
      /a line is not a frame/,
    ],
    ['everything after a card cut off', (lines) => lines.slice(0, 4), /the last frame is missing/],
    [
      'a card added',
      (lines) => lines.toSpliced(4, 0, lines[3]!.replace('"three"', '"four"')),
      /"four" is not expected/,
    ],
  ])('with %s is our failure, never a pass', async (_title, meddle, fault) => {
    expect(await grade(meddle)).toMatchObject({
      kind: 'platform_error',
      message: expect.stringMatching(fault),
    })
  })

  test('is our failure, never a pass, when the prober leaves with a complaint', async () => {
    expect(await grade(asItIs, 1)).toMatchObject({
      kind: 'platform_error',
      message: expect.stringMatching(/did not finish: exit code 1/),
    })
  })
})
