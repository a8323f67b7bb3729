import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'
import { webhookEvents } from '#contracts/api/integrations/webhooks.ts'
import { sweepWebhooks } from '../../../server/integrations/webhooks/deliver-webhook.ts'
import { eventually } from '../../support/eventually.ts'
import { itWith } from '../../support/fixtures.ts'
import type { TestServer } from '../../support/server/test-server.ts'
import { openReceiver, type Received, type Receiver } from './receiver.ts'

const it = itWith({ outboundAllow: ['127.0.0.1'] })
const hourMs = 3_600_000

let receiver: Receiver
beforeAll(async () => void (receiver = await openReceiver()))
beforeEach(() => {
  receiver.answerWith({})
  receiver.received.length = 0
})
afterAll(() => receiver.stop())

/** A webhook at a path of its own, with what arrived there. */
async function webhook(
  server: TestServer,
  events: readonly (typeof webhookEvents)[number][] = webhookEvents,
) {
  const admin = await server.staff('admin')
  const path = `/${crypto.randomUUID()}`
  const draft = { name: 'Our ATS', url: `${receiver.url}${path}`, events: [...events] }
  const { id, secret } = await admin.must('createWebhook', { body: draft })
  const params = { webhookId: id }
  const received = () => receiver.received.filter((request) => request.path === path)
  const arrived = (count: number) => eventually(async () => (received().length >= count ? received() : null))
  const deliveries = async () => (await admin.must('listDeliveries', { params })).deliveries
  const listed = async () => (await admin.must('listWebhooks')).webhooks.find((one) => one.id === id)!
  /** The newest one, once it stands as asked. */
  const settled = (tries: number) =>
    eventually(async () => {
      const [newest] = await deliveries()
      return newest !== undefined && newest.tries.length >= tries ? newest : null
    })
  return { admin, id, secret, params, draft, received, arrived, deliveries, listed, settled }
}
const typesOf = (requests: readonly Received[]) => requests.map((request) => JSON.parse(request.body).type)
/** As the libraries of receivers do it; their clock is the one that is shown to them. */
function verify(request: Received, secret: string): unknown {
  const id = String(request.headers['webhook-id'])
  const timestamp = new Date(Number(request.headers['webhook-timestamp']) * 1_000)
  const expected = new Webhook(secret).sign(id, timestamp, request.body)
  expect(String(request.headers['webhook-signature']).split(' ')).toContain(expected)
  return JSON.parse(request.body)
}

describe('a webhook', () => {
  it('tells of an invitation from beginning to end, by ids and times alone', async ({ server }) => {
    const { secret, arrived, received } = await webhook(server)
    const { visitor, attemptId, invitationId } = await server.attempt()
    await visitor.must('submitAttempt', { params: { attemptId } })
    await arrived(3)
    expect(typesOf(received()).sort()).toEqual(
      ['invitation.created', 'invitation.started', 'invitation.submitted'].sort(),
    )
    for (const request of received()) {
      expect(verify(request, secret)).toEqual({
        type: expect.any(String),
        timestamp: server.clock.current.toISOString(),
        data: { invitationId },
      })
      expect(request.method).toBe('POST')
    }
    expect(JSON.stringify(received())).not.toMatch(/Quillfeather|candidate\.example/)
  })

  it('tells only of what was chosen, and nothing of before it was made', async ({ server }) => {
    const { invitationId } = await server.candidate()
    const { arrived, received } = await webhook(server, ['invitation.revoked'])
    const recruiter = await server.staff('recruiter')
    await recruiter.must('revokeInvitation', { params: { invitationId } })
    await arrived(1)
    expect(typesOf(received())).toEqual(['invitation.revoked'])
  })

  it('sends a test, and each try stands in the log with what was answered', async ({ server }) => {
    const { admin, params, settled, received, secret } = await webhook(server)
    receiver.answerWith({ status: 500, body: '<script>alert(1)</script>' })
    await admin.must('testWebhook', { params })
    const failed = await settled(1)
    expect(failed).toMatchObject({
      event: 'test',
      state: 'waiting',
      invitationId: null,
      tries: [{ status: 500, answer: '<script>alert(1)</script>', fault: null }],
    })
    receiver.answerWith({})
    server.clock.advance(6_000)
    await sweepWebhooks(server.deps)
    expect(await settled(2)).toMatchObject({ state: 'delivered', nextTryAt: null })
    const ids = new Set(received().map((request) => request.headers['webhook-id']))
    const timestamps = new Set(received().map((request) => request.headers['webhook-timestamp']))
    expect([ids.size, timestamps.size]).toEqual([1, 2])
    for (const request of received()) verify(request, secret)
    const replayed = { params: { ...params, deliveryId: failed.id } }
    await admin.must('replayDelivery', replayed)
    expect(await settled(3)).toMatchObject({ id: failed.id, state: 'delivered' })
  })

  it('signs with both secrets while one is changed, and with the newest alone a day later', async ({
    server,
  }) => {
    const { admin, params, arrived, secret } = await webhook(server)
    const rotated = await admin.must('rotateWebhookSecret', { params })
    await admin.must('testWebhook', { params })
    const [first] = await arrived(1)
    verify(first!, secret)
    verify(first!, rotated.secret)
    server.clock.advance(24 * hourMs)
    await admin.must('testWebhook', { params })
    const [, second] = await arrived(2)
    verify(second!, rotated.secret)
    expect(String(second!.headers['webhook-signature']).split(' ')).toHaveLength(1)
  })

  it('waits as long as the receiver asks, and goes to nobody after a 410', async ({ server }) => {
    const { admin, params, settled, listed, deliveries, draft } = await webhook(server)
    receiver.answerWith({ status: 503, headers: { 'retry-after': '3600' } })
    await admin.must('testWebhook', { params })
    const { nextTryAt } = await settled(1)
    expect(Date.parse(nextTryAt!) - server.clock.current.getTime()).toBe(hourMs)
    receiver.answerWith({ status: 410 })
    server.clock.advance(hourMs)
    await sweepWebhooks(server.deps)
    expect(await settled(2)).toMatchObject({ state: 'failed' })
    expect(await listed()).toMatchObject({ disabledBecause: 'gone' })
    expect(await admin.call('testWebhook', { params })).toMatchObject({ status: 409 })
    // What happens meanwhile waits, and goes once the webhook is enabled.
    await server.candidate()
    const waiting = (await deliveries()).find((one) => one.event === 'invitation.created')!
    expect(waiting).toMatchObject({ state: 'waiting', tries: [] })
    receiver.answerWith({})
    await admin.must('changeWebhook', { params, body: { ...draft, name: 'Mended' } })
    await admin.must('enableWebhook', { params })
    await sweepWebhooks(server.deps)
    const sent = async () => (await deliveries()).find(({ id }) => id === waiting.id)?.state === 'delivered'
    await eventually(async () => ((await sent()) ? true : null))
  })

  it('is disabled once ten tries have failed and nothing else arrived', async ({ server }) => {
    const { admin, params, settled, listed } = await webhook(server)
    receiver.answerWith({ status: 302, headers: { location: `${receiver.url}/elsewhere` } })
    await admin.must('testWebhook', { params })
    for (let tries = 1; tries <= 10; tries += 1) {
      await settled(tries)
      server.clock.advance(27 * hourMs)
      await sweepWebhooks(server.deps)
    }
    expect(await settled(10)).toMatchObject({ state: 'failed', nextTryAt: null })
    expect(await listed()).toMatchObject({ disabledBecause: 'failing', failed: 1 })
    expect(receiver.received.some((request) => request.path === '/elsewhere')).toBe(false)
  })

  it.for(['https://127.2/', 'http://hooks.example.org/', 'nonsense', 'https://[::ffff:10.0.0.1]/'])(
    'to %s is refused at the field',
    async (url, { server }) => {
      const admin = await server.staff('admin')
      const body = { name: 'x', url, events: [...webhookEvents] }
      const answer = await admin.call('createWebhook', { body })
      expect(answer).toMatchObject({ status: 400, error: { issues: [{ path: 'body.url' }] } })
    },
  )
})
