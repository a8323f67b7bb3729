import { z } from 'zod'
import { promiseBasisSchema } from './api/promises/answers.ts'
import { staffFacts } from './api/staff/facts.ts'
import { integrationFacts } from './api/integrations/integration-facts.ts'
import { boardFacts } from './board-facts.ts'
import { clockReadingSchema, creditKindSchema } from './clock.ts'
import { runKindSchema } from './runs.ts'

type Shape = z.ZodType<Record<string, unknown>>

interface Entry {
  /** What the fact is about; the audit names it as `<subject>:<id>`. `audit`, `board` and `feedback` are all of it, `organisation` the only one, and a `sign_in` that failed is nobody's: none has an id. */
  subject:
    | 'api_key'
    | 'attempt'
    | 'audit'
    | 'board'
    | 'bulk_action'
    | 'calendar'
    | 'candidate'
    | 'feedback'
    | 'invitation'
    | 'invitation_import'
    | 'organisation'
    | 'position'
    | 'regrade'
    | 'run'
    | 'sign_in'
    | 'staff'
    | 'submission'
    | 'webhook'
  /** What the audit keeps for ever, so no name and no words of a candidate. */
  detail?: Shape
  /** What announcements and mails need beyond that; it is not stored. */
  follows?: Shape
}

const ofInvitation = z.strictObject({ invitationId: z.uuid() })
const sessions = z.strictObject({ sessions: z.int() })
const accommodationId = z.uuid()
const credit = {
  creditId: z.uuid(),
  amountMs: z.number(),
  kind: creditKindSchema,
  reason: z.string(),
  /** The time that was lost, where the platform measured it. */
  from: z.iso.datetime().optional(),
  until: z.iso.datetime().nullable().optional(),
}
const creditFollows = z.strictObject({ invitationId: z.uuid(), clock: clockReadingSchema })

const position = z.strictObject({
  title: z.string(),
  exerciseIds: z.array(z.string()),
  /** By what answers are promised; facts from before calendars do not say. */
  calendarId: z.uuid().nullable().optional(),
  answerWorkingDays: z.int().optional(),
  retentionDays: z.int().nullable().optional(),
  /** An account has an id of its own kind, not a uuid. */
  reviewerIds: z.array(z.string()),
})
const organisation = z.strictObject({ name: z.string(), zone: z.string().nullable() })
const promiseStep = {
  subject: 'attempt',
  detail: z.strictObject({ dueAt: z.iso.datetime(), seq: z.int() }),
  /** `candidateDueAt`: when the candidate may be written to, which is not at night. */
  follows: ofInvitation.extend({ candidateDueAt: z.date() }),
} as const

const calendar = z.strictObject({
  name: z.string(),
  zone: z.string(),
  closesAt: z.string(),
  workingDays: z.array(z.int()),
  holidays: z.array(z.strictObject({ date: z.string(), name: z.string() })),
})
const invitationDates = z.strictObject({
  takeBy: z.iso.datetime(),
  scheduleBy: z.iso.datetime().nullable(),
})

/** An appointment that is no more, for the calendar that still holds it. */
const cancelled = z.strictObject({ sequence: z.int(), startsAt: z.iso.datetime(), zone: z.string() })
export type CancelledAppointment = z.infer<typeof cancelled>

/**
 * Everything the audit can say, by the name under which it is kept. Rows of years ago are read by these names, so a name and a
 * detail that was once written keeps its meaning. What follows from each stands in `server/facts/consequences.ts`.
 */
export const facts = {
  'invitation-created': {
    subject: 'invitation',
    /** Null where the candidate chooses the exercise. */
    detail: z.strictObject({ exerciseId: z.string().nullable(), extraTimeFactor: z.number() }),
    follows: z.strictObject({
      expiringDueAt: z.date().nullable(),
      remindersDueAt: z.array(z.date()),
      /** Left out, the invitation leaves at once. */
      mailDueAt: z.date().optional(),
    }),
  },
  'invitation-import-confirmed': {
    subject: 'invitation_import',
    detail: z.strictObject({ positionId: z.uuid(), round: z.int(), people: z.int() }),
  },
  'invitation-import-made': {
    subject: 'invitation_import',
    detail: z.strictObject({ round: z.int(), invited: z.int(), skipped: z.int() }),
  },
  'invitation-import-undone': {
    subject: 'invitation_import',
    detail: z.strictObject({ round: z.int(), invitationIds: z.array(z.uuid()) }),
  },
  ...boardFacts,
  'invitation-link-renewed': { subject: 'invitation', detail: sessions },
  'invitation-revoked': {
    subject: 'invitation',
    follows: z.strictObject({ cancelled: cancelled.nullable() }),
  },
  /** What the candidate said about it stands in the invitation, and goes with it. */
  'invitation-declined': {
    subject: 'invitation',
    follows: z.strictObject({ cancelled: cancelled.nullable() }),
  },
  'invitation-reopened': { subject: 'invitation' },
  'invitation-extended': {
    subject: 'invitation',
    detail: z.strictObject({ before: invitationDates, after: invitationDates }),
    follows: z.strictObject({ expiringDueAt: z.date().nullable() }),
  },
  'candidate-signed-in': { subject: 'invitation', follows: z.strictObject({ isFirst: z.boolean() }) },
  /** By the candidate, where the recruiter left it to them. */
  'exercise-chosen': {
    subject: 'invitation',
    detail: z.strictObject({ before: z.string().nullable(), after: z.string() }),
  },
  /** Somebody has read a mail in the outbox, and with it the link of a candidate. */
  'mail-read': { subject: 'invitation', detail: z.strictObject({ mailId: z.uuid() }) },
  'appointment-set': {
    subject: 'invitation',
    detail: z.strictObject({
      before: z.iso.datetime().nullable(),
      after: z.iso.datetime(),
      zone: z.string(),
    }),
    follows: z.strictObject({ sequence: z.int(), remindersDueAt: z.array(z.date()) }),
  },
  'appointment-dropped': {
    subject: 'invitation',
    detail: z.strictObject({ before: z.iso.datetime(), after: z.null() }),
    follows: z.strictObject({ cancelled }),
  },
  /** Title or length have changed, so that calendars get the appointment anew. */
  'calendar-entry-renewed': {
    subject: 'invitation',
    detail: z.strictObject({ sequence: z.int() }),
    follows: z.strictObject({ remindersDueAt: z.array(z.date()) }),
  },
  'invitation-expired': {
    subject: 'invitation',
    follows: z.strictObject({ cancelled: cancelled.nullable() }),
  },
  'extra-time-set': {
    subject: 'invitation',
    detail: z.strictObject({ factor: z.number(), before: z.number() }),
  },
  'accommodation-asked': { subject: 'invitation', detail: z.strictObject({ accommodationId }) },
  'accommodation-answered': {
    subject: 'invitation',
    detail: z.strictObject({ accommodationId, granted: z.boolean() }),
  },
  'mail-sent-again': { subject: 'invitation', detail: z.strictObject({ mailId: z.uuid() }) },
  'data-exported': { subject: 'invitation' },
  'candidate-anonymised': {
    subject: 'candidate',
    detail: z.strictObject({ invitations: z.int() }),
    follows: z.strictObject({ invitationIds: z.array(z.uuid()) }),
  },
  /** Said once an hour for each who looks, as all that ends in `-viewed` but feedback. */
  'candidate-viewed': { subject: 'invitation' },
  'mails-viewed': { subject: 'invitation' },
  'board-viewed': { subject: 'board' },
  'audit-viewed': { subject: 'audit' },
  'audit-exported': { subject: 'audit' },
  'candidate-erased': {
    subject: 'candidate',
    detail: z.strictObject({ invitations: z.int() }),
    follows: z.strictObject({ invitationIds: z.array(z.uuid()) }),
  },
  'attempt-started': {
    subject: 'attempt',
    detail: z.strictObject({ early: z.boolean() }),
    follows: ofInvitation.extend({ cancelled: cancelled.nullable() }),
  },
  'credit-given': { subject: 'attempt', detail: z.strictObject(credit), follows: creditFollows },
  'credit-undone': {
    subject: 'attempt',
    detail: z.strictObject({ ...credit, undoes: z.uuid() }),
    follows: creditFollows,
  },
  'attempt-submitted': {
    subject: 'attempt',
    detail: z.strictObject({ by: z.enum(['candidate', 'deadline']), revision: z.int() }),
    follows: ofInvitation.extend({ clock: clockReadingSchema }),
  },
  'answer-promised': {
    subject: 'attempt',
    detail: z.strictObject({ dueAt: z.iso.datetime(), basis: promiseBasisSchema }),
  },
  'promise-half-used': promiseStep,
  'promise-nearly-due': promiseStep,
  'promise-broken': promiseStep,
  'answer-date-told': {
    subject: 'attempt',
    detail: z.strictObject({ before: z.iso.datetime(), after: z.iso.datetime(), seq: z.int() }),
    follows: ofInvitation,
  },
  'answer-marked': {
    subject: 'attempt',
    detail: z.strictObject({ answeredAt: z.iso.datetime() }),
    follows: ofInvitation,
  },
  'answer-unmarked': {
    subject: 'attempt',
    detail: z.strictObject({ answeredAt: z.iso.datetime() }),
    follows: ofInvitation,
  },
  'run-claimed': { subject: 'run', detail: z.strictObject({ claimNo: z.int(), workerId: z.string() }) },
  'run-given-up': {
    subject: 'attempt',
    detail: z.strictObject({
      runId: z.uuid(),
      kind: runKindSchema,
      regradeId: z.uuid().nullable(),
      fault: z.string(),
    }),
    follows: ofInvitation,
  },
  'regrade-started': {
    subject: 'regrade',
    detail: z.strictObject({
      reason: z.string(),
      fromVersionId: z.uuid(),
      checksVersionId: z.uuid(),
      submissionId: z.uuid().nullable(),
      submissions: z.int(),
    }),
  },
  'submission-viewed': { subject: 'submission' },
  'review-submitted': { subject: 'submission', follows: ofInvitation },
  'feedback-viewed': { subject: 'feedback', detail: z.strictObject({ shown: z.int() }) },
  'position-created': { subject: 'position', detail: position },
  'position-changed': {
    subject: 'position',
    detail: z.strictObject({ before: position, after: position }),
  },
  'cohort-opened': {
    subject: 'position',
    detail: z.strictObject({
      number: z.int(),
      exercises: z.array(z.strictObject({ exerciseId: z.string(), version: z.string() })),
    }),
  },
  'position-closed': { subject: 'position' },
  'position-reopened': { subject: 'position' },
  'organisation-changed': {
    subject: 'organisation',
    detail: z.strictObject({ before: organisation, after: organisation }),
  },
  'calendar-created': { subject: 'calendar', detail: calendar },
  'calendar-changed': {
    subject: 'calendar',
    detail: z.strictObject({ before: calendar, after: calendar }),
  },
  'calendar-made-default': { subject: 'calendar' },
  'calendar-removed': { subject: 'calendar', detail: calendar },
  ...staffFacts,
  ...integrationFacts,
} as const satisfies Record<string, Entry>

type Facts = typeof facts
export type FactName = keyof Facts

/** A part of a fact that is there for those that declare it, and cannot be said of the others. */
type Part<N extends FactName, K extends 'detail' | 'follows'> =
  Facts[N] extends Record<K, infer S extends z.ZodType> ? Record<K, z.infer<S>> : Partial<Record<K, never>>

/** A fact as a use case says it. */
export type FactOf<N extends FactName = FactName> = {
  [P in N]: {
    name: P
    at: Date
    /** `staff:<id>`, `candidate:<invitation id>`, `key:<id>`, `ats:<id>` or `platform`. */
    actor: string
    subjectId: Facts[P]['subject'] extends 'audit' | 'board' | 'feedback' | 'organisation' | 'sign_in'
      ? null
      : string
  } & Part<P, 'detail'> &
    Part<P, 'follows'>
}[N]
