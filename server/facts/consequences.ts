import type { WebhookEvent } from '#contracts/api/integrations/webhooks.ts'
import type { AnnouncementName, AnnouncementOf } from '#contracts/events.ts'
import type { CancelledAppointment, FactName, FactOf } from '#contracts/facts.ts'
import type { Announce } from '../deps.ts'
import type { NewMail } from '../mails/post-mail.ts'

type Announcing = (announce: Announce) => void
type FactMail = Omit<NewMail, 'now'>

export interface Consequences<N extends FactName> {
  /** What pages are told once the fact is committed. */
  announcements?: (fact: FactOf<N>) => readonly Announcing[]
  /** What goes into the outbox together with the fact; without `dueAt` it is due at once. */
  mails?: (fact: FactOf<N>) => readonly FactMail[]
  /** What other programs are told. */
  webhook?: (fact: FactOf<N>) => { event: WebhookEvent; invitationId: string }
}

const telling =
  <A extends AnnouncementName>(name: A, payload: AnnouncementOf<A>): Announcing =>
  (announce) =>
    announce(name, payload)

const boardChanged = (invitationId: string) => telling('board-changed', { invitationId })
const reviewsChanged = telling('reviews-changed', {})

/** The subject is the invitation whose row on the board changes. */
const ofTheInvitation = (fact: { subjectId: string }) => [boardChanged(fact.subjectId)]

const importChanged = (fact: { subjectId: string }) => [
  telling('import-changed', { importId: fact.subjectId }),
]

const webhookOf = (event: WebhookEvent) => (fact: { subjectId: string }) => ({
  event,
  invitationId: fact.subjectId,
})
const webhookOfAttempt = (event: WebhookEvent) => (fact: { follows: { invitationId: string } }) => ({
  event,
  invitationId: fact.follows.invitationId,
})
const bulkActionChanged = (fact: { subjectId: string }) => [
  telling('bulk-action-changed', { bulkActionId: fact.subjectId }),
]

/** The subject is an attempt. */
const ofItsInvitation = (fact: { follows: { invitationId: string } }) => [
  boardChanged(fact.follows.invitationId),
]

const aboutPromise = (
  kind: FactMail['kind'],
  { detail, follows }: { detail: { seq: number }; follows: { invitationId: string } },
): FactMail => ({ invitationId: follows.invitationId, kind, detail: { promise: detail.seq } })

const clockMoved = ({
  subjectId,
  follows,
}: FactOf<'credit-given' | 'credit-undone' | 'attempt-submitted'>) => [
  telling('attempt-clock', { attemptId: subjectId, clock: follows.clock }),
  boardChanged(follows.invitationId),
]

const reminders = (invitationId: string, sequence: number, dueAts: readonly Date[]): FactMail[] =>
  dueAts.map((dueAt) => ({ invitationId, kind: 'reminder', detail: { sequence }, dueAt }))

const detailOf = ({ sequence, ...appointment }: CancelledAppointment) => ({
  sequence,
  cancelled: appointment,
})

const cancellation = (invitationId: string, cancelled: CancelledAppointment): FactMail => ({
  invitationId,
  kind: 'appointment_cancelled',
  detail: detailOf(cancelled),
})

/**
 * What follows from each fact, and the one place to look it up; a fact without a row does not compile. What rings a queue or closes
 * sessions stands with the use case, and so does news that is no fact: `run-changed`, a draft kept, a lease taken, a save.
 */
export const consequences: { readonly [N in FactName]: Consequences<N> } = {
  'invitation-created': {
    webhook: webhookOf('invitation.created'),
    announcements: ofTheInvitation,
    mails: ({ subjectId: invitationId, follows: { expiringDueAt, remindersDueAt, mailDueAt } }) => [
      { invitationId, kind: 'invitation', ...(mailDueAt !== undefined && { dueAt: mailDueAt }) },
      ...(expiringDueAt === null ? [] : [{ invitationId, kind: 'expiring', dueAt: expiringDueAt } as const]),
      ...reminders(invitationId, 0, remindersDueAt),
    ],
  },
  'invitation-import-confirmed': { announcements: importChanged },
  'invitation-import-made': { announcements: importChanged },
  'invitation-import-undone': {
    announcements: (fact) => [...importChanged(fact), ...fact.detail.invitationIds.map(boardChanged)],
  },
  'bulk-action-confirmed': { announcements: bulkActionChanged },
  'bulk-action-made': { announcements: bulkActionChanged },
  'bulk-action-undone': { announcements: bulkActionChanged },
  'invitation-reminded': {
    announcements: ofTheInvitation,
    mails: ({ subjectId: invitationId, follows: { dueAt } }) => [
      { invitationId, kind: 'reminder_by_hand', dueAt },
    ],
  },
  'note-written': { announcements: ofTheInvitation },
  'note-edited': { announcements: ofTheInvitation },
  'note-deleted': { announcements: ofTheInvitation },
  'invitation-link-renewed': { mails: (fact) => [{ invitationId: fact.subjectId, kind: 'invitation' }] },
  'invitation-revoked': {
    webhook: webhookOf('invitation.revoked'),
    announcements: ofTheInvitation,
    mails: ({ subjectId: invitationId, follows: { cancelled } }) => [
      { invitationId, kind: 'withdrawn', ...(cancelled !== null && { detail: detailOf(cancelled) }) },
    ],
  },
  'invitation-declined': {
    webhook: webhookOf('invitation.declined'),
    announcements: ofTheInvitation,
    mails: ({ subjectId: invitationId, follows: { cancelled } }) => [
      { invitationId, kind: 'declined' },
      ...(cancelled === null ? [] : [cancellation(invitationId, cancelled)]),
    ],
  },
  'invitation-reopened': {
    announcements: ofTheInvitation,
    mails: (fact) => [{ invitationId: fact.subjectId, kind: 'invitation' }],
  },
  'invitation-extended': {
    announcements: ofTheInvitation,
    mails: ({ subjectId: invitationId, follows: { expiringDueAt } }) => [
      { invitationId, kind: 'extended' },
      ...(expiringDueAt === null ? [] : [{ invitationId, kind: 'expiring', dueAt: expiringDueAt } as const]),
    ],
  },
  'candidate-signed-in': {
    announcements: (fact) => (fact.follows.isFirst ? [boardChanged(fact.subjectId)] : []),
  },
  'exercise-chosen': { announcements: ofTheInvitation },
  'mail-read': {},
  'appointment-set': {
    webhook: webhookOf('invitation.scheduled'),
    announcements: ofTheInvitation,
    mails: ({ subjectId: invitationId, follows: { sequence, remindersDueAt } }) => [
      { invitationId, kind: 'appointment', detail: { sequence } },
      ...reminders(invitationId, sequence, remindersDueAt),
    ],
  },
  'appointment-dropped': {
    announcements: ofTheInvitation,
    mails: (fact) => [cancellation(fact.subjectId, fact.follows.cancelled)],
  },
  'calendar-entry-renewed': {
    mails: ({ subjectId: invitationId, detail: { sequence }, follows: { remindersDueAt } }) => [
      { invitationId, kind: 'appointment', detail: { sequence, isRenewed: true } },
      ...reminders(invitationId, sequence, remindersDueAt),
    ],
  },
  'invitation-expired': {
    webhook: webhookOf('invitation.expired'),
    announcements: ofTheInvitation,
    mails: ({ subjectId, follows: { cancelled } }) =>
      cancelled === null ? [] : [cancellation(subjectId, cancelled)],
  },
  'extra-time-set': { announcements: ofTheInvitation },
  'accommodation-asked': {
    announcements: ofTheInvitation,
    mails: ({ subjectId: invitationId, detail: { accommodationId } }) => [
      { invitationId, kind: 'accommodation_asked', detail: { accommodationId } },
    ],
  },
  'accommodation-answered': {
    announcements: ofTheInvitation,
    mails: ({ subjectId: invitationId, detail: { accommodationId } }) => [
      { invitationId, kind: 'accommodation_answered', detail: { accommodationId } },
    ],
  },
  'mail-sent-again': { announcements: ofTheInvitation },
  'mail-bounced': { announcements: ofTheInvitation },
  'data-exported': {},
  'candidate-anonymised': { announcements: (fact) => fact.follows.invitationIds.map(boardChanged) },
  'candidate-viewed': {},
  'mails-viewed': {},
  'board-viewed': {},
  'audit-viewed': {},
  'audit-exported': {},
  'candidate-erased': { announcements: (fact) => fact.follows.invitationIds.map(boardChanged) },
  'attempt-started': {
    webhook: webhookOfAttempt('invitation.started'),
    announcements: (fact) => [boardChanged(fact.follows.invitationId)],
    // Whoever starts before the appointment needs it no more.
    mails: ({ follows: { invitationId, cancelled } }) =>
      cancelled === null ? [] : [cancellation(invitationId, cancelled)],
  },
  'credit-given': { announcements: clockMoved },
  'credit-undone': { announcements: clockMoved },
  'attempt-submitted': {
    webhook: webhookOfAttempt('invitation.submitted'),
    announcements: (fact) => [...clockMoved(fact), reviewsChanged],
    mails: (fact) => [{ invitationId: fact.follows.invitationId, kind: 'receipt' }],
  },
  'answer-promised': {},
  'promise-half-used': {
    announcements: ofItsInvitation,
    mails: (fact) => [aboutPromise('promise_half_used', fact)],
  },
  'promise-nearly-due': {
    announcements: ofItsInvitation,
    mails: (fact) => [aboutPromise('promise_nearly_due', fact)],
  },
  'promise-broken': {
    announcements: ofItsInvitation,
    mails: (fact) => [
      aboutPromise('promise_broken', fact),
      { ...aboutPromise('answer_late', fact), dueAt: fact.follows.candidateDueAt },
    ],
  },
  'answer-date-told': {
    announcements: ofItsInvitation,
    mails: (fact) => [aboutPromise('answer_new_date', fact)],
  },
  'answer-marked': {
    announcements: ofItsInvitation,
    webhook: webhookOfAttempt('invitation.answered'),
  },
  'answer-unmarked': { announcements: ofItsInvitation },
  'run-claimed': {},
  'submission-graded': {
    announcements: (fact) => [boardChanged(fact.follows.invitationId), reviewsChanged],
    webhook: webhookOfAttempt('invitation.graded'),
  },
  'run-given-up': {
    announcements: ({ detail, follows }) => [
      boardChanged(follows.invitationId),
      ...(detail.kind === 'graded' ? [reviewsChanged] : []),
    ],
  },
  'regrade-started': {
    announcements: (fact) => [telling('regrade-changed', { regradeId: fact.subjectId })],
  },
  'submission-viewed': {},
  'review-submitted': {
    webhook: webhookOfAttempt('invitation.reviewed'),
    announcements: (fact) => [boardChanged(fact.follows.invitationId), reviewsChanged],
  },
  'feedback-viewed': {},
  'position-created': {},
  'position-changed': {},
  'cohort-opened': {},
  'position-closed': {},
  'position-reopened': {},
  'organisation-changed': {},
  'calendar-created': {},
  'calendar-changed': {},
  'calendar-made-default': {},
  'calendar-removed': {},
  'api-key-created': {},
  'api-key-revoked': {},
  'webhook-created': {},
  'webhook-changed': {},
  'webhook-secret-rotated': {},
  'webhook-disabled': {},
  'webhook-enabled': {},
  'webhook-removed': {},
  'ats-connection-created': {},
  'ats-connection-removed': {},
  'first-admin-created': {},
  'staff-invited': {},
  'staff-changed': {},
  'staff-disabled': {},
  'staff-enabled': {},
  'staff-link-renewed': {},
  'staff-signed-in': {},
  'sign-in-refused': {},
  'identity-linked': {},
  'identity-removed': {},
  'staff-signed-out': {},
  'password-set': {},
}
