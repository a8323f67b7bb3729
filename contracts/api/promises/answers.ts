import { z } from 'zod'
import { staff, type RouteTable } from '../../route.ts'
import { invitationParams } from '../invitations/invitations.ts'

/** What a promised date was counted by, as it was then. Null in promises from before calendars. */
export const promiseBasisSchema = z.object({
  calendar: z.string(),
  zone: z.string(),
  closesAt: z.string(),
  /** Null where somebody named the date. */
  workingDays: z.int().nullable(),
  /** Holidays on the way, which were not counted. */
  holidays: z.array(z.object({ date: z.string(), name: z.string() })),
})
export type PromiseBasis = z.infer<typeof promiseBasisSchema>

/** One promise: by when a candidate hears. */
export const answerPromiseSchema = z.object({
  dueAt: z.iso.datetime(),
  madeAt: z.iso.datetime(),
  basis: promiseBasisSchema.nullable(),
  /** Why the date was moved, as the candidate reads it; null for the first one. */
  reason: z.string().nullable(),
})

/** How it stands with a candidate's answer. */
export const answerStateSchema = z.object({
  /** `late`: the date has passed, and there is no answer. */
  state: z.enum(['promised', 'late', 'answered']),
  answeredAt: z.iso.datetime().nullable(),
  /** The newest, which counts, first. */
  promises: z.array(answerPromiseSchema).min(1),
})
export type AnswerState = z.infer<typeof answerStateSchema>

export const answerLimits = { shortestReason: 5, longestReason: 500, furthestDays: 90 }

const forRecruiters = staff('admin', 'recruiter')

export const answersApi = {
  getAnswer: {
    method: 'GET',
    path: '/api/board/:invitationId/answer',
    summary: 'What a candidate was promised about their answer, why, and whether they have it.',
    access: forRecruiters,
    params: invitationParams,
    response: answerStateSchema,
  },
  markAnswered: {
    method: 'PUT',
    path: '/api/board/:invitationId/answer',
    summary:
      'Notes that the candidate has their answer, now or at an earlier time; nobody is reminded any more.',
    access: forRecruiters,
    params: invitationParams,
    body: z.object({
      /** Left out, now. */
      answeredAt: z.iso.datetime().nullable().default(null),
    }),
    response: z.object({}),
  },
  unmarkAnswered: {
    method: 'DELETE',
    path: '/api/board/:invitationId/answer',
    summary: 'Takes back that the candidate has their answer; the promise counts again.',
    access: forRecruiters,
    params: invitationParams,
    response: z.object({}),
  },
  tellNewAnswerDate: {
    method: 'POST',
    path: '/api/board/:invitationId/answer-dates',
    summary: 'Tells the candidate a new date for their answer, with the reason, by mail and on their page.',
    access: forRecruiters,
    params: invitationParams,
    body: z.object({
      /** A working day of the calendar; the answer is due at its close of business. */
      date: z.iso.date('Choose a day'),
      /** The candidate reads it. */
      reason: z
        .string()
        .trim()
        .min(answerLimits.shortestReason, 'Say in a sentence why; the candidate reads it')
        .max(answerLimits.longestReason, `At most ${answerLimits.longestReason} characters`),
    }),
    status: 201,
    response: z.object({ dueAt: z.iso.datetime() }),
  },
} as const satisfies RouteTable
