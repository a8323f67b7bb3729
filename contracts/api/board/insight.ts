import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'

/** Fewer people than this say nothing about an exercise, and may be recognised. */
export const fewestPeople = 5

export const insightFilterSchema = z.object({
  positionId: z.uuid().optional(),
  /** The number of a cohort of that position. */
  cohort: z.coerce.number().int().min(1).optional(),
  /** Of the day of inviting, in the zone of the organisation; both included. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
})
export type InsightFilter = z.infer<typeof insightFilterSchema>

/** Null where fewer than five people stand behind it. */
const quartilesSchema = z.object({ p25: z.number(), p50: z.number(), p75: z.number() }).nullable()
const share = z.number().nullable()

export const insightSchema = z.object({
  zone: z.string(),
  people: z.int(),
  /** How many came so far or further. */
  funnel: z.array(
    z.object({
      step: z.enum(['invited', 'opened', 'scheduled', 'started', 'submitted', 'reviewed', 'answered']),
      count: z.int(),
      share,
    }),
  ),
  /** How many ended without a start. */
  ended: z.array(z.object({ how: z.enum(['declined', 'expired', 'revoked']), count: z.int(), share })),
  /** From the invitation to the start. */
  daysToStart: z.object({ people: z.int(), days: quartilesSchema }),
  /** People of one cohort who took one version of an exercise: nobody is compared beyond that. */
  groups: z.array(
    z.object({
      id: z.string(),
      positionTitle: z.string(),
      cohort: z.int().nullable(),
      exerciseTitle: z.string(),
      exerciseVersion: z.string(),
      /** Who handed in, or whose time was over. */
      people: z.int(),
      /** Of the time given, from 0 to 1. */
      timeUsed: quartilesSchema,
      /** Whose time was over while they worked. */
      endedByClock: share,
      /** When the visible tests passed for the last time, as a share of the time given. */
      lastPassing: z.object({ people: z.int(), at: quartilesSchema }),
      checks: z.array(z.object({ id: z.string(), title: z.string(), passed: z.int(), of: z.int(), share })),
    }),
  ),
  answers: z.object({
    /** Whose answer was promised. */
    promised: z.int(),
    inTime: z.int(),
    late: z.int(),
    /** Not answered, and not due yet. */
    open: z.int(),
    share,
    /** From the hand-in to the answer. */
    days: quartilesSchema,
  }),
})
export type Insight = z.infer<typeof insightSchema>
export type Quartiles = z.infer<typeof quartilesSchema>

export const insightTableSchema = z.enum(['funnel', 'exercises', 'checks', 'answers'])
export type InsightTable = z.infer<typeof insightTableSchema>

export const insightApi = {
  getInsight: {
    method: 'GET',
    path: '/api/insight',
    summary: 'What invitations came to, in figures that name nobody.',
    access: staff('admin', 'recruiter'),
    query: insightFilterSchema,
    response: insightSchema,
  },
  getInsightFile: {
    method: 'GET',
    path: '/api/insight/:table/csv',
    summary: 'One of the tables as a CSV file that no spreadsheet takes for formulas.',
    access: staff('admin', 'recruiter'),
    params: z.object({ table: insightTableSchema }),
    query: insightFilterSchema,
    response: z.object({ fileName: z.string(), content: z.string() }),
  },
} as const satisfies RouteTable
