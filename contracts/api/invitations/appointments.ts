import { z } from 'zod'
import { staff, ownInvitation, type RouteTable } from '../../route.ts'
import { appointmentRequestSchema, appointmentSchema, invitationParams } from './invitations.ts'

/** What somebody may ask for before or during the exercise. Only recruiters learn of it. */
export const accommodationKindSchema = z.enum(['quarter', 'half', 'double', 'breaks', 'other'])
export type AccommodationKind = z.infer<typeof accommodationKindSchema>

/**
 * The factor that a wish stands for; null where words alone say what is needed. The clock goes on during a break, so its time is
 * added beforehand.
 */
export const factorOfKind = { quarter: 1.25, half: 1.5, double: 2, breaks: 1.25, other: null } as const

export const accommodationSchema = z.object({
  id: z.uuid(),
  kind: accommodationKindSchema,
  words: z.string(),
  askedAt: z.iso.datetime(),
  /** Null while nobody has answered. */
  answer: z.object({ granted: z.boolean(), words: z.string(), answeredAt: z.iso.datetime() }).nullable(),
})
export type Accommodation = z.infer<typeof accommodationSchema>

const forRecruiters = staff('admin', 'recruiter')

/** The candidate says when and how they sit. */
export const appointmentsApi = {
  setAppointment: {
    method: 'PUT',
    path: '/api/invitations/:invitationId/appointment',
    summary:
      'The candidate picks a time within the invitation, or another one. The calendar file comes by mail.',
    access: ownInvitation,
    params: invitationParams,
    body: appointmentRequestSchema,
    /** `mailed`: a calendar file is on its way. */
    response: z.object({ appointment: appointmentSchema, mailed: z.boolean() }),
  },
  dropAppointment: {
    method: 'DELETE',
    path: '/api/invitations/:invitationId/appointment',
    summary: 'Gives the appointment up; the exercise can be started at any time.',
    access: ownInvitation,
    params: invitationParams,
    response: z.object({}),
  },
  getCalendarFile: {
    method: 'GET',
    path: '/api/invitations/:invitationId/calendar-file',
    summary: 'The appointment for a calendar, as it was sent by mail.',
    access: ownInvitation,
    params: invitationParams,
    response: z.object({ fileName: z.string(), content: z.string() }),
  },
  askForAccommodation: {
    method: 'POST',
    path: '/api/invitations/:invitationId/accommodations',
    summary: 'The candidate asks for more time or another arrangement. Reviewers never learn of it.',
    access: ownInvitation,
    params: invitationParams,
    body: z.object({ kind: accommodationKindSchema, words: z.string().trim().max(2_000).default('') }),
    status: 201,
    response: accommodationSchema,
  },
  listOwnAccommodations: {
    method: 'GET',
    path: '/api/invitations/:invitationId/accommodations',
    summary: 'What the candidate asked for, and what was answered.',
    access: ownInvitation,
    params: invitationParams,
    response: z.object({ accommodations: z.array(accommodationSchema) }),
  },
  listAccommodations: {
    method: 'GET',
    path: '/api/board/:invitationId/accommodations',
    summary: 'What a candidate asked for, for the recruiter alone.',
    access: forRecruiters,
    params: invitationParams,
    response: z.object({ accommodations: z.array(accommodationSchema) }),
  },
  answerAccommodation: {
    method: 'POST',
    path: '/api/board/:invitationId/accommodations/:accommodationId/answer',
    summary: 'Answers a request, with extra time where a factor is given; the candidate is told by mail.',
    access: forRecruiters,
    params: invitationParams.extend({ accommodationId: z.uuid() }),
    body: z.object({
      granted: z.boolean(),
      /** Of the usual time. Null leaves the time as it is. */
      factor: z.number().min(1).max(4).nullable().default(null),
      words: z.string().trim().max(2_000).default(''),
    }),
    response: z.object({}),
  },
} as const satisfies RouteTable
