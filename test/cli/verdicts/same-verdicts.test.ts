import { expect, test } from 'vitest'
import { readExercise } from '../../../cli/exercise/reading/read-exercise.ts'
import { proveVerdicts } from '../../../cli/verdicts/prove-verdicts.ts'
import { startTestServer } from '../../support/server/test-server.ts'
import { startTestWorker } from '../../support/worker/test-worker.ts'
import { fillIn, makeExercise } from '../exercise/made-exercise.ts'

test('the same code gets the same verdict when it is graded again', { timeout: 240_000 }, async () => {
  await using made = await makeExercise('quiet-harbour', 'typescript')
  await fillIn(made.folder)
  const exercise = await readExercise(made.folder)
  if ('findings' in exercise) throw new Error(JSON.stringify(exercise.findings))
  const server = await startTestServer({ time: 'database', exercisesDir: made.parent })
  const worker = await startTestWorker(server)
  try {
    const plan = { exercises: [exercise], submissions: 2, regrades: 2 }
    const proof = await proveVerdicts(server.deps, plan, () => undefined)
    expect(proof).toMatchObject({ submissions: 2, gradings: 6, platformErrors: 0, flips: [] })
    const results = await server.deps.db.selectFrom('ended_gradings').select('result').execute()
    const verdicts = results.map(({ result }) => result.verdict)
    expect(new Set(verdicts), 'the solution passes and the starter fails, each time').toEqual(
      new Set(['passed', 'failed']),
    )
    const found = results.map(({ result }) => JSON.stringify([result.image, result.provenance]))
    expect(new Set(found).size, 'all by the same checks, under the same policy').toBe(1)
  } finally {
    await worker.stop()
    await server.stop()
  }
})
