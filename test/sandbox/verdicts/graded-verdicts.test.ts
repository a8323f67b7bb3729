import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { ClaimedRun } from '#contracts/api/worker.ts'
import { exerciseManifestSchema, shareOutChecks } from '#contracts/exercise-manifest.ts'
import { claimOf, filesOf, openSandboxFixture, readFolder, type SandboxFixture } from '../sandbox-fixture.ts'
import { executeRun } from '../../../workers/runs/execute-run.ts'
import type { Box, Sandbox } from '../../../workers/sandbox/sandbox.ts'

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => {
  expect(await fixture.countBoxes()).toBe(0)
})

/** Probes as small as they come: whoever answers "hello" on / passes. */
const smallProbes = filesOf({
  'checks.ts': `export const checks = [{
  id: 'greets', title: 'Greets', expected: 'hello', timeoutMs: 5000,
  async run() {
    const answer = await fetch('http://127.0.0.1:8080/')
    const text = await answer.text()
    return { passed: text === 'hello', seen: text }
  },
}]`,
})
/** Talks like the kit but from a file of the test, so that each way to break a report can be tried. */
const frames = {
  ready: { type: 'ready', afterMs: 1 },
  card: (checkId: string, passed = true) => ({
    type: 'card',
    card: { checkId, title: 't', expected: 'e', seen: 's', passed, durationMs: 1, timeline: [] },
  }),
  finished: (...checkIds: string[]) => ({ type: 'finished', checkIds }),
}
const say = (...lines: object[]) =>
  lines.map((line) => `console.log(${JSON.stringify(JSON.stringify(line))})`).join('\n')
const untilReady = `for (;;) { try { await fetch('http://127.0.0.1:8080/'); break } catch { await new Promise((r) => setTimeout(r, 50)) } }\n`

const goServer = (handler: string, before = '') => ({
  'go.mod': 'module demo\n\ngo 1.24\n',
  'main.go': `package main

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	${before}
	fmt.Println(\`{"type":"card","card":{"checkId":"greets"}}\`)
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { ${handler} }))
}
`,
})
const hello = goServer('fmt.Fprint(w, "hello")')
const limits = { wallMs: 15_000, memoryMiB: 512, pids: 128, outputKiB: 64 }

type Graded = {
  files: Record<string, string>
  kit?: string
  checkIds?: string[]
  limits?: Partial<typeof limits>
}

async function grade({ files, kit, checkIds = ['greets'], limits: changed }: Graded) {
  const proberKit =
    kit === undefined ? undefined : filesOf({ 'package.json': '{"type":"module"}', 'kit/run.ts': kit })
  const execution = proberKit ? { ...fixture.execution, proberKit } : fixture.execution
  const run = claimOf({
    kind: 'graded',
    files: filesOf(files),
    limits: { ...limits, ...changed },
    graded: { probeFiles: smallProbes, checkIds },
  })
  const watch = { signal: new AbortController().signal, onPhase: () => undefined, onOutput: () => undefined }
  return executeRun(execution, run, watch)
}

describe('the prober’s report', () => {
  const word = (...lines: object[]) => untilReady + say(frames.ready, ...lines)
  test('of one good card passes', async () => {
    const outcome = await grade({ files: hello, kit: word(frames.card('greets'), frames.finished('greets')) })
    expect(outcome).toMatchObject({
      kind: 'verdict',
      result: { verdict: 'passed', cause: 'All 1 check saw the expected behaviour.' },
    })
    expect(await fixture.countBoxes()).toBe(0)
  })
  test('of one bad card fails', async () => {
    const outcome = await grade({
      files: hello,
      kit: word(frames.card('greets', false), frames.finished('greets')),
    })
    expect(outcome).toMatchObject({
      result: { verdict: 'failed', evidence: [{ checkId: 'greets', passed: false }] },
    })
  })
})

describe('the candidate’s program', () => {
  const patient = untilReady + say(frames.ready) + '\nawait new Promise((r) => setTimeout(r, 60000))'
  test('that does not compile is told so, with what the compiler said', async () => {
    const outcome = await grade({ files: goServer('undefinedName()'), kit: patient })
    expect(outcome).toMatchObject({
      result: { verdict: 'compile_error', output: expect.stringMatching('undefinedName') },
    })
  })
  test('that is over before the prober could join it gets the same verdict', async () => {
    let candidate: Box | null = null
    const late: Sandbox = {
      ...fixture.sandbox,
      open: async (spec) => {
        await candidate?.ended
        candidate = await fixture.sandbox.open(spec)
        return candidate
      },
    }
    const claim = claimOf({
      kind: 'graded',
      language: 'go',
      entryFile: 'main.go',
      files: filesOf(goServer('undefinedName()')),
      limits,
      graded: { probeFiles: smallProbes, checkIds: ['greets'] },
    })
    const watch = {
      signal: new AbortController().signal,
      onPhase: () => undefined,
      onOutput: () => undefined,
    }
    const outcome = await executeRun({ ...fixture.execution, sandbox: late }, claim, watch)
    expect(outcome).toMatchObject({
      result: { verdict: 'compile_error', output: expect.stringMatching('undefinedName') },
    })
  })
  test('that ends before it listens has crashed', async () => {
    const outcome = await grade({ files: goServer('', 'os.Exit(3)'), kit: patient })
    expect(outcome).toMatchObject({
      result: {
        verdict: 'crashed',
        cause: 'The program ended before it listened on its port (exit code 3).',
      },
    })
  })
  test('that pretends a build failure after it listened has crashed', async () => {
    const untilGone = `while (await fetch('http://127.0.0.1:8080/').then(() => true, () => false));\nawait new Promise((r) => setTimeout(r, 2000))\n`
    const kit =
      untilReady +
      say(frames.ready, frames.card('greets')) +
      `\n${untilGone}` +
      say(frames.finished('greets'))
    const outcome = await grade({
      files: goServer('if served { os.Exit(97) }; served = true', 'served := false'),
      kit,
    })
    expect(outcome).toMatchObject({ result: { verdict: 'crashed', evidence: [{ checkId: 'greets' }] } })
  })
  test('that never ends meets the time limit', async () => {
    const outcome = await grade({ files: hello, kit: patient, limits: { wallMs: 4_000 } })
    expect(outcome).toMatchObject({
      result: { verdict: 'timed_out', cause: 'Still running at the time limit of 4 s.' },
    })
  })
  test('that floods its output is stopped', async () => {
    const outcome = await grade({ files: goServer('for { fmt.Println("yes") }'), kit: patient })
    expect(outcome).toMatchObject({ result: { verdict: 'output_exceeded' } })
  })
})

describe('the exercises of this repository', () => {
  const load = async (id: string, part: string) => {
    const files = await readFolder('exercises', id)
    const manifest = exerciseManifestSchema.parse(
      parse(files.find((file) => file.path === 'exercise.yml')!.content),
    )
    const below = (folder: string) =>
      files.flatMap(({ path, content }) =>
        path.startsWith(`${folder}/`) ? [{ path: path.slice(folder.length + 1), content }] : [],
      )
    const starter = new Map(below('starter').map((file) => [file.path, file.content]))
    for (const file of below(part)) starter.set(file.path, file.content)
    return {
      kind: 'graded',
      language: manifest.language,
      entryFile: manifest.entryFile,
      files: filesOf(Object.fromEntries(starter)),
      limits: manifest.limits.graded,
      graded: { probeFiles: below('probes'), ...shareOutChecks(manifest.checks) },
    } satisfies Partial<ClaimedRun>
  }
  test.each(['go-harbour-board', 'typescript-seed-lab'])(
    '%s: the solution passes and the starter fails, through both boxes',
    async (id) => {
      const solution = await fixture.run(await load(id, 'solution'))
      expect(solution, JSON.stringify(solution.evidence.filter((card) => !card.passed))).toMatchObject({
        verdict: 'passed',
      })
      const starter = await fixture.run(await load(id, 'starter'))
      expect(starter).toMatchObject({ verdict: 'failed' })
      expect(await fixture.countBoxes()).toBe(0)
    },
    300_000,
  )
})
