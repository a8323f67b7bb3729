import type { BodyOf, ResultOf } from '#contracts/route.ts'
import type { invitationsApi } from '#contracts/api/invitations/invitations.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { listLoadedVersions } from '../exercises/store.ts'
import { cohortForInviting } from '../positions/cohorts/cohort-for-inviting.ts'
import type { Tx } from '../db/connect.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import { readScheduleBy } from './dates.ts'
import { expiryReminderOf, remindersOf } from './appointments/reminders.ts'
import { resolveAppointment, type AppointmentInstant } from './appointments/resolve-appointment.ts'
import { noteFirstEntry } from './appointments/store.ts'
import { issueInvitationLink } from './links/invitation-links.ts'
import { settleExercise } from './exercise-choice/settle-exercise.ts'
import { countFewestReviewers } from './reviewers/reviewer-store.ts'
import { reviewerWarnings } from './reviewers/reviewer-warning.ts'
import { insertInvitation, keepCandidate, listNamesOf } from './store.ts'
import { readZone } from '../staff/organisation/store.ts'

export type NewInvitation = BodyOf<typeof invitationsApi.createInvitation> & {
  now: Date
  /** Who is told, and reads the answers. */
  by: string | null
  /** Left out, whoever it is `by`. */
  actor?: string
}
export type CreatedInvitation = ResultOf<typeof invitationsApi.createInvitation>

const dayMs = 24 * 3_600_000

export async function createInvitation(deps: Deps, input: NewInvitation): Promise<CreatedInvitation> {
  return inTransaction(deps.db, async (tx, afterCommit) =>
    createInvitationWithLink({ deps, tx, afterCommit }, input),
  )
}

/** As a part of somebody's transaction. `token`: the link's secret, where its maker must be able to say it again. */
export async function createInvitationWithLink(
  scope: UnitOfWork,
  { token, ...input }: NewInvitation & { token?: string },
): Promise<CreatedInvitation> {
  const { deps, tx } = scope
  const expiresAt = new Date(input.now.getTime() + input.expiresInDays * dayMs)
  const bounds = { now: input.now, expiresAt, field: 'body.appointment' }
  const zone = await readZone(deps.db, deps.config)
  const scheduleBy = readScheduleBy(input.scheduleByDate, expiresAt, { now: input.now, zone })
  const appointment = input.appointment === null ? null : resolveAppointment(input.appointment, bounds)
  const pinned = await findPinned(scope, input)
  const { now } = input
  const invitationId = await createInvitationIn(scope, {
    ...input,
    ...pinned,
    expiresAt,
    scheduleBy,
    appointment,
  })
  const link = await issueInvitationLink(deps, tx, { invitationId, now, token })
  const warnings = reviewerWarnings(await countFewestReviewers(tx, pinned.reviewed))
  return { invitationId, link, mail: deps.config.mail.kind, warnings }
}

/** Everything settled: what is asked of whom, and when. */
export interface SettledInvitation {
  candidateName: string
  candidateEmail: string
  otherNameIsMeant: boolean
  positionId: string
  cohortId: string
  /** Both null where the candidate chooses. */
  exerciseId: string | null
  exerciseVersionId: string | null
  by: string | null
  actor?: string
  now: Date
  expiresAt: Date
  scheduleBy?: Date | null
  appointment: AppointmentInstant | null
  extraTimeFactor: number
  /** Until then it can be taken back: no mail leaves and no link opens. Left out, at once. */
  opensAt?: Date
}

/** As a part of somebody's transaction; the link comes with the mail, or is issued by the caller. */
export async function createInvitationIn(scope: UnitOfWork, asked: SettledInvitation): Promise<string> {
  const { by, now, expiresAt, appointment, extraTimeFactor, opensAt } = asked
  const candidateId = await findOrKeepCandidate(scope.tx, asked)
  const invitationId = await insertInvitation(scope.tx, { ...asked, candidateId })
  if (appointment !== null) await noteFirstEntry(scope.tx, invitationId)
  await recordFact(scope, {
    at: now,
    actor: asked.actor ?? (by === null ? 'platform' : `staff:${by}`),
    name: 'invitation-created',
    subjectId: invitationId,
    detail: { exerciseId: asked.exerciseId, extraTimeFactor },
    follows: {
      ...(await remindersFor(scope, { expiresAt, appointment, now })),
      ...(opensAt !== undefined && { mailDueAt: opensAt }),
    },
  })
  return invitationId
}

interface Reminded {
  expiresAt: Date
  appointment: AppointmentInstant | null
  now: Date
}

async function remindersFor({ deps, tx }: UnitOfWork, { expiresAt, appointment, now }: Reminded) {
  const zone = appointment?.zone ?? (await readZone(tx, deps.config))
  return {
    expiringDueAt: expiryReminderOf(expiresAt, zone, now),
    remindersDueAt: appointment === null ? [] : remindersOf(appointment, now),
  }
}

/** The version that the position's open cohort takes; throws at the field where the one cannot be asked for the other. */
async function findPinned(scope: UnitOfWork, input: NewInvitation) {
  const { positionId, exerciseId, now } = input
  const loaded = () => listLoadedVersions(scope.tx)
  const found = await cohortForInviting(scope, { positionId, now, loaded })
  if (found === null) throw fieldError('body.positionId', 'there is no such position')
  const { position, pins, cohortId } = found
  if (position.closed_at !== null) throw new AppError('position_closed')
  const asked = settleExercise({ allowed: position.exercise_ids, pins }, exerciseId)
  if ('refusal' in asked) throw fieldError('body.exerciseId', asked.refusal)
  const reviewed = asked.options.map((pin) => ({ positionId, exerciseId: pin.exerciseId }))
  return { cohortId, exerciseId: asked.exerciseId, exerciseVersionId: asked.exerciseVersionId, reviewed }
}

/** Throws `other_name` where the address is known under another name and nobody has said that this is meant. */
async function findOrKeepCandidate(tx: Tx, input: SettledInvitation): Promise<string> {
  const person = { name: input.candidateName, email: input.candidateEmail, now: input.now }
  const candidate = await keepCandidate(tx, person)
  const known = new Set([candidate.name, ...(await listNamesOf(tx, candidate.id))])
  const isKnown = [...known].some((name) => name.toLowerCase() === person.name.toLowerCase())
  if (isKnown || input.otherNameIsMeant) return candidate.id
  throw new AppError('other_name', {
    issues: [{ path: 'body.candidateName', reason: candidate.name }],
  })
}
