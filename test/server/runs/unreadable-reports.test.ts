import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordReport } from '../../../server/runs/record-report.ts'
import { eventually } from '../../support/eventually.ts'
import { startTestServer, type TestServer } from '../../support/server/test-server.ts'

let server: TestServer
let redis: Redis
let reports: Queue
beforeAll(async () => {
  server = await startTestServer()
  redis = new Redis({ path: server.config.redisUrl, maxRetriesPerRequest: null })
  reports = new Queue('run-reports', { connection: redis, prefix: server.config.queuePrefix })
})
afterAll(async () => {
  await reports.close()
  redis.disconnect()
  await server.stop()
})

const claimed = async () => {
  const { visitor, attemptId } = await server.attempt()
  const { runId } = await visitor.must('createRun', { params: { attemptId } })
  const headers = { authorization: `Bearer ${server.config.workerToken}` }
  await server.visitor().must('claimRun', { params: { runId }, body: { workerId: 'test' }, headers })
  const view = () => visitor.must('getRun', { params: { attemptId, runId } })
  return { attemptId, runId, view }
}
const creditsOf = (attemptId: string) =>
  server.deps.db.selectFrom('credits').selectAll().where('attempt_id', '=', attemptId).execute()
const result = {
  verdict: 'passed',
  cause: 'The one test passed.',
  tests: [{ name: 'a', suite: 's', status: 'passed', durationMs: null, message: '' }],
  evidence: [],
  output: '',
  outputTruncated: false,
  durationMs: 10,
  image: 'an-image',
}

describe('a report that no schema takes', () => {
  it('ends its run once, as the run’s own failure, and gives no time', async () => {
    const { attemptId, runId, view } = await claimed()
    const word = { runId, claimNo: 1, workerId: 'test', outcome: { kind: 'verdict', result } }
    await reports.add('report', word, { jobId: `report-${runId}-1`, attempts: 20 })
    await eventually(async () => (await view()).state === 'finished')
    expect(await view()).toMatchObject({
      result: { verdict: 'crashed', cause: expect.stringContaining('could not be read'), tests: [] },
    })
    expect(await creditsOf(attemptId)).toEqual([])
  })

  it('of which not even the run can be read is taken from the queue at the first try', async () => {
    const job = await reports.add('report', { runId: 'none' }, { jobId: 'report-none', attempts: 20 })
    await eventually(async () => (await job.getState()) === 'failed')
    expect((await reports.getJob('report-none'))?.attemptsMade).toBe(1)
  })
})

it('a report of another worker than the one that claimed the run is dropped', async () => {
  const { runId, view } = await claimed()
  const outcome = { kind: 'platform_error' as const, message: 'not mine' }
  expect(await recordReport(server.deps, { runId, claimNo: 1, workerId: 'another', outcome })).toBe('dropped')
  expect(await view()).toMatchObject({ state: 'running' })
})
