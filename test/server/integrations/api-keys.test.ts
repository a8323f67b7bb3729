import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { ApiScope } from '#contracts/route.ts'
import { it } from '../../support/fixtures.ts'
import { goExercise, type TestServer } from '../../support/server/test-server.ts'

/** A program with a key. */
async function program(server: TestServer, ...scopes: ApiScope[]) {
  const admin = await server.staff('admin')
  const { id, token } = await admin.must('createApiKey', { body: { name: 'Our ATS', scopes } })
  const headers = { authorization: `Bearer ${token}` }
  return { admin, id, token, headers, visitor: server.visitor() }
}

const newPerson = (positionId: string) => ({
  positionId,
  exerciseId: goExercise,
  candidateName: 'Lin Okafor',
  candidateEmail: `${randomUUID()}@candidate.example`,
})
const auditOf = (server: TestServer, subject: string) =>
  server.deps.db.selectFrom('audit').select(['actor', 'action']).where('subject', '=', subject).execute()

describe('an API key', () => {
  it('is shown once, stored hashed, and told by its beginning', async ({ server }) => {
    const { admin, id, token, headers, visitor } = await program(server, 'invitations:read')
    expect(token).toMatch(/^fairtime_[\w-]{43}$/)
    const row = await server.deps.db
      .selectFrom('api_keys')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(token)
    const listed = async () => (await admin.must('listApiKeys')).keys.find((key) => key.id === id)!
    expect(await listed()).toMatchObject({ name: 'Our ATS', lastUsedAt: null, state: 'valid' })
    expect(token.startsWith((await listed()).start)).toBe(true)
    expect((await visitor.call('listPositionsByKey', { headers })).status).toBe(200)
    expect((await listed()).lastUsedAt).toBe(server.clock.current.toISOString())
    expect(await auditOf(server, `api_key:${id}`)).toEqual([
      { actor: `staff:${admin.staffId}`, action: 'api-key-created' },
    ])
  })

  it('lets nobody in once it is revoked, and revoking twice is nothing new', async ({ server }) => {
    const { admin, id, headers, visitor } = await program(server, 'invitations:read')
    await admin.must('revokeApiKey', { params: { keyId: id } })
    await admin.must('revokeApiKey', { params: { keyId: id } })
    expect(await visitor.call('listPositionsByKey', { headers })).toMatchObject({
      status: 401,
      error: { code: 'key_unknown' },
    })
    expect(await auditOf(server, `api_key:${id}`)).toHaveLength(2)
    expect((await admin.call('revokeApiKey', { params: { keyId: randomUUID() } })).status).toBe(404)
  })

  it.for([
    'Bearer',
    'Bearer ',
    'Basic fairtime_x',
    'Bearer fairtime_',
    'Bearer fairtime_\u00fc',
    'fairtime_x',
  ])('%j is none', async (authorization, { server }) => {
    const answer = await server.visitor().fetch('/api/v1/positions', { headers: { authorization } })
    expect(answer.status).toBe(401)
  })

  it('is limited by itself, reading included', async ({ server }) => {
    const one = await program(server, 'invitations:read')
    const other = await program(server, 'invitations:read')
    let refused = 0
    for (let call = 0; call < 620 && refused === 0; call += 20) {
      const batch = Array.from({ length: 20 }, () => one.visitor.call('listPositionsByKey', one))
      refused = (await Promise.all(batch)).filter(({ status }) => status === 429).length
    }
    expect(refused).toBeGreaterThan(0)
    expect((await other.visitor.call('listPositionsByKey', other)).status).toBe(200)
  })
})

describe('a program with a key', () => {
  it('invites, looks and withdraws as an actor of its own', async ({ server }) => {
    const { id, headers, visitor, admin } = await program(server, 'invitations:write', 'results:read')
    const body = newPerson(await server.position())
    const { positions } = await visitor.must('listPositionsByKey', { headers })
    expect(positions.map((position) => position.id)).toContain(body.positionId)
    const made = await visitor.must('createInvitationByKey', { headers, body })
    await server
      .visitor()
      .must('exchangeInvitationLink', { body: { token: new URL(made.link).hash.slice(1) } })
    const params = { invitationId: made.invitationId }
    expect(await visitor.must('getInvitationByKey', { headers, params })).toMatchObject({
      state: 'opened',
      candidate: { name: body.candidateName, email: body.candidateEmail },
      page: `${server.url}/board/${made.invitationId}`,
    })
    const { positionId } = body
    const { invitations } = await visitor.must('listInvitationsByKey', { headers, query: { positionId } })
    expect(invitations.map((invitation) => invitation.id)).toEqual([made.invitationId])
    await visitor.must('revokeInvitationByKey', { headers, params })
    expect(await visitor.must('getResultByKey', { headers, params })).toMatchObject({
      state: 'revoked',
      graded: false,
      reviewsDone: 0,
    })
    const lines = await auditOf(server, `invitation:${made.invitationId}`)
    expect(lines.filter((line) => line.actor === `key:${id}`).map((line) => line.action)).toEqual([
      'invitation-created',
      'invitation-revoked',
    ])
    const { entries } = await admin.must('getCandidateTimeline', { params })
    expect(entries.find((entry) => entry.action === 'invitation-created')?.by).toEqual({
      kind: 'key',
      name: 'Our ATS',
    })
  })

  it('that sends the same again, even at once, invites once and hears the same', async ({ server }) => {
    const { headers, visitor } = await program(server, 'invitations:write')
    const body = newPerson(await server.position())
    const keyed = { headers: { ...headers, 'idempotency-key': 'job-42' }, body }
    const answers = await Promise.all([1, 2, 3, 4].map(() => visitor.must('createInvitationByKey', keyed)))
    server.clock.advance(60_000)
    answers.push(await visitor.must('createInvitationByKey', keyed))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    await server.visitor().must('exchangeInvitationLink', {
      body: { token: new URL(answers[0]!.link).hash.slice(1) },
    })
    const other = { ...keyed, body: { ...body, expiresInDays: 3 } }
    expect(await visitor.call('createInvitationByKey', other)).toMatchObject({
      status: 409,
      error: { code: 'idempotency_key_reused' },
    })
    server.clock.advance(8 * 24 * 3_600_000)
    const later = await visitor.must('createInvitationByKey', keyed)
    expect(later.invitationId).not.toBe(answers[0]!.invitationId)
  })

  it('that was refused can mend its request under the same idempotency key', async ({ server }) => {
    const { headers, visitor } = await program(server, 'invitations:write')
    const keyed = { ...headers, 'idempotency-key': 'mended' }
    const body = newPerson(randomUUID())
    expect((await visitor.call('createInvitationByKey', { headers: keyed, body })).status).toBe(400)
    const mended = { ...body, positionId: await server.position() }
    expect((await visitor.call('createInvitationByKey', { headers: keyed, body: mended })).status).toBe(201)
    const long = { ...headers, 'idempotency-key': 'x'.repeat(256) }
    expect((await visitor.call('createInvitationByKey', { headers: long, body: mended })).status).toBe(400)
  })
})
