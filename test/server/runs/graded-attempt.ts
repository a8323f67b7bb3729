import { randomUUID } from 'node:crypto'
import type { RunResult } from '#contracts/runs.ts'
import type { Visitor } from '../../support/server/call.ts'
import { eventually } from '../../support/eventually.ts'
import type { TestServer } from '../../support/server/test-server.ts'

const gradedWithinMs = 240_000

/** Puts these files in place of all that is there. */
export async function replaceFiles(
  visitor: Visitor,
  attemptId: string,
  wanted: Readonly<Record<string, string>>,
): Promise<void> {
  const params = { attemptId }
  const { files } = await visitor.must('getWorkspace', { params })
  const changes = [
    ...files.filter(({ path }) => !(path in wanted)).map(({ path }) => ({ kind: 'delete' as const, path })),
    ...Object.entries(wanted).map(([path, content]) => ({ kind: 'write' as const, path, content })),
  ]
  await visitor.must('saveWorkspace', { params, body: { clientId: randomUUID(), seq: 1, changes } })
}

/** The result of the graded run as the database has it, once it is there. */
export async function storedGrading(
  server: TestServer,
  attemptId: string,
): Promise<{ runId: string; result: RunResult }> {
  return eventually(async () => {
    const row = await server.deps.db
      .selectFrom('runs')
      .innerJoin('run_results', 'run_results.run_id', 'runs.id')
      .select(['runs.id', 'result'])
      .where('attempt_id', '=', attemptId)
      .where('kind', '=', 'graded')
      .executeTakeFirst()
    return row && { runId: row.id, result: row.result }
  }, gradedWithinMs)
}
