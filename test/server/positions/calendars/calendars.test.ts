import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { CalendarDraft } from '#contracts/api/calendars.ts'
import { it } from '../../../support/fixtures.ts'
import { goExercise } from '../../../support/server/test-server.ts'

const draft = (more: Partial<CalendarDraft> = {}): CalendarDraft => ({
  name: `Calendar ${randomUUID()}`,
  zone: 'europe/berlin',
  closesAt: '16:30',
  workingDays: [5, 1, 1],
  holidays: [
    { date: '2026-12-25', name: 'Christmas' },
    { date: '2026-01-01', name: 'New Year' },
  ],
  ...more,
})

describe('business calendars', () => {
  it('begin with one that follows the organisation, and more are written', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const { calendars } = await recruiter.must('listCalendars')
    expect(calendars).toMatchObject([
      { name: 'Monday to Friday', zone: 'UTC', closesAt: '17:00', isDefault: true, holidays: [] },
    ])
    // A Tuesday at nine: by close of business on Thursday.
    expect(calendars[0]?.exampleDueAt).toBe('2026-11-26T17:00:00.000Z')
    const { calendarId } = await recruiter.must('createCalendar', { body: draft() })
    const written = (await recruiter.must('listCalendars')).calendars.find(({ id }) => id === calendarId)
    expect(written).toMatchObject({
      zone: 'Europe/Berlin',
      workingDays: [1, 5],
      holidays: [{ date: '2026-01-01' }, { date: '2026-12-25' }],
    })
  })

  it.for([
    [{ workingDays: [] }, 'without one no answer would ever be due'],
    [{ workingDays: [0] }, ''],
    [{ closesAt: '24:00' }, 'Write a time such as 17:00'],
    [{ closesAt: '5 pm' }, 'Write a time'],
    [{ zone: 'Middle/Earth' }, 'is not a time zone'],
    [{ name: '  ' }, 'Write a name'],
    [{ name: 'MONDAY TO FRIDAY' }, 'Another calendar has this name'],
    [{ holidays: [{ date: '2026-02-30', name: '' }] }, 'Write the date as'],
    [{ holidays: [1, 2].map(() => ({ date: '2026-12-25', name: '' })) }, 'stands here twice'],
    [
      { holidays: Array.from({ length: 1001 }, () => ({ date: '2026-12-25', name: '' })) },
      '1000 holidays at most',
    ],
  ] as const)('are refused with a reason: %o', async ([more, words], { server }) => {
    const recruiter = await server.staff('recruiter')
    const answer = await recruiter.call('createCalendar', { body: draft(more as Partial<CalendarDraft>) })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.error?.issues)).toContain(words)
  })

  it('are removed only where nothing counts by them', async ({ server }) => {
    const recruiter = await server.staff('recruiter')
    const { calendarId } = await recruiter.must('createCalendar', { body: draft() })
    const params = { calendarId }
    const body = {
      title: `Position ${randomUUID()}`,
      exerciseIds: [goExercise],
      calendarId,
      answerWorkingDays: 5,
    }
    const position = await recruiter.must('createPosition', { body })
    expect(position).toMatchObject({ calendarId, answerWorkingDays: 5 })
    const positionId = { positionId: position.id }
    expect((await recruiter.call('removeCalendar', { params })).error?.message).toBe(
      'One position counts by this calendar.',
    )
    await recruiter.must('changePosition', { params: positionId, body: { ...body, calendarId: null } })
    await recruiter.must('makeCalendarDefault', { params })
    expect((await recruiter.call('removeCalendar', { params })).error?.message).toContain('default calendar')
    const first = (await recruiter.must('listCalendars')).calendars.find(({ isDefault }) => !isDefault)!
    await recruiter.must('makeCalendarDefault', { params: { calendarId: first.id } })
    await recruiter.must('removeCalendar', { params })
    const gone = await recruiter.call('changePosition', { params: positionId, body })
    expect(gone.error?.issues).toMatchObject([{ path: 'body.calendarId' }])
    for (const answerWorkingDays of [0, 31, 1.5])
      expect((await recruiter.call('createPosition', { body: { ...body, answerWorkingDays } })).status).toBe(
        400,
      )
  })

  it('are filled with the public holidays of a place, and nothing else that rules know of', async ({
    server,
  }) => {
    const recruiter = await server.staff('recruiter')
    const ask = async (query: string) => {
      const response = await recruiter.fetch(`/api/holidays?${query}`)
      return (await response.json()) as {
        holidays: { date: string; name: string }[]
        error?: { issues: object[] }
      }
    }
    const { holidays } = await ask('country=DE&state=BE&fromYear=2026&untilYear=2026')
    expect(holidays).toHaveLength(10)
    expect((await ask('country=GB&state=ENG&fromYear=2026&untilYear=2026')).holidays).toContainEqual({
      date: '2026-12-28',
      name: 'Boxing Day (substitute day)',
    })
    // A feast of three days is three days.
    const feast = (await ask('country=AE&fromYear=2026&untilYear=2026')).holidays.map(({ date }) => date)
    expect(feast).toEqual(expect.arrayContaining(['2026-03-20', '2026-03-21', '2026-03-22']))
    expect((await ask('country=XX&fromYear=2026&untilYear=2026')).error?.issues).toHaveLength(1)
    expect((await ask('country=DE&state=ZZ&fromYear=2026&untilYear=2026')).error?.issues).toHaveLength(1)
    expect((await ask('country=DE&fromYear=2026&untilYear=2036')).error?.issues).toHaveLength(1)
    const { regions } = await recruiter.must('listHolidayRegions')
    expect(regions.find(({ code }) => code === 'DE')?.states).toContainEqual({ code: 'BE', name: 'Berlin' })
  })
})
