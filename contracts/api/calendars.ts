import { z } from 'zod'
import { timeZoneSchema } from '../fields/time-zone.ts'
import { staff, type RouteTable } from '../route.ts'

export const calendarLimits = {
  nameLength: 80,
  holidayNameLength: 120,
  holidays: 1_000,
  prefilledYears: 10,
  shortestAnswerDays: 1,
  longestAnswerDays: 30,
}

/** Working days within which an answer is promised. */
export const answerWorkingDaysSchema = z
  .int('Give a whole number of working days')
  .min(calendarLimits.shortestAnswerDays, 'At least one working day')
  .max(calendarLimits.longestAnswerDays, `At most ${calendarLimits.longestAnswerDays} working days`)

export const defaultAnswerWorkingDays = 2

export const holidaySchema = z.object({
  date: z.iso.date('Write the date as 2026-12-25'),
  name: z.string().trim().max(calendarLimits.holidayNameLength).default(''),
})
export type Holiday = z.output<typeof holidaySchema>

const calendarFields = {
  name: z
    .string()
    .trim()
    .min(1, 'Write a name')
    .max(calendarLimits.nameLength, `A name can have ${calendarLimits.nameLength} characters at most`),
  zone: timeZoneSchema,
  /** Close of business as a wall time in the zone. */
  closesAt: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write a time such as 17:00'),
  /** 1 is Monday, 7 is Sunday. */
  workingDays: z
    .array(z.int().min(1).max(7))
    .min(1, 'Choose at least one working day: without one no answer would ever be due')
    .max(7)
    .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
  holidays: z
    .array(holidaySchema)
    .max(calendarLimits.holidays, `A calendar can hold ${calendarLimits.holidays} holidays at most`)
    .superRefine((holidays, context) => {
      const seen = new Set<string>()
      for (const [index, { date }] of holidays.entries()) {
        if (seen.has(date))
          context.addIssue({ code: 'custom', path: [index, 'date'], message: `${date} stands here twice` })
        seen.add(date)
      }
    })
    .transform((holidays) => [...holidays].sort((a, b) => (a.date < b.date ? -1 : 1))),
}

/** What recruiters write of a calendar. */
export const calendarDraftSchema = z.object(calendarFields)
export type CalendarDraft = z.input<typeof calendarDraftSchema>

export const calendarSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  zone: z.string(),
  closesAt: z.string(),
  workingDays: z.array(z.int()),
  holidays: z.array(z.object({ date: z.string(), name: z.string() })),
  /** Used by every position that names none. */
  isDefault: z.boolean(),
  /** How many positions count by it, those that name none included. */
  positions: z.int(),
  /** When what is handed in now would be answered, within the usual number of working days. */
  exampleDueAt: z.iso.datetime(),
})
export type BusinessCalendarView = z.infer<typeof calendarSchema>

const calendarParams = z.object({ calendarId: z.uuid() })
const forRecruiters = staff('admin', 'recruiter')

export const calendarsApi = {
  listCalendars: {
    method: 'GET',
    path: '/api/calendars',
    summary: 'The business calendars by which answers are promised, the default one first.',
    access: forRecruiters,
    response: z.object({ calendars: z.array(calendarSchema), asOf: z.iso.datetime() }),
  },
  createCalendar: {
    method: 'POST',
    path: '/api/calendars',
    summary: 'Makes a business calendar.',
    access: forRecruiters,
    body: calendarDraftSchema,
    status: 201,
    response: z.object({ calendarId: z.uuid() }),
  },
  changeCalendar: {
    method: 'PUT',
    path: '/api/calendars/:calendarId',
    summary: 'Writes a business calendar anew. What was promised before keeps its date.',
    access: forRecruiters,
    params: calendarParams,
    body: calendarDraftSchema,
    response: z.object({}),
  },
  makeCalendarDefault: {
    method: 'POST',
    path: '/api/calendars/:calendarId/default',
    summary: 'Positions that name no calendar count by this one from now on.',
    access: forRecruiters,
    params: calendarParams,
    response: z.object({}),
  },
  removeCalendar: {
    method: 'DELETE',
    path: '/api/calendars/:calendarId',
    summary: 'Removes a calendar that no position uses and that is not the default one.',
    access: forRecruiters,
    params: calendarParams,
    response: z.object({}),
  },
  listHolidayRegions: {
    method: 'GET',
    path: '/api/holidays/regions',
    summary: 'Countries, and parts of them, whose public holidays can be proposed.',
    access: forRecruiters,
    response: z.object({
      regions: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          states: z.array(z.object({ code: z.string(), name: z.string() })),
        }),
      ),
    }),
  },
  proposeHolidays: {
    method: 'GET',
    path: '/api/holidays',
    summary: 'Public holidays with the days that stand for them, as a proposal: nothing is stored.',
    access: forRecruiters,
    query: z
      .object({
        country: z.string().min(1).max(8),
        state: z.string().max(8).default(''),
        fromYear: z.coerce.number().int().min(2_000).max(2_100),
        untilYear: z.coerce.number().int().min(2_000).max(2_100),
      })
      .refine(({ fromYear, untilYear }) => untilYear >= fromYear, {
        path: ['untilYear'],
        message: 'The last year comes before the first',
      })
      .refine(({ fromYear, untilYear }) => untilYear - fromYear < calendarLimits.prefilledYears, {
        path: ['untilYear'],
        message: `At most ${calendarLimits.prefilledYears} years at a time`,
      }),
    response: z.object({ holidays: z.array(z.object({ date: z.string(), name: z.string() })) }),
  },
} as const satisfies RouteTable
