import { describe, expect } from 'vitest'
import { boardLimits, type BoardFilter, type InvitationState } from '#contracts/api/board/board.ts'
import { it } from '../../support/fixtures.ts'
import type { TestServer } from '../../support/server/test-server.ts'

const hourMs = 3_600_000

/** A position of its own with so many invitations, made an hour apart, the newest last. */
async function seed(server: TestServer, names: readonly string[], change: Record<string, unknown> = {}) {
  const positionId = await server.position()
  const { db } = server.deps
  const version = await db.selectFrom('exercise_versions').select('id').limit(1).executeTakeFirstOrThrow()
  const now = server.clock.current.getTime()
  const ids: string[] = []
  for (const [index, name] of names.entries()) {
    const email = `${crypto.randomUUID()}@seed.example`
    const candidate = await db
      .insertInto('candidates')
      .values({ name, email, created_at: new Date(now) })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { id } = await db
      .insertInto('invitations')
      .values({
        candidate_id: candidate.id,
        position_id: positionId,
        exercise_version_id: version.id,
        created_at: new Date(now - (names.length - index) * hourMs),
        expires_at: new Date(now + 14 * 24 * hourMs),
        extra_time_factor: 1,
        ...change,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.push(id)
  }
  return { positionId, ids }
}

async function ask(server: TestServer, query: BoardFilter & { page?: string }) {
  const recruiter = await server.staff('recruiter')
  return recruiter.must('listInvitations', { query: { ...query } as Record<string, string> })
}

const namesOf = (view: { invitations: { candidateName: string }[] }) =>
  view.invitations.map(({ candidateName }) => candidateName)

describe('where an invitation stands', () => {
  const cases: [InvitationState, (at: (hours: number) => Date) => Record<string, Date | string>, number][] = [
    ['sent', () => ({}), -1],
    ['opened', (at) => ({ opened_at: at(-0.5) }), -0.5],
    ['scheduled', (at) => ({ opened_at: at(-0.5), appointment_at: at(9), appointment_zone: 'UTC' }), -0.5],
    [
      'expired',
      (at) => ({
        opened_at: at(-0.8),
        appointment_at: at(9),
        appointment_zone: 'UTC',
        expires_at: at(-0.25),
      }),
      -0.25,
    ],
    ['declined', (at) => ({ declined_at: at(-0.5), expires_at: at(-0.25) }), -0.5],
    ['revoked', (at) => ({ revoked_at: at(-0.5), expires_at: at(-0.25) }), -0.5],
  ]
  it.for(cases)('%s', async ([state, change, sinceHours], { server }) => {
    const at = (hours: number) => new Date(server.clock.current.getTime() + hours * hourMs)
    const { positionId } = await seed(server, ['Ada'], change(at))
    const { invitations } = await ask(server, { positionId })
    expect(invitations).toMatchObject([{ state, stateSince: at(sinceHours).toISOString() }])
  })

  it('in progress, submitted, in review and reviewed, each since it happened', async ({ server }) => {
    const positionId = await server.position()
    const { visitor, attemptId } = await server.attempt({ positionId })
    const stands = async () => (await ask(server, { positionId })).invitations[0]
    expect(await stands()).toMatchObject({ state: 'in_progress', reviewsDone: 0 })
    server.clock.advance(hourMs)
    await visitor.must('submitAttempt', { params: { attemptId } })
    const submittedAt = server.clock.current.toISOString()
    expect(await stands()).toMatchObject({ state: 'submitted', stateSince: submittedAt })
    const { id } = await server.deps.db
      .selectFrom('submissions')
      .select('id')
      .where('attempt_id', '=', attemptId)
      .executeTakeFirstOrThrow()
    const review = async () => {
      server.clock.advance(hourMs)
      const at = server.clock.current
      const { staffId } = await server.staff('reviewer')
      const scorecard = JSON.stringify({})
      await server.deps.db
        .insertInto('reviews')
        .values({ submission_id: id, reviewer_id: staffId, scorecard, saved_at: at, submitted_at: at })
        .execute()
      return at.toISOString()
    }
    const first = await review()
    expect(await stands()).toMatchObject({ state: 'in_review', stateSince: first, reviewsDone: 1 })
    const second = await review()
    expect(await stands()).toMatchObject({ state: 'reviewed', stateSince: second, reviewsDone: 2 })
  })
})

describe('what the board is narrowed to', () => {
  it('counts each stage, and shows the one that is asked for', async ({ server }) => {
    const { positionId, ids } = await seed(server, ['A', 'B', 'C', 'D'])
    await server.deps.db
      .updateTable('invitations')
      .set({ revoked_at: server.clock.current })
      .where('id', '=', ids[0]!)
      .execute()
    const recruiter = await server.staff('recruiter')
    const { counts } = await recruiter.must('countInvitations', { query: { positionId, stage: 'ended' } })
    expect(counts).toEqual({
      invited: 3,
      scheduled: 0,
      in_progress: 0,
      submitted: 0,
      in_review: 0,
      reviewed: 0,
      answered: 0,
      ended: 1,
    })
    expect(namesOf(await ask(server, { positionId, stage: 'ended' }))).toEqual(['A'])
    expect(namesOf(await ask(server, { positionId }))).toEqual(['D', 'C', 'B', 'A'])
    expect(namesOf(await ask(server, { positionId, sort: 'waiting' }))).toEqual(['B', 'C', 'D', 'A'])
  })

  it.for([
    ['jürgen', ['Jürgen Öztürk']],
    ['ÖZTÜRK jÜR', ['Jürgen Öztürk']],
    ['жанна', ['ЖАННА Ли']],
    ['100%', ['100% Sure_Name']],
    ['sure_n', ['100% Sure_Name']],
    ['sure-n', []],
    [String.raw`\o/`, [String.raw`Back \o/ Slash`]],
    ["'; drop table invitations; --", []],
    ['  ', [String.raw`Back \o/ Slash`, '100% Sure_Name', 'ЖАННА Ли', 'Jürgen Öztürk']],
  ] as const)('finds by words: %s', async ([q, expected], { server }) => {
    const names = ['Jürgen Öztürk', 'ЖАННА Ли', '100% Sure_Name', String.raw`Back \o/ Slash`]
    const { positionId } = await seed(server, names)
    expect(namesOf(await ask(server, { positionId, q }))).toEqual(expected)
  })

  it('finds by an address', async ({ server }) => {
    const { invitationId } = await server.candidate()
    const [row] = (await ask(server, {})).invitations.filter(({ id }) => id === invitationId)
    const found = await ask(server, { q: row!.candidateEmail.toUpperCase() })
    expect(found.invitations.map(({ id }) => id)).toEqual([invitationId])
  })

  it('needs attention: only who waits for somebody', async ({ server }) => {
    const { positionId, ids } = await seed(server, ['Quiet', 'Asks', 'Unreachable'])
    const now = server.clock.current
    await server.deps.db
      .insertInto('accommodations')
      .values({ invitation_id: ids[1]!, kind: 'half', words: 'please', asked_at: now })
      .execute()
    const mail = { kind: 'invitation' as const, detail: JSON.stringify({}), created_at: now, due_at: now }
    await server.deps.db
      .insertInto('mails')
      .values({ ...mail, invitation_id: ids[2]!, next_try_at: now, state: 'failed' })
      .execute()
    expect(namesOf(await ask(server, { positionId, attention: '1' }))).toEqual(['Unreachable', 'Asks'])
  })
})

describe('pages', () => {
  it('of a hundred: no row twice, none left out, and a page behind the last is the last', async ({
    server,
  }) => {
    const names = Array.from({ length: boardLimits.pageRows * 2 + 5 }, (_, index) => `N${index}`)
    const { positionId } = await seed(server, names, { created_at: server.clock.current })
    const pages = []
    for (const page of ['1', '2', '3']) pages.push(await ask(server, { positionId, page }))
    expect(pages.map(({ invitations }) => invitations.length)).toEqual([100, 100, 5])
    expect(new Set(pages.flatMap(namesOf))).toEqual(new Set(names))
    expect(await ask(server, { positionId, page: '9' })).toMatchObject({ page: 3, pages: 3, total: 205 })
  })

  it('a change costs its row: rows are answered by id, those that are not there left out', async ({
    server,
  }) => {
    const { ids } = await seed(server, ['One', 'Two'])
    const recruiter = await server.staff('recruiter')
    const asked = [ids[1], crypto.randomUUID(), ids[1]].join(',')
    expect(namesOf(await recruiter.must('listBoardRows', { query: { ids: asked } }))).toEqual(['Two'])
    for (const bad of ['', 'x', Array.from({ length: 101 }, () => crypto.randomUUID()).join(',')])
      expect((await recruiter.call('listBoardRows', { query: { ids: bad } })).status).toBe(400)
  })
})
