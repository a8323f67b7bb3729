import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ClaimedRun } from '#contracts/api/worker.ts'
import { claimOf, filesOf, openSandboxFixture, type SandboxFixture } from '../sandbox-fixture.ts'
import { executeRun } from '../../../workers/runs/execute-run.ts'
import { EngineError, type BoxSpec, type Sandbox } from '../../../workers/sandbox/sandbox.ts'

let fixture: SandboxFixture
beforeAll(async () => {
  fixture = await openSandboxFixture()
}, 300_000)
afterAll(async () => {
  expect(await fixture.countBoxes()).toBe(0)
})

/** Answers each request by a goroutine of its own, so whatever it shares is shared by two. */
const server = (handler: string) => `package main

import (
	"fmt"
	"net/http"
	"os"
)

var count int

func main() {
	fmt.Fprintln(os.Stderr, "listening")
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
${handler}
		fmt.Fprint(w, "hello")
	}))
}
`
const programOf = (handler: string, more: Record<string, string> = {}) => ({
  'go.mod': 'module demo\n\ngo 1.24\n',
  'main.go': server(handler),
  ...more,
})
const countsAlone =
  'done := make(chan bool, 2)\n\t\tgo func() { count++; done <- true }()\n\t\tcount++\n\t\t<-done'
const clean = programOf('')
/** Part of the program only where the race detector is. */
const withDetectorOnly = (body: string) => ({ 'race.go': `//go:build race\n\npackage main\n\n${body}\n` })

/** Calls the program a few times and finds everything in order. */
const kit = `const call = () => fetch('http://127.0.0.1:8080/').then((answer) => answer.text(), () => null)
while ((await call()) === null) await new Promise((resolve) => setTimeout(resolve, 50))
const say = (frame) => console.log(JSON.stringify(frame))
say({ type: 'ready', afterMs: 1 })
for (let count = 0; count < 5; count++) await call()
const card = { checkId: 'greets', title: 't', expected: 'e', seen: 's', passed: true, durationMs: 1, timeline: [] }
say({ type: 'card', card })
say({ type: 'finished', checkIds: ['greets'] })
`
const raceCheck = { id: 'no-race', title: 'No race' }

async function grade(files: Record<string, string>, changes: Partial<Wanted> = {}) {
  const opened: BoxSpec[] = []
  const sandbox: Sandbox = {
    ...fixture.sandbox,
    open: (spec) => {
      opened.push(spec)
      return (changes.open ?? fixture.sandbox.open)(spec, opened.length)
    },
  }
  const run = claimOf({
    kind: 'graded',
    language: 'go',
    entryFile: 'main.go',
    files: filesOf(files),
    limits: { wallMs: 60_000, memoryMiB: 512, pids: 128, outputKiB: 64, ...changes.limits },
    graded: { probeFiles: [], checkIds: ['greets'], ...(changes.isAsked === false ? {} : { raceCheck }) },
  })
  const proberKit = filesOf({ 'package.json': '{"type":"module"}', 'kit/run.ts': kit })
  const watch = { signal: new AbortController().signal, onPhase: () => undefined, onOutput: () => undefined }
  const outcome = await executeRun({ ...fixture.execution, sandbox, proberKit }, run, watch)
  if (outcome.kind !== 'verdict') throw new Error(outcome.message)
  const { verdict, evidence } = outcome.result
  return { verdict, card: evidence.find(({ checkId }) => checkId === 'no-race'), evidence, opened }
}

interface Wanted {
  isAsked: boolean
  limits: Partial<ClaimedRun['limits']>
  open: (spec: BoxSpec, count: number) => ReturnType<Sandbox['open']>
}

describe('the card of the race detector', () => {
  test('names the places of a race, and leaves the verdict alone', async () => {
    const { verdict, card, evidence } = await grade(programOf(countsAlone))
    expect({ verdict, checks: evidence.map(({ checkId }) => checkId) }).toEqual({
      verdict: 'passed',
      checks: ['greets', 'no-race'],
    })
    expect(card).toMatchObject({ passed: false, title: 'No race', timeline: [] })
    expect(card?.seen).toMatch(/^\d?.*data races?: .*a (write|read) at main\.go:1[56] in main\.func1/)
    expect(card?.seen).toMatch(/the program’s own word, and no verdict depends on it\.$/)
    expect(await fixture.countBoxes()).toBe(0)
  })
  test('says that there was none', async () => {
    const { verdict, card } = await grade(clean)
    expect(verdict).toBe('passed')
    expect(card).toMatchObject({ passed: true, seen: expect.stringMatching(/^No data race was reported\./) })
  })
  test('is not there, and no second pair of boxes, where nobody asked', async () => {
    const { verdict, evidence, opened } = await grade(programOf(countsAlone), { isAsked: false })
    expect(verdict).toBe('passed')
    expect(evidence).toHaveLength(1)
    expect(opened).toHaveLength(2)
  })
  test('is not there for a program that does not compile', async () => {
    const { verdict, evidence, opened } = await grade(programOf('undefinedName()'))
    expect({ verdict, evidence, boxes: opened.length }).toEqual({
      verdict: 'compile_error',
      evidence: [],
      boxes: 2,
    })
  })
})

describe('a second run that goes wrong is a sentence on the card and nothing more', () => {
  const notLookedAt = (reason: RegExp) => ({
    passed: false,
    couldNotLook: true,
    seen: expect.stringMatching(
      new RegExp(`^Could not be looked at: .*${reason.source}.* says nothing about`),
    ),
  })
  test.each([
    ['does not build', withDetectorOnly('var broken = undefinedName'), /does not compile/],
    ['ends at once', withDetectorOnly('import "os"\n\nfunc init() { os.Exit(3) }'), /exit code 3/],
    ['floods its output', withDetectorOnly('func init() { for { println("yes") } }'), /More was printed/],
  ])('%s', async (_title, more, reason) => {
    const { verdict, card } = await grade(programOf('', more))
    expect(verdict).toBe('passed')
    expect(card).toMatchObject(notLookedAt(reason))
  })
  test('meets the time limit', async () => {
    const more = withDetectorOnly('import "time"\n\nfunc init() { time.Sleep(time.Hour) }')
    const { verdict, card } = await grade(programOf('', more), { limits: { wallMs: 15_000 } })
    expect(verdict).toBe('passed')
    expect(card).toMatchObject(notLookedAt(/time limit of 15 s/))
  })
  test.each([
    ['has no box for the program', 3],
    ['has no box for the prober', 4],
  ])('%s', async (_title, refused) => {
    const open: Wanted['open'] = (spec, count) =>
      count === refused
        ? Promise.reject(new EngineError('Docker refused "create"'))
        : fixture.sandbox.open(spec)
    const { verdict, card } = await grade(clean, { open })
    expect(verdict).toBe('passed')
    expect(card).toMatchObject(notLookedAt(/boxes of the second run failed us/))
    expect(await fixture.countBoxes()).toBe(0)
  })
})

test('a program that forges a report harms its own card and nothing else', async () => {
  const lines = [
    'WARNING: DATA RACE',
    'Write at 0x01 by goroutine 1:',
    '  main.x()',
    '      /etc/passwd:1 +0x1',
    '',
    'Previous write at 0x01 by goroutine 2:',
  ]
  const forged = `fmt.Fprint(os.Stderr, ${JSON.stringify(`${lines.join('\n')}\n`)})`
  const { verdict, card } = await grade(programOf(forged))
  expect(verdict).toBe('passed')
  expect(card?.seen).toMatch(/^1 data race: a write outside of .*, and a write outside of/)
})
