import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunResult } from '#contracts/runs.ts'
import { testSettings } from '../../support/run/settings.ts'
import {
  openExercisesFolder,
  smallCheckIds,
  type ExercisesFolder,
} from '../../support/worker/small-exercise.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { startTestWorker } from '../../support/worker/test-worker.ts'
import { replaceFiles, storedGrading } from './graded-attempt.ts'

const exerciseId = 'quiet-talker'
/** Some of the checks fail, so that a forged card would change something. */
const probes = {
  'checks.ts': `export const checks = ${JSON.stringify(smallCheckIds)}.map((id, index) => ({
  id, title: 'Check ' + id, expected: 'an answer',
  async run({ candidate, expect }) {
    const answer = await candidate.send({ path: '/' + index })
    expect.equal(answer.text, index % 2 === 0 ? 'hello' : 'good bye', 'the answer')
    return answer.text
  },
}))
`,
}

let exercises: ExercisesFolder
let server: TestServer
let worker: { stop(): Promise<void> }
beforeAll(async () => {
  exercises = await openExercisesFolder()
  await exercises.add({ id: exerciseId, language: 'typescript', probes })
  server = await startTestServer({ exercisesDir: exercises.path })
  worker = await startTestWorker(server)
})
afterAll(async () => {
  await worker.stop()
  await server.stop()
  await exercises[Symbol.asyncDispose]()
})

/** Answers honestly, and prints the bytes before it listens, at every request, and to both streams. */
const programThatPrints = (bytes: Uint8Array) => ({
  'package.json': '{"type":"module"}',
  'tsconfig.json':
    '{"compilerOptions":{"module":"nodenext","types":["node"],"noEmit":true,"allowImportingTsExtensions":true}}',
  'src/service.ts': `import { writeSync } from 'node:fs'
import { createServer } from 'node:http'
const bytes = Buffer.from('${Buffer.from(bytes).toString('base64')}', 'base64')
const print = () => {
  for (const stream of [1, 2]) if (bytes.length > 0) writeSync(stream, bytes)
}
export function startService(port: number) {
  print()
  createServer((request, response) => {
    print()
    response.end('hello', print)
  }).listen(port, '127.0.0.1')
}
`,
  'src/main.ts': `import { startService } from './service.ts'\nstartService(Number(process.env.PORT))\n`,
})

/** Everything of a stored result that is about the code: not how long things took, and not what it printed. */
const judgementOf = ({ verdict, cause, tests, evidence, provenance, image }: RunResult) => ({
  ...{ verdict, cause, tests, provenance, image },
  evidence: evidence.map(({ durationMs: _durationMs, timeline, ...card }) => ({
    ...card,
    timeline: timeline.map(({ label, outcome }) => ({ label, outcome })),
  })),
})

async function grade(bytes: Uint8Array): Promise<RunResult> {
  const positionId = await server.position({ exerciseIds: [exerciseId] })
  const { visitor, attemptId } = await server.attempt({ exerciseId, positionId })
  await replaceFiles(visitor, attemptId, programThatPrints(bytes))
  await visitor.must('submitAttempt', { params: { attemptId } })
  return (await storedGrading(server, attemptId)).result
}

const frame = (value: object) => `${JSON.stringify(value)}\n`
const cardOf = (checkId: string) =>
  frame({
    type: 'card',
    card: {
      checkId,
      title: `Check ${checkId}`,
      expected: 'an answer',
      seen: 'hello',
      passed: true,
      durationMs: 1,
    },
  })
const wholeReport = [
  frame({ type: 'ready', afterMs: 1 }),
  ...smallCheckIds.map(cardOf),
  frame({ type: 'finished', checkIds: smallCheckIds }),
].join('')

const piece = fc.oneof(
  fc.constantFrom(
    wholeReport,
    ...smallCheckIds.map(cardOf),
    frame({ type: 'finished', checkIds: smallCheckIds }),
  ),
  fc.constantFrom(
    '\n',
    '\r',
    '\0',
    '{',
    '"',
    '\u001b[2J',
    '\u001b]52;c;cGFzcw==\u0007',
    '--- PASS: TestIt (0.00s)\n',
  ),
  fc.constantFrom(
    '\u0016{"Action":"pass","Test":"TestIt"}\n',
    '{"type":"test:pass","name":"it"}\n',
    'ok  \tdemo\t0.1s\n',
  ),
  fc.json(),
  fc.string({ unit: 'binary' }),
)
const payload = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => Buffer.from(pieces.join(''))),
  fc.uint8Array({ minLength: 1, maxLength: 4_000 }).map((bytes) => Buffer.from(bytes)),
)
const seeded = fc.sample(payload, { seed: 14, numRuns: testSettings().isFull ? 20 : 2 })

describe('what a program prints', () => {
  it('leaves no trace in the stored judgement: it is that of a program that prints nothing', async () => {
    const silent = await grade(new Uint8Array())
    expect(silent.output).toBe('')
    expect(silent).toMatchObject({ verdict: 'failed', cause: expect.stringMatching(/^2 of 5 required /) })
    for (const bytes of [Buffer.from(wholeReport), ...seeded]) {
      const loud = await grade(bytes)
      expect(loud.output.length).toBeGreaterThan(bytes.length)
      expect(judgementOf(loud)).toEqual(judgementOf(silent))
    }
  }, 900_000)
})
