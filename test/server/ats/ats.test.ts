import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'
import { sweepWebhooks } from '../../../server/integrations/webhooks/deliver-webhook.ts'
import { eventually } from '../../support/eventually.ts'
import { itWith } from '../../support/fixtures.ts'
import { goExercise, type TestServer } from '../../support/server/test-server.ts'
import { openReceiver, type Receiver } from '../webhooks/receiver.ts'

const it = itWith({ outboundAllow: ['127.0.0.1'] })

let receiver: Receiver
beforeAll(async () => void (receiver = await openReceiver()))
beforeEach(() => {
  receiver.answerWith({})
  receiver.received.length = 0
})
afterAll(() => receiver.stop())

/** The recruiting system: calls as it documents its calls. */
async function connect(server: TestServer, kind: 'greenhouse' | 'ashby') {
  const admin = await server.staff('admin', 'recruiter')
  const path = `/${randomUUID()}`
  const body =
    kind === 'ashby'
      ? { kind, name: 'Ashby', updateKey: 'ashby-gave-us-this', updateUrl: `${receiver.url}${path}` }
      : { kind, name: 'Greenhouse' }
  const { key } = await admin.must('createAtsConnection', { body })
  const call = async (method: string, name: string, sent?: unknown, withKey = key) => {
    const response = await fetch(`${server.url}/ats/${kind}/${name}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${withKey}:`).toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    })
    return { status: response.status, body: await response.json() }
  }
  const told = (at = path) => receiver.received.filter((request) => request.path === at)
  return { admin, key, call, told, path }
}

const invitationsOf = async (server: TestServer, email: string) =>
  server.deps.db
    .selectFrom('invitations')
    .innerJoin('candidates', 'candidates.id', 'candidate_id')
    .select(['invitations.id', 'candidate_name', 'created_by', 'revoked_at'])
    .where('email', '=', email)
    .execute()

describe('Greenhouse', () => {
  const sendTest = (testId: string, url: string, more: object = {}) => ({
    partner_test_id: testId,
    candidate: {
      first_name: 'Harriet',
      last_name: 'Okafor',
      preferred_name: 'Hattie',
      resume_url: null,
      phone_number: null,
      email: `${randomUUID()}@candidate.example`,
      greenhouse_profile_url: 'https://app.greenhouse.io/people/17681532?application_id=26234709',
    },
    sent_by: null,
    url,
    ...more,
  })

  it('finds the tests, and invites once for the same request, however often it comes', async ({ server }) => {
    const { call, admin } = await connect(server, 'greenhouse')
    const positionId = await server.position()
    const tests = (await call('GET', 'list_tests')).body
    const offered = tests.map((test: { partner_test_id: string }) => test.partner_test_id)
    expect(offered).toEqual(expect.arrayContaining([positionId, `${positionId}:${goExercise}`]))
    const recruiter = await server.staff('recruiter')
    const { email: sent_by } = await server.deps.db
      .selectFrom('staff')
      .select('email')
      .where('id', '=', recruiter.staffId)
      .executeTakeFirstOrThrow()
    const sent = sendTest(`${positionId}:${goExercise}`, `${receiver.url}/gh/1`, { sent_by })
    const answers = await Promise.all([1, 2, 3].map(() => call('POST', 'send_test', sent)))
    answers.push(await call('POST', 'send_test', sent))
    expect(new Set(answers.map(({ body }) => body.partner_interview_id)).size).toBe(1)
    const invited = await invitationsOf(server, sent.candidate.email)
    expect(invited).toEqual([
      expect.objectContaining({ candidate_name: 'Hattie Okafor', created_by: recruiter.staffId }),
    ])
    const other = sendTest(positionId, `${receiver.url}/gh/2`, { sent_by: 'nobody@here.example' })
    await call('POST', 'send_test', { ...other, candidate: { ...other.candidate, preferred_name: null } })
    expect(await invitationsOf(server, other.candidate.email)).toEqual([
      expect.objectContaining({ candidate_name: 'Harriet Okafor', created_by: admin.staffId }),
    ])
  })

  it.for([
    [404, 'failed', 1],
    [500, 'waiting', 1],
    [200, 'delivered', 1],
  ] as const)(
    'is told by PATCH once it is done, and a %i makes it %s',
    async ([status, state], { server }) => {
      const { call, key, told } = await connect(server, 'greenhouse')
      const path = `/gh/${randomUUID()}`
      const positionId = await server.position()
      const sent = sendTest(`${positionId}:${goExercise}`, `${receiver.url}${path}`)
      const { body } = await call('POST', 'send_test', sent)
      const { partner_interview_id: interview } = body
      const [invited] = await invitationsOf(server, sent.candidate.email)
      const asked = `test_status?partner_interview_id=${interview}`
      expect((await call('GET', asked)).body).toEqual({
        partner_status: 'sent',
        partner_profile_url: `${server.url}/board/${invited!.id}`,
        metadata: expect.objectContaining({ 'Started at': null, Reviews: '0 of 2' }),
      })
      receiver.answerWith({ status })
      await finish(server, invited!.id)
      await eventually(async () => told(path).length > 0)
      expect(told(path)[0]).toMatchObject({
        method: 'PATCH',
        body: '',
        headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      })
      const delivery = () =>
        server.deps.db
          .selectFrom('webhook_deliveries')
          .select(['state', 'tries'])
          .where('invitation_id', '=', invited!.id)
          .executeTakeFirstOrThrow()
      await eventually(async () => (await delivery()).state === state)
      expect((await call('GET', asked)).body.partner_status).toBe('complete')
      if (state !== 'waiting') return
      receiver.answerWith({})
      server.clock.advance(6_000)
      await sweepWebhooks(server.deps)
      await eventually(async () => (await delivery()).state === 'delivered')
      expect(told(path)).toHaveLength(2)
    },
  )

  it('hears 401, 404 and 400 in a form of its own, and its own complaints are taken', async ({ server }) => {
    const { call } = await connect(server, 'greenhouse')
    expect(await call('GET', 'list_tests', undefined, 'fairtime_ats_wrong')).toMatchObject({
      status: 401,
      body: { errors: [{ code: 'key_unknown' }] },
    })
    expect((await call('GET', `test_status?partner_interview_id=${randomUUID()}`)).status).toBe(404)
    expect((await call('GET', 'test_status')).status).toBe(404)
    expect((await call('POST', 'send_test', sendTest('nonsense', 'https://a.example/'))).status).toBe(404)
    expect((await call('POST', 'send_test', { partner_test_id: 7 })).status).toBe(400)
    expect((await call('POST', 'response_error', { api_call: 'send_test', errors: ['x'] })).status).toBe(200)
    const ashby = await connect(server, 'ashby')
    expect((await call('GET', 'list_tests', undefined, ashby.key)).status).toBe(401)
  })
})

/** As if it had been done and answered: what tells of it is the fact. */
async function finish(server: TestServer, invitationId: string) {
  const recruiter = await server.staff('recruiter')
  const { link } = await recruiter.must('renewInvitationLink', { params: { invitationId } })
  const visitor = server.visitor()
  await visitor.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
  const { attemptId } = await visitor.must('startAttempt', { params: { invitationId }, body: {} })
  await visitor.must('submitAttempt', { params: { attemptId } })
  await recruiter.must('markAnswered', { params: { invitationId }, body: {} })
}

describe('Ashby', () => {
  const start = (testId: string) => ({
    assessment_type_id: testId,
    candidate: {
      ashby_id: randomUUID(),
      first_name: 'Ngozi',
      last_name: 'Adeyemi',
      email: `${randomUUID()}@candidate.example`,
    },
    application: { ashby_id: randomUUID(), status: 'Active' },
    job: { ashby_id: randomUUID(), name: 'Engineer' },
  })

  it('starts once, is told of every step, and its cancel withdraws the invitation', async ({ server }) => {
    const { call, told } = await connect(server, 'ashby')
    const positionId = await server.position()
    const { results } = (await call('POST', 'assessment.list', {})).body
    expect(results.map((test: { assessment_type_id: string }) => test.assessment_type_id)).toContain(
      positionId,
    )
    const sent = start(`${positionId}:${goExercise}`)
    const first = (await call('POST', 'assessment.start', sent)).body
    expect((await call('POST', 'assessment.start', sent)).body).toEqual(first)
    const { assessment_id } = first.results
    const [invited] = await invitationsOf(server, sent.candidate.email)
    const invitationId = invited!.id
    const recruiter = await server.staff('recruiter')
    const { link } = await recruiter.must('renewInvitationLink', { params: { invitationId } })
    const visitor = server.visitor()
    await visitor.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
    const local = new Date(server.clock.current.getTime() + 24 * 3_600_000).toISOString().slice(0, 16)
    await visitor.must('setAppointment', { params: { invitationId }, body: { local, zone: 'UTC' } })
    await eventually(async () => told().length > 0)
    expect(JSON.parse(told()[0]!.body)).toMatchObject({
      assessment_id,
      timestamp: server.clock.current.getTime(),
      assessment_status: { identifier: 'status', value: 'Scheduled', type: 'string' },
      assessment_profile_url: { value: `${server.url}/board/${invitationId}`, type: 'url' },
    })
    const cancel = { assessment_id }
    expect((await call('POST', 'assessment.cancel', cancel)).body).toMatchObject({ success: true })
    expect((await call('POST', 'assessment.cancel', cancel)).body).toMatchObject({ success: true })
    const [after] = await invitationsOf(server, sent.candidate.email)
    expect(after!.revoked_at).not.toBeNull()
    const withdrawn = await server.deps.db
      .selectFrom('mails')
      .select('detail')
      .where('invitation_id', '=', invitationId)
      .where('kind', '=', 'withdrawn')
      .executeTakeFirstOrThrow()
    expect(withdrawn.detail.cancelled).toBeDefined()
    const again = (await call('POST', 'assessment.start', sent)).body
    expect(again.results.assessment_id).not.toBe(assessment_id)
  })

  it('hears in its own form what was not done', async ({ server }) => {
    const { call } = await connect(server, 'ashby')
    expect(await call('POST', 'assessment.cancel', { assessment_id: randomUUID() })).toMatchObject({
      status: 404,
      body: { success: false, errors: [expect.any(String)] },
    })
    expect(await call('POST', 'assessment.start', {})).toMatchObject({
      status: 400,
      body: { success: false },
    })
    const closed = start(randomUUID())
    expect(await call('POST', 'assessment.start', closed)).toMatchObject({ status: 400 })
  })
})
