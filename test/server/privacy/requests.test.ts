import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { eraseDueCandidates } from '../../../server/privacy/erase-candidates.ts'
import { inTransaction } from '../../../server/db/transaction.ts'
import { postMail } from '../../../server/mails/post-mail.ts'
import { issueStaffLink } from '../../../server/staff/staff-links.ts'
import { findFaults } from '../../support/browser/accessibility.ts'
import { it as base } from '../../support/fixtures.ts'
import { goExercise, typescriptExercise, type TestServer } from '../../support/server/test-server.ts'
import { unpackZip } from '../../support/unpack-zip.ts'

const dayMs = 24 * 3_600_000

/** Somebody who has handed in, with a name and an address of their own. */
async function submittable(server: TestServer, positionId: string) {
  const recruiter = await server.staff('recruiter')
  const secret = randomUUID()
  const body = { positionId, candidateName: `Lin ${secret}`, candidateEmail: `${secret}@requests.example` }
  const { invitationId, link } = await recruiter.must('createInvitation', { body })
  const visitor = server.visitor()
  const params = { invitationId }
  await visitor.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
  await visitor.must('chooseExercise', { params, body: { exerciseId: goExercise } })
  const { attemptId } = await visitor.must('startAttempt', { params, body: {} })
  const submit = async () => {
    await visitor.must('submitAttempt', { params: { attemptId } })
    await visitor.must('saveNotes', { params: { attemptId }, body: { tradeOffs: `I, ${secret}, chose` } })
  }
  return { secret, visitor, params, attemptId, submit, name: body.candidateName }
}

const it = base.extend('admin', { scope: 'file' }, ({ server }) => server.staff('admin', 'recruiter'))

const countOf = async (server: TestServer, table: string, text: string) => {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)} as row
    where to_jsonb(row)::text like ${`%${text}%`}`.execute(server.deps.db)
  return rows[0]?.count ?? 0
}

describe('how long things are kept', () => {
  it('is said by the position, shown to the candidate, and done then', async ({ server, admin }) => {
    const { id: positionId } = await admin.must('createPosition', {
      body: { title: randomUUID(), exerciseIds: [goExercise, typescriptExercise], retentionDays: 30 },
    })
    const short = await submittable(server, positionId)
    const usual = await submittable(server, await server.position())
    await short.submit()
    await usual.submit()
    const now = server.clock.current.getTime()
    const retention = await short.visitor.must('getRetention', { params: short.params })
    expect(retention).toMatchObject({ retentionDays: 30, contact: { name: 'Staff recruiter' } })
    expect(Math.abs(Date.parse(retention.deletedAt) - now - 30 * dayMs)).toBeLessThan(60_000)
    expect((await usual.visitor.must('getRetention', { params: usual.params })).retentionDays).toBe(180)
    server.clock.advance(31 * dayMs)
    await eraseDueCandidates(server.deps)
    expect(await countOf(server, 'candidates', short.secret)).toBe(0)
    expect(await countOf(server, 'candidates', usual.secret)).toBe(1)
    for (const retentionDays of [0, 3_651, 1.5])
      expect(
        (
          await admin.call('createPosition', {
            body: { title: 'x', exerciseIds: [goExercise], retentionDays },
          })
        ).status,
      ).toBe(400)
  })
})

describe('what an admin does on request', () => {
  it('exports both practices of whoever practised in two languages', async ({ server, admin }) => {
    const recruiter = await server.staff('recruiter')
    const body = {
      positionId: await server.position(),
      candidateName: 'Two',
      candidateEmail: 'two@x.example',
    }
    const { invitationId, link } = await recruiter.must('createInvitation', { body })
    const visitor = server.visitor()
    await visitor.must('exchangeInvitationLink', { body: { token: new URL(link).hash.slice(1) } })
    for (const exerciseId of [goExercise, typescriptExercise]) {
      await visitor.must('chooseExercise', { params: { invitationId }, body: { exerciseId } })
      await visitor.must('startPractice', { params: { invitationId } })
    }
    const { zipBase64 } = await admin.must('exportCandidateData', { params: { invitationId } })
    const paths = [...(await unpackZip(Buffer.from(zipBase64, 'base64'))).keys()]
    expect(paths).toEqual(
      expect.arrayContaining(
        ['practice/attempt.json', 'practice-2/attempt.json'].map((path) => `my-fairtime-data/${path}`),
      ),
    )
  })

  it('anonymises: the work stays, and nothing says whose it is', async ({ server, admin }) => {
    const { secret, params, attemptId, submit, name, visitor } = await submittable(
      server,
      await server.position(),
    )
    const asked = (candidateName: string) =>
      admin.call('eraseCandidateData', { params, body: { kind: 'anonymise', candidateName } })
    expect(await asked(name)).toMatchObject({ status: 409, error: { code: 'candidate_at_work' } })
    await submit()
    expect(await admin.must('getCandidateData', { params })).toMatchObject({ invitations: 1, submissions: 1 })
    await admin.must('writeCandidateNote', { params, body: { words: `${secret} was kind` } })
    expect((await asked('somebody else')).status).toBe(400)
    await server.deps.db
      .updateTable('mails')
      .set({ fault: `550 no such user ${secret}` })
      .where('invitation_id', '=', params.invitationId)
      .execute()
    expect((await asked(name)).status).toBe(200)
    const { rows: tables } = await sql<{
      name: string
    }>`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(server.deps.db)
    expect(tables.length).toBeGreaterThan(40)
    for (const { name: table } of tables)
      expect([table, await countOf(server, table, secret)]).toEqual([table, 0])
    expect(await countOf(server, 'submissions', attemptId)).toBeGreaterThan(0)
    expect((await visitor.call('getInvitation', { params })).status).not.toBe(200)
    // A promise to somebody who is nobody now is told to nobody.
    await inTransaction(server.deps.db, (tx, afterCommit) =>
      postMail(
        { deps: server.deps, tx, afterCommit },
        { ...params, kind: 'receipt', now: server.clock.current },
      ),
    )
    const ended = async () =>
      (await admin.must('listMails', { params })).mails.filter(
        ({ kind, endedAt }) => kind === 'receipt' && endedAt,
      )
    await expect.poll(async () => (await ended()).length, { timeout: 20_000 }).toBe(2)
    const { mails: kept } = await admin.must('listOutbox')
    expect(kept.filter((mail) => mail.invitationId === params.invitationId)).toEqual([])
    const { invitations } = await admin.must('listInvitations')
    expect(invitations.find(({ id }) => id === params.invitationId)).toMatchObject({
      candidateName: 'Anonymous candidate',
    })
  })

  it('erases: only the record is left', async ({ server, admin }) => {
    const { params, attemptId, submit, name } = await submittable(server, await server.position())
    await submit()
    await admin.must('eraseCandidateData', { params, body: { kind: 'erase', candidateName: name } })
    expect((await admin.call('getCandidateData', { params })).status).toBe(404)
    expect(await countOf(server, 'attempts', attemptId)).toBe(0)
    expect(await countOf(server, 'audit', attemptId)).toBeGreaterThan(0)
  })
})

it('both sides read about it in the browser', { timeout: 90_000 }, async ({ server, browser, admin }) => {
  const { params, submit, name, visitor } = await submittable(server, await server.position())
  await submit()
  expect((await visitor.must('getRetention', { params })).retentionDays).toBe(180)
  const page = await browser.open()
  const recruiter = await server.staff('recruiter')
  const { link } = await recruiter.must('renewInvitationLink', { params })
  await page.goto(link)
  await page.waitForURL(`**/invitations/${params.invitationId}`)
  await page.goto(`${server.url}/invitations/${params.invitationId}/data`)
  await page.getByText('All of it is deleted by itself on').waitFor()
  const found = await findFaults(page)
  await page.setViewportSize({ width: 390, height: 844 })
  found.push(...(await findFaults(page)))

  const staffPage = await browser.open()
  const now = server.clock.current
  const { staffId } = admin
  await staffPage.goto(
    await issueStaffLink(server.deps, server.deps.db, { purpose: 'sign_in', staffId, now }),
  )
  await staffPage.getByRole('button', { name: 'Sign in' }).click()
  await staffPage.waitForURL('**/board')
  await staffPage.goto(`${server.url}/board/${params.invitationId}`)
  await staffPage.getByRole('heading', { name: 'Data of this person' }).click()
  await staffPage.getByRole('button', { name: 'Erase' }).click()
  const erase = staffPage.getByRole('button', { name: 'Erase for good' })
  await erase.waitFor()
  expect(await erase.isDisabled()).toBe(true)
  found.push(...(await findFaults(staffPage)))
  await staffPage.getByLabel(/To go on, write the name/).fill(name)
  await erase.click()
  await staffPage.waitForURL('**/board')
  expect((await admin.call('getCandidateData', { params })).status).toBe(404)
  expect(found).toEqual([])
})
