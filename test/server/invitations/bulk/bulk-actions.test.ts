import { describe, expect } from 'vitest'
import { noMail } from '../../../../server/config.ts'
import { sweepBulkActions } from '../../../../server/invitations/bulk/carry-out.ts'
import { sweepMails } from '../../../../server/mails/deliver-mail.ts'
import { eventually } from '../../../support/eventually.ts'
import { it as base } from '../../../support/fixtures.ts'
import { openPostBox } from '../../../support/server/post-box.ts'
import { goExercise, startTestServer } from '../../../support/server/test-server.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
let desks = 0

const it = base
  .extend('box', { scope: 'file' }, async ({}, { onCleanup }) => {
    const box = await openPostBox()
    onCleanup(() => box.stop())
    return box
  })
  .extend('server', { scope: 'file' }, async ({ box }, { onCleanup }) => {
    const server = await startTestServer({ mail: { ...noMail, kind: 'smtp', smtpUrl: box.url } })
    onCleanup(() => server.stop())
    return server
  })
  .extend('desk', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const positionId = await server.position()
    desks += 1
    const desk = desks
    const invite = async (count: number) => {
      const ids: string[] = []
      for (let at = 0; at < count; at += 1) {
        const { invitationId } = await recruiter.must('createInvitation', {
          body: {
            positionId,
            exerciseId: goExercise,
            candidateName: at === 0 ? '=1+1' : `Person ${at}`,
            candidateEmail: `p${at}.${desk}@bulk.example`,
            expiresInDays: 30,
          },
        })
        ids.push(invitationId)
      }
      return ids
    }
    type Action =
      { kind: 'revoke' } | { kind: 'remind' } | { kind: 'resend' } | { kind: 'extend'; takeByDate: string }
    const dryRun = (action: Action, ids: string[]) =>
      recruiter.must('createBulkAction', { body: { action, ids } })
    const of = ({ id }: { id: string }) => ({ params: { bulkActionId: id } })
    const confirm = (action: { id: string }) => recruiter.must('confirmBulkAction', of(action))
    const made = async (action: { id: string }) => {
      await sweepBulkActions(server.deps)
      return eventually(async () => {
        const now = await recruiter.must('getBulkAction', of(action))
        return now.state === 'made' ? now : null
      })
    }
    const rows = (ids: string[]) =>
      server.deps.db.selectFrom('invitations').selectAll().where('id', 'in', ids).execute()
    const mails = (ids: string[], kind: 'withdrawn' | 'reminder_by_hand' | 'extended' | 'invitation') =>
      server.deps.db
        .selectFrom('mails')
        .selectAll()
        .where('invitation_id', 'in', ids)
        .where('kind', '=', kind)
        .execute()
    const audit = async (action: { id: string }) => {
      const lines = await server.deps.db
        .selectFrom('audit')
        .select('action')
        .where('subject', '=', `bulk_action:${action.id}`)
        .orderBy('id')
        .execute()
      return lines.map((line) => line.action)
    }
    return { recruiter, positionId, invite, dryRun, of, confirm, made, rows, mails, audit }
  })

const after = (ms: number, server: { clock: { advance(ms: number): void } }) => server.clock.advance(ms)

describe('something done to many invitations', () => {
  it('changes and sends nothing where it is taken back within thirty seconds, and the audit shows both', async ({
    server,
    desk,
  }) => {
    const ids = await desk.invite(5)
    const action = await desk.dryRun({ kind: 'revoke' }, ids)
    expect(action).toMatchObject({ state: 'draft', total: 5, possible: 5, problems: [] })
    expect(await desk.confirm(action)).toMatchObject({ state: 'held' })
    after(29_000, server)
    await sweepBulkActions(server.deps)
    expect(await desk.recruiter.must('undoBulkAction', desk.of(action))).toMatchObject({ state: 'undone' })
    after(minuteMs, server)
    await sweepBulkActions(server.deps)
    expect((await desk.rows(ids)).every((row) => row.revoked_at === null)).toBe(true)
    expect(await desk.mails(ids, 'withdrawn')).toEqual([])
    expect(await desk.audit(action)).toEqual(['bulk-action-confirmed', 'bulk-action-undone'])
    expect((await desk.recruiter.call('confirmBulkAction', desk.of(action))).status).toBe(409)
  })

  it('happens once where the page is closed, however often it was asked and by however many servers', async ({
    server,
    desk,
    box,
  }) => {
    const ids = await desk.invite(6)
    const action = await desk.dryRun({ kind: 'revoke' }, [...ids, ids[0] ?? ''])
    await Promise.all([desk.confirm(action), desk.confirm(action)])
    after(31_000, server)
    await Promise.all([1, 2, 3].map(() => sweepBulkActions(server.deps)))
    expect(await desk.made(action)).toMatchObject({ done: 6, failed: 0 })
    expect(await desk.mails(ids, 'withdrawn')).toHaveLength(6)
    expect(await desk.audit(action)).toEqual(['bulk-action-confirmed', 'bulk-action-made'])
    await sweepMails(server.deps)
    await eventually(async () =>
      (await desk.mails(ids, 'withdrawn')).every(({ state }) => state === 'sent') ? true : null,
    )
    expect(box.mails.filter(({ text }) => text.includes('was withdrawn')).length).toBeGreaterThanOrEqual(6)
    const late = await desk.recruiter.call('undoBulkAction', desk.of(action))
    expect(late.status).toBe(409)
  })

  it('says who was changed by somebody else meanwhile, and does it to the others', async ({
    server,
    desk,
  }) => {
    const [moved = '', withdrawn = '', other = ''] = await desk.invite(3)
    const takeByDate = new Date((await server.clock.now()).getTime() + 60 * dayMs).toISOString().slice(0, 10)
    const action = await desk.dryRun({ kind: 'extend', takeByDate }, [moved, withdrawn, other])
    await desk.confirm(action)
    const sooner = new Date((await server.clock.now()).getTime() + 40 * dayMs).toISOString().slice(0, 10)
    await desk.recruiter.must('extendInvitation', {
      params: { invitationId: moved },
      body: { takeByDate: sooner },
    })
    await desk.recruiter.must('revokeInvitation', { params: { invitationId: withdrawn } })
    after(31_000, server)
    expect(await desk.made(action)).toMatchObject({ done: 1, failed: 2 })
    const { items } = await desk.recruiter.must('listBulkItems', desk.of(action))
    expect(items.map(({ outcomeReason }) => outcomeReason)).toEqual([
      'Was changed by somebody else meanwhile; look at it and do it again.',
      'Was withdrawn.',
      null,
    ])
    expect((await desk.recruiter.must('listFailedInvitations', desk.of(action))).ids).toEqual([
      moved,
      withdrawn,
    ])
    const { content } = await desk.recruiter.must('getBulkResult', desk.of(action))
    expect(content).toContain("'=1+1")
    expect(content).toContain('Was withdrawn.')
  })

  it('reminds nobody twice within a day, not even from two windows', async ({ server, desk }) => {
    const ids = await desk.invite(3)
    await sweepMails(server.deps)
    await eventually(async () =>
      (await desk.mails(ids, 'invitation')).every(({ state }) => state === 'sent') ? true : null,
    )
    expect(await desk.dryRun({ kind: 'remind' }, ids)).toMatchObject({
      possible: 0,
      problems: [{ words: 'Was written to within the last day.', count: 3 }],
    })
    after(2 * dayMs, server)
    const [one, two] = [
      await desk.dryRun({ kind: 'remind' }, ids),
      await desk.dryRun({ kind: 'remind' }, ids),
    ]
    expect([one.possible, two.possible]).toEqual([3, 3])
    await desk.confirm(one)
    await desk.confirm(two)
    after(31_000, server)
    const [first, second] = [await desk.made(one), await desk.made(two)]
    expect(first.done + second.done).toBe(3)
    expect(await desk.mails(ids, 'reminder_by_hand')).toHaveLength(3)
  })

  it('sends the newest mail again, the one that did not arrive before the others', async ({
    server,
    desk,
  }) => {
    const ids = await desk.invite(2)
    await server.deps.db
      .updateTable('mails')
      .set({ state: 'failed', ended_at: await server.clock.now(), fault: 'no such mailbox' })
      .where('invitation_id', 'in', ids)
      .where('kind', '=', 'invitation')
      .execute()
    const action = await desk.dryRun({ kind: 'resend' }, ids)
    expect(action).toMatchObject({ possible: 2, notes: [{ count: 2 }] })
    await desk.confirm(action)
    after(31_000, server)
    expect(await desk.made(action)).toMatchObject({ done: 2 })
    await eventually(async () =>
      (await desk.mails(ids, 'invitation')).every(({ state }) => state === 'sent') ? true : null,
    )
  })

  it('refuses what names nothing, a day that has passed, and other people', async ({ server, desk }) => {
    const ids = await desk.invite(1)
    const unknown = await desk.recruiter.call('createBulkAction', {
      body: { action: { kind: 'revoke' }, ids: [crypto.randomUUID()] },
    })
    expect(unknown).toMatchObject({ status: 400 })
    const past = await desk.recruiter.call('createBulkAction', {
      body: { action: { kind: 'extend', takeByDate: '2020-01-01' }, ids },
    })
    expect(past).toMatchObject({
      status: 400,
      body: { error: { issues: [{ path: 'body.action.takeByDate' }] } },
    })
    const reviewer = await server.staff('reviewer')
    expect(
      (await reviewer.call('createBulkAction', { body: { action: { kind: 'revoke' }, ids } })).status,
    ).toBe(403)
  })
})
