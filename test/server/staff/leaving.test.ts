import { describe, expect } from 'vitest'
import { readMailFacts } from '../../../server/invitations/mail-facts.ts'
import { countFewestReviewers } from '../../../server/invitations/reviewers/reviewer-store.ts'
import { it } from '../../support/fixtures.ts'
import type { Visitor } from '../../support/server/call.ts'
import type { TestServer } from '../../support/server/test-server.ts'

const invite = (recruiter: Visitor, positionId: string) =>
  recruiter.must('createInvitation', {
    body: {
      positionId,
      exerciseId: 'go-harbour-board',
      candidateName: 'Some One',
      candidateEmail: `${crypto.randomUUID()}@candidate.example`,
    },
  })
const readerOf = async (server: TestServer, invitationId: string) =>
  (await readMailFacts(server.deps, { invitationId, now: server.clock.current })).recruiter?.staffId

describe('a colleague who leaves', () => {
  let boss: Visitor & { staffId: string }

  it('hands open invitations to somebody who is there, who is told first what that means', async ({
    server,
  }) => {
    boss = await server.staff('admin')
    const leaver = await server.staff('recruiter', 'reviewer')
    const heir = await server.staff('recruiter', 'reviewer')
    const positionId = await server.position({ reviewerIds: [leaver.staffId, heir.staffId] })
    const { title } = (await boss.must('listPositions')).positions.find(({ id }) => id === positionId)!
    const open = await invite(leaver, positionId)
    const revoked = await invite(leaver, positionId)
    await leaver.must('revokeInvitation', { params: { invitationId: revoked.invitationId } })
    const params = { staffId: leaver.staffId }

    const leaving = await boss.must('getLeaving', { params })
    expect(leaving).toMatchObject({
      sessions: 1,
      isOnlyAdmin: false,
      openInvitations: [{ position: title, count: 1 }],
      thinPools: [title],
    })
    expect(leaving.successors.find(({ id }) => id === heir.staffId)?.stopsReviewingFor).toEqual([title])
    expect(leaving.successors.map(({ id }) => id)).not.toContain(leaver.staffId)

    const reviewer = await server.staff('reviewer')
    const refused = { status: 400, error: { issues: [{ path: 'body.handOverTo' }] } }
    for (const body of [
      {},
      { handOverTo: leaver.staffId },
      { handOverTo: reviewer.staffId },
      { handOverTo: 'nobody' },
    ])
      expect(await boss.call('disableStaff', { params, body })).toMatchObject(refused)
    expect((await leaver.must('getMe')).staff).not.toBeNull()

    await boss.must('disableStaff', { params, body: { handOverTo: heir.staffId } })
    expect(await readerOf(server, open.invitationId)).toBe(heir.staffId)
    // What was over stays with whoever began it; that account is gone, so an admin hears of it.
    expect(await readerOf(server, revoked.invitationId)).toBe(boss.staffId)
    const { detail } = await server.deps.db
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'staff-disabled')
      .where('subject', '=', `staff:${leaver.staffId}`)
      .executeTakeFirstOrThrow()
    expect(detail).toMatchObject({ handedOver: { to: heir.staffId, invitations: 1 } })
    // Whoever looks after an invitation knows whose it is, and so is no reviewer of the position any more.
    const asked = { positionId, exerciseId: 'go-harbour-board' }
    expect(await countFewestReviewers(server.deps.db, [asked])).toBe(0)

    // Handed on once more: neither of the two before comes back as a reviewer of them.
    const last = await server.staff('recruiter')
    expect((await boss.must('getLeaving', { params: { staffId: heir.staffId } })).openInvitations).toEqual([
      { position: title, count: 1 },
    ])
    await boss.must('disableStaff', { params: { staffId: heir.staffId }, body: { handOverTo: last.staffId } })
    expect(await readerOf(server, open.invitationId)).toBe(last.staffId)
  })

  it('with nothing open needs nobody, and the only admin stays', async ({ server }) => {
    const plain = await server.staff('reviewer')
    await boss.must('disableStaff', { params: { staffId: plain.staffId } })
    const params = { staffId: boss.staffId }
    expect((await boss.must('getLeaving', { params })).isOnlyAdmin).toBe(true)
    expect(await boss.call('disableStaff', { params })).toMatchObject({ status: 409 })
  })
})
