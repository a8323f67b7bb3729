import { z } from 'zod'
import { attemptStateSchema } from '../../clock.ts'
import { criterionSchema } from '../../exercise-manifest.ts'
import { languageSchema } from '../../languages.ts'
import { mailAddressSchema } from '../../fields/mail-address.ts'
import { personNameSchema } from '../../fields/person-name.ts'
import { timeZoneSchema } from '../../fields/time-zone.ts'
import { everyone, staff, ownInvitation, type RouteTable } from '../../route.ts'
import { toolSchema } from '../../tools.ts'

/** A wall time somewhere: stored together with the instant it means. */
export const appointmentSchema = z.object({
  startsAt: z.iso.datetime(),
  zone: z.string(),
  /** How far the clocks of the zone are ahead of UTC then, by the server's rules: a browser's may be older. */
  offsetMs: z.int(),
})

/** A wall time as `2026-11-24T09:30` in `zone`. Where the clocks go back it happens twice, and `occurrence` says which is meant. */
export const appointmentRequestSchema = z.object({
  local: z.iso.datetime({ local: true, precision: -1 }),
  zone: timeZoneSchema,
  occurrence: z.enum(['first', 'second']).optional(),
})
export type AppointmentRequest = z.infer<typeof appointmentRequestSchema>

export const invitationParams = z.object({ invitationId: z.uuid() })

export const extraTimeFactorSchema = z.number().min(1).max(4)

/** What is known of an exercise before the start. */
const offeredExerciseSchema = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  language: languageSchema,
  overview: z.string(),
  measures: z.array(z.string()),
  allowedHelp: z.array(z.string()),
  aiPolicy: z.string().nullable(),
  constraints: z.array(z.string()),
  criteria: z.array(criterionSchema),
  /** What code runs with; empty before a worker has said. */
  tools: z.array(toolSchema),
  /** With the candidate's own extra time, if any. */
  durationMs: z.number(),
})

export const invitationsApi = {
  createInvitation: {
    method: 'POST',
    path: '/api/invitations',
    summary:
      'Invites a candidate to an exercise for a position; the link is answered once and stored only hashed.',
    access: staff('admin', 'recruiter'),
    body: z.object({
      positionId: z.uuid(),
      /** Left out, the candidate chooses among those of the position. */
      exerciseId: z.string().max(100).nullable().default(null),
      candidateName: personNameSchema,
      candidateEmail: mailAddressSchema,
      /** Says that an address which is known under another name is meant all the same. The earlier name stays where it is. */
      otherNameIsMeant: z.boolean().default(false),
      /** Left out, the candidate picks one, or starts when they like. */
      appointment: appointmentRequestSchema.nullable().default(null),
      expiresInDays: z.int().min(1).max(90).default(14),
      /** The last day on which a time can be picked, in the zone of the organisation. */
      scheduleByDate: z.iso.date().nullable().default(null),
      extraTimeFactor: extraTimeFactorSchema.default(1),
    }),
    status: 201,
    response: z.object({
      invitationId: z.uuid(),
      link: z.url(),
      /** Whether the candidate gets it by mail too. */
      mail: z.enum(['smtp', 'folder', 'off']),
      /** What does not hold the invitation up, and should be seen to. */
      warnings: z.array(z.object({ code: z.enum(['few_reviewers']), message: z.string() })),
    }),
  },
  renewInvitationLink: {
    method: 'POST',
    path: '/api/invitations/:invitationId/links',
    summary:
      'A new link for an invitation; earlier links, sessions and git keys stop working, the work so far stays.',
    access: staff('admin', 'recruiter'),
    params: invitationParams,
    status: 201,
    response: z.object({ link: z.url() }),
  },
  revokeInvitation: {
    method: 'POST',
    path: '/api/invitations/:invitationId/revoke',
    summary: 'Withdraws an invitation that was not started.',
    access: staff('admin', 'recruiter'),
    params: invitationParams,
    response: z.object({}),
  },
  extendInvitation: {
    method: 'POST',
    path: '/api/invitations/:invitationId/extend',
    summary: 'Other dates for an invitation that was not started; the candidate gets them with a link.',
    access: staff('admin', 'recruiter'),
    params: invitationParams,
    body: z.object({
      /** The last day to start, in the zone of the organisation. */
      takeByDate: z.iso.date(),
      /** The last day on which a time can be picked. */
      scheduleByDate: z.iso.date().nullable().default(null),
    }),
    response: z.object({}),
  },
  declineInvitation: {
    method: 'POST',
    path: '/api/invitations/:invitationId/decline',
    summary: 'The candidate says "no, thank you": no reminder any more, and the recruiter is told.',
    access: ownInvitation,
    params: invitationParams,
    body: z.object({ reason: z.string().trim().max(2_000).default('') }),
    response: z.object({}),
  },
  reopenInvitation: {
    method: 'POST',
    path: '/api/invitations/:invitationId/reopen',
    summary: 'Takes a "no, thank you" back, where the candidate has changed their mind.',
    access: staff('admin', 'recruiter'),
    params: invitationParams,
    response: z.object({}),
  },
  chooseExercise: {
    method: 'POST',
    path: '/api/invitations/:invitationId/exercise',
    summary:
      'The candidate chooses which exercise to take, where that was left to them; it may be changed until the start.',
    access: ownInvitation,
    params: invitationParams,
    body: z.object({ exerciseId: z.string().max(100) }),
    response: z.object({}),
  },
  exchangeInvitationLink: {
    method: 'POST',
    path: '/api/invitation-links/exchange',
    summary:
      'Exchanges the secret of an invitation link for a session. Opening a link never starts anything.',
    access: everyone,
    body: z.object({ token: z.string().min(20).max(200) }),
    rate: 'token',
    response: z.object({ invitationId: z.uuid() }),
  },
  signCandidateOut: {
    method: 'POST',
    path: '/api/candidate/sign-out',
    summary: "Ends a candidate's session in this browser. The invitation's link opens it again.",
    access: everyone,
    response: z.object({}),
  },
  getInvitation: {
    method: 'GET',
    path: '/api/invitations/:invitationId',
    summary:
      "The candidate's overview: what is asked, what is measured, how long, and whether it can be started now.",
    access: ownInvitation,
    params: invitationParams,
    response: z.object({
      id: z.uuid(),
      candidateName: z.string(),
      positionTitle: z.string(),
      /** One, or those that the candidate may choose from. */
      exercises: z.array(offeredExerciseSchema).min(1),
      /** The one that is taken; null while the candidate has still to choose. */
      exerciseId: z.string().nullable(),
      /** Whether another one may be chosen still. */
      mayChoose: z.boolean(),
      /** What the candidate hears after the review, and when; null where the position does not say. */
      feedbackPolicy: z.string().nullable(),
      /** With the candidate's own extra time, if any; before the choice, of the longest. */
      durationMs: z.number(),
      appointment: appointmentSchema.nullable(),
      /** Where the people who invite sit. */
      organisationZone: z.string(),
      expiresAt: z.iso.datetime(),
      /** A time must be picked by then; null where that does not matter. */
      scheduleBy: z.iso.datetime().nullable(),
      asOf: z.iso.datetime(),
      /** `appointment`: it may be started early, after asking once more. */
      start: z.enum(['ready', 'appointment', 'expired', 'unscheduled', 'declined', 'revoked', 'started']),
      attempt: z.object({ id: z.uuid(), state: attemptStateSchema }).nullable(),
    }),
  },
} as const satisfies RouteTable
