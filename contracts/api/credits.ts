import { z } from 'zod'
import { attemptStateSchema, creditKindSchema } from '../clock.ts'
import { staff, ownAttempt, type RouteTable } from '../route.ts'
import { attemptParams } from './attempts.ts'
import { extraTimeFactorSchema, invitationParams } from './invitations/invitations.ts'

/** Candidates read these after "7 minutes were given back to you:". */
export const platformReasons = {
  outage: 'our service could not be reached',
  queue: 'your test run had to wait for our machines',
  platform_error: 'a test run ended through a fault of ours',
  accommodation: 'accommodation',
} as const

export const creditSchema = z.object({
  id: z.uuid(),
  kind: creditKindSchema,
  amountMs: z.number(),
  reason: z.string(),
  /** The time that was lost, where the platform measured it. */
  lost: z.object({ from: z.iso.datetime(), until: z.iso.datetime() }).nullable(),
  /** A colleague's name; null for the platform. */
  givenBy: z.string().nullable(),
  givenAt: z.iso.datetime(),
  undoneAt: z.iso.datetime().nullable(),
  /** When the candidate said to have read of it. */
  seenAt: z.iso.datetime().nullable(),
})
export type Credit = z.infer<typeof creditSchema>

const withheldSchema = z.object({
  amountMs: z.number(),
  reason: z.string(),
  from: z.iso.datetime(),
})
export type Withheld = z.infer<typeof withheldSchema>

const forRecruiters = staff('admin', 'recruiter')

/** An attempt's time as staff may look at and change it. Reviewers never learn of any of it. */
export const creditsApi = {
  getTime: {
    method: 'GET',
    path: '/api/invitations/:invitationId/time',
    summary: 'Start, deadline, extra time and what was given back, with reasons.',
    access: forRecruiters,
    params: invitationParams,
    response: z.object({
      state: attemptStateSchema.nullable(),
      startedAt: z.iso.datetime().nullable(),
      deadline: z.iso.datetime().nullable(),
      /** Of the candidate's browser at the start, or of the appointment; null where neither is known. */
      zone: z.string().nullable(),
      baseDurationMs: z.number(),
      /** With what was agreed while the clock ran. */
      extraTimeFactor: z.number(),
      credits: z.array(creditSchema),
      /** Lost time that the platform leaves to staff, since nobody else met its cause. */
      withheld: z.array(withheldSchema),
    }),
  },
  giveTime: {
    method: 'POST',
    path: '/api/invitations/:invitationId/time',
    summary: 'Gives a candidate who is at work more time. They read the reason.',
    access: forRecruiters,
    params: invitationParams,
    body: z.object({ minutes: z.int().min(1).max(240), reason: z.string().trim().min(5).max(200) }),
    status: 201,
    response: z.object({ creditId: z.uuid() }),
  },
  undoCredit: {
    method: 'POST',
    path: '/api/invitations/:invitationId/credits/:creditId/undo',
    summary: 'Takes given time back. Asking twice takes it back once.',
    access: forRecruiters,
    params: invitationParams.extend({ creditId: z.uuid() }),
    response: z.object({}),
  },
  setExtraTime: {
    method: 'PUT',
    path: '/api/invitations/:invitationId/extra-time',
    summary: 'Sets the extra-time factor, before the start or during it; never below what was promised.',
    access: forRecruiters,
    params: invitationParams,
    body: z.object({ factor: extraTimeFactorSchema }),
    response: z.object({}),
  },
  acknowledgeCredits: {
    method: 'POST',
    path: '/api/attempts/:attemptId/credits/seen',
    summary: 'The candidate has read that time was given back.',
    access: ownAttempt,
    params: attemptParams,
    body: z.object({ creditIds: z.array(z.uuid()).min(1).max(200) }),
    response: z.object({}),
  },
} as const satisfies RouteTable
