import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { sealAudit, verifyAudit } from '../../../server/db/audit/audit-chain.ts'
import { recordAudit } from '../../../server/db/audit/record-audit.ts'
import { eraseDueCandidates } from '../../../server/privacy/erase-candidates.ts'
import { it } from '../../support/fixtures.ts'

const viewsOf = (actions: readonly string[], action: string) =>
  actions.filter((each) => each === action).length

describe('the audit', () => {
  it('tells who did what, with before and after, and what the ids stand for', async ({ server }) => {
    const boss = await server.staff('admin')
    const { member } = await boss.must('inviteStaff', {
      body: { name: 'Rita New', email: `${randomUUID()}@x.example`, roles: ['reviewer'] },
    })
    await boss.must('changeStaff', {
      params: { staffId: member.id },
      body: { roles: ['recruiter'], positionIds: [] },
    })
    const { entries } = await boss.must('listAudit', { query: { subject: `staff:${member.id}` } })
    expect(entries.map(({ action }) => action)).toEqual(['staff-changed', 'staff-invited'])
    expect(entries[0]).toMatchObject({
      actor: { key: `staff:${boss.staffId}`, name: 'Staff admin' },
      subject: { kind: 'staff', name: 'Rita New' },
      detail: { before: { roles: ['reviewer'] }, after: { roles: ['recruiter'] } },
    })
    const byId = await boss.must('listAudit', { query: { subject: member.id } })
    expect(byId.entries).toEqual(entries)
  })

  it('tells who looked, once an hour for each', async ({ server }) => {
    const boss = await server.staff('admin')
    const { invitationId } = await server.candidate()
    const query = { actor: `staff:${boss.staffId}` }
    const look = async () => {
      await boss.must('getCandidateTimeline', { params: { invitationId } })
      await boss.must('listMails', { params: { invitationId } })
      await boss.must('listInvitations')
      const { entries } = await boss.must('listAudit', { query })
      return entries.map(({ action }) => action)
    }
    await look()
    const once = await look()
    for (const action of ['candidate-viewed', 'mails-viewed', 'board-viewed', 'audit-viewed'])
      expect(viewsOf(once, action), action).toBe(1)
    server.clock.advance(3_600_001)
    expect(viewsOf(await look(), 'candidate-viewed')).toBe(2)
    const { entries } = await boss.must('listAudit', { query: { ...query, action: 'candidate-viewed' } })
    expect(entries[0]?.subject).toMatchObject({ invitationId, name: 'Zarah Quillfeather' })
  })

  it('has pages of a hundred that leave nothing out, and is narrowed by date', async ({ server }) => {
    const boss = await server.staff('admin')
    const actor = `staff:${randomUUID()}`
    const begin = server.clock.current
    for (let each = 0; each < 205; each += 1)
      await recordAudit(server.deps.db, {
        at: new Date(begin.getTime() + each * 60_000),
        actor,
        action: 'position-closed',
        subject: `position:${randomUUID()}`,
      })
    const seen: number[] = []
    let before: string | undefined
    for (let pages = 0; pages < 3; pages += 1) {
      const { entries, next } = await boss.must('listAudit', {
        query: { actor, ...(before !== undefined && { before }) },
      })
      seen.push(...entries.map(({ id }) => id))
      expect(next === null).toBe(pages === 2)
      before = String(next)
    }
    expect(new Set(seen).size).toBe(205)
    expect(seen).toEqual([...seen].sort((a, b) => b - a))
    const from = new Date(begin.getTime() + 10 * 60_000).toISOString()
    const to = new Date(begin.getTime() + 15 * 60_000).toISOString()
    const { entries } = await boss.must('listAudit', { query: { actor, from, to } })
    expect(entries).toHaveLength(5)
  })

  it('is a file in which nothing is a formula', async ({ server }) => {
    const boss = await server.staff('admin')
    const positionId = await server.position()
    await server.deps.db
      .updateTable('positions')
      .set({ title: '=HYPERLINK("https://evil.example")' })
      .where('id', '=', positionId)
      .execute()
    await boss.must('closePosition', { params: { positionId } })
    const { content, fileName } = await boss.must('exportAudit', { query: { subject: positionId } })
    expect(fileName).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/)
    expect(content).toContain(`"'=HYPERLINK(`)
    expect(content).toContain('closed a position')
    const { entries } = await boss.must('listAudit', { query: { action: 'audit-exported' } })
    expect(entries).not.toEqual([])
  })

  it.for([
    [{ subject: `'; drop table audit; --` }],
    [{ subject: '%' }],
    [{ actor: 'staff:nobody' }],
    [{ action: 'no such thing' }],
    [{ subject: 'position:not-a-uuid' }],
  ] as const)('finds nothing for %j', async ([query], { server }) => {
    const boss = await server.staff('admin')
    expect((await boss.must('listAudit', { query })).entries).toEqual([])
  })

  it.for([
    [{ before: '0' }],
    [{ before: 'x' }],
    [{ from: 'yesterday' }],
    [{ actor: 'x'.repeat(200) }],
  ] as const)('refuses %j', async ([query], { server }) => {
    const boss = await server.staff('admin')
    expect(await boss.call('listAudit', { query })).toMatchObject({ status: 400 })
  })

  it('holds after an erasure, which takes names away and no line', async ({ server }) => {
    const boss = await server.staff('admin')
    const { invitationId } = await server.candidate()
    await boss.must('getCandidateTimeline', { params: { invitationId } })
    await sealAudit(server.deps.db)
    server.clock.advance(400 * 24 * 3_600_000)
    expect(await eraseDueCandidates(server.deps)).toBeGreaterThan(0)
    const { entries } = await boss.must('listAudit', { query: { subject: invitationId } })
    expect(entries.length).toBeGreaterThan(1)
    expect(JSON.stringify(entries)).not.toContain('Quillfeather')
    await sealAudit(server.deps.db)
    expect((await verifyAudit(server.deps.db)).fault).toBeNull()
  })
})
