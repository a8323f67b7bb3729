import { describe, expect } from 'vitest'
import { it } from '../../support/fixtures.ts'

describe('insight', () => {
  it('is narrowed by position, cohort and days, names nobody, and is for recruiters', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const { invitationId, visitor } = await server.candidate()
    await visitor.must('startAttempt', { params: { invitationId }, body: {} })
    const { position_id: positionId } = await server.deps.db
      .selectFrom('invitations')
      .select('position_id')
      .where('id', '=', invitationId)
      .executeTakeFirstOrThrow()
    const insight = await recruiter.must('getInsight', { query: { positionId } })
    expect(insight.funnel.find(({ step }) => step === 'started')).toEqual({
      step: 'started',
      count: 1,
      share: null,
    })
    expect(JSON.stringify(insight)).not.toContain('@')
    expect((await recruiter.must('getInsight', { query: { positionId, until: '2020-01-01' } })).people).toBe(
      0,
    )
    expect((await recruiter.must('getInsight', { query: { positionId, cohort: '999' } })).people).toBe(0)
    const { fileName, content } = await recruiter.must('getInsightFile', { params: { table: 'funnel' } })
    expect(fileName).toMatch(/^insight-funnel-.*\.csv$/)
    expect(content).toContain('invited')
    const wrong: Record<string, string>[] = [
      { cohort: '1' },
      { from: '2026-02-02', until: '2026-02-01' },
      { from: '2026-02-30' },
    ]
    for (const query of wrong) expect((await recruiter.call('getInsight', { query })).status).toBe(400)
    const reviewer = await server.staff('reviewer')
    expect((await reviewer.call('getInsight')).status).toBe(403)
  })
})
