import pg from 'pg'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { up } from '../../../server/db/migrations/031-checks-of-runs.ts'
import type { Visitor } from '../../support/server/call.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'
import { because, openRegradeFixture } from '../regrades/regrade-fixture.ts'

let server: TestServer
let author: Visitor
let fixture: ReturnType<typeof openRegradeFixture>
beforeAll(async () => {
  server = await startTestServer()
  author = await server.staff('author')
  fixture = openRegradeFixture(server)
})
afterAll(() => server.stop())

async function regraded() {
  const { attemptId, invitationId } = await fixture.submitted()
  await fixture.grade(attemptId)
  const fromVersionId = await fixture.versionOf(invitationId)
  const checksVersionId = await fixture.publish()
  server.clock.advance(60_000)
  await author.must('startRegrade', { body: { fromVersionId, checksVersionId, reason: because } })
  return { attemptId, fromVersionId, checksVersionId }
}

const runs = () =>
  server.deps.db.selectFrom('runs').select(['id', 'checks_version_id']).orderBy('id').execute()
const versions = () =>
  server.deps.db.selectFrom('exercise_versions').select(['id', 'checks_sha256']).orderBy('id').execute()

/** The tables as they were before migration 031. */
const before = `
create or replace view ended_gradings as
select runs.id as run_id, runs.attempt_id, runs.regrade_id, runs.created_at, regrades.reason, regrades.asked_at,
  regrades.checks_version_id, run_results.result, run_results.recorded_at
from runs join run_results on run_results.run_id = runs.id left join regrades on regrades.id = runs.regrade_id
where runs.kind = 'graded';
alter table runs drop column checks_version_id;
alter table exercise_versions drop column checks_sha256;`

it('runs and versions from before the columns get what they would get today', async () => {
  const { attemptId, fromVersionId, checksVersionId } = await regraded()
  const running = await server.attempt()
  await running.visitor.must('createRun', { params: { attemptId: running.attemptId }, body: {} })
  await fixture.grade(attemptId)
  const [runsBefore, versionsBefore] = [await runs(), await versions()]
  expect(new Set(runsBefore.map((run) => run.checks_version_id))).toEqual(
    new Set([fromVersionId, checksVersionId]),
  )
  expect(new Set(versionsBefore.map((version) => version.checks_sha256)).size).toBeGreaterThan(2)

  await sql.raw(before).execute(server.deps.db)
  await up(server.deps.db as never)
  expect(await runs()).toEqual(runsBefore)
  expect(await versions()).toEqual(versionsBefore)
})

it('a claim and a report of a grading read no prose of the exercise and no starter', async () => {
  const { attemptId } = await regraded()
  const query = vi.spyOn(pg.Client.prototype, 'query')
  await fixture.grade(attemptId)
  const statements = query.mock.calls.flatMap((call) => JSON.stringify(call[0]) ?? [])
  query.mockRestore()
  const ofVersions = statements.filter((statement) => statement.includes('exercise_versions'))
  expect(ofVersions.length).toBeGreaterThan(0)
  for (const statement of ofVersions) expect(statement).not.toMatch(/overview|instructions|starter|\*/)
})
