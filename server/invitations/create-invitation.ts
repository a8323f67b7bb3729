import type { BodyOf } from '#contracts/route.ts'
import type { invitationsApi } from '#contracts/api/invitations.ts'
import { inTransaction } from '../db/transaction.ts'
import type { MailConfig } from '../config.ts'
import type { Deps, UnitOfWork } from '../deps.ts'
import { findCurrentVersion } from '../exercises/store.ts'
import { findPosition } from '../positions/store.ts'
import type { Tx } from '../db/connect.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import { expiryReminderOf, remindersOf } from './appointments/reminders.ts'
import { resolveAppointment, type AppointmentInstant } from './appointments/resolve-appointment.ts'
import { issueInvitationLink } from './links/invitation-links.ts'
import { insertInvitation, keepCandidate, listNamesOf } from './store.ts'

export type NewInvitation = BodyOf<typeof invitationsApi.createInvitation> & { now: Date; by: string | null }

const dayMs = 24 * 3_600_000

export async function createInvitation(
  deps: Deps,
  input: NewInvitation,
): Promise<{ invitationId: string; link: string; mail: MailConfig['kind'] }> {
  const { position, version } = await findAllowed(deps, input)
  const expiresAt = new Date(input.now.getTime() + input.expiresInDays * dayMs)
  const bounds = { now: input.now, expiresAt, field: 'body.appointment' }
  const appointment = input.appointment === null ? null : resolveAppointment(input.appointment, bounds)

  return inTransaction(deps.db, async (tx, afterCommit) => {
    const { now } = input
    const asked = { ...input, positionId: position.id, exerciseVersionId: version.id, expiresAt, appointment }
    const invitationId = await createInvitationIn({ deps, tx, afterCommit }, asked)
    const link = await issueInvitationLink(deps, tx, { invitationId, now })
    return { invitationId, link, mail: deps.config.mail.kind }
  })
}

/** Everything settled: what is asked of whom, and when. */
export interface SettledInvitation {
  candidateName: string
  candidateEmail: string
  otherNameIsMeant: boolean
  positionId: string
  exerciseId: string
  exerciseVersionId: string
  by: string | null
  now: Date
  expiresAt: Date
  scheduleBy?: Date | null
  appointment: AppointmentInstant | null
  extraTimeFactor: number
  /** Until then it can be taken back: no mail leaves and no link opens. Left out, at once. */
  opensAt?: Date
}

/** As a part of somebody's transaction; the link comes with the mail, or is issued by the caller. */
export async function createInvitationIn(
  scope: UnitOfWork<Pick<Deps, 'announce' | 'jobs'>>,
  asked: SettledInvitation,
): Promise<string> {
  const { by, now, expiresAt, appointment, extraTimeFactor, opensAt } = asked
  const candidateId = await findOrKeepCandidate(scope.tx, asked)
  const invitationId = await insertInvitation(scope.tx, { ...asked, candidateId })
  await recordFact(scope, {
    at: now,
    actor: by === null ? 'platform' : `staff:${by}`,
    name: 'invitation-created',
    subjectId: invitationId,
    detail: { exerciseId: asked.exerciseId, extraTimeFactor },
    follows: {
      expiringDueAt: expiryReminderOf(expiresAt, now),
      remindersDueAt: appointment === null ? [] : remindersOf(appointment.at, now),
      ...(opensAt !== undefined && { mailDueAt: opensAt }),
    },
  })
  return invitationId
}

/** The position and the exercise as it is now; throws at the field where the one cannot be asked for the other. */
async function findAllowed(deps: Deps, input: NewInvitation) {
  const position = await findPosition(deps.db, input.positionId)
  if (position === null) throw fieldError('body.positionId', 'there is no such position')
  if (position.closed_at !== null) throw new AppError('position_closed')
  if (!position.exercise_ids.includes(input.exerciseId)) {
    throw fieldError('body.exerciseId', 'this position does not use that exercise')
  }
  const version = await findCurrentVersion(deps.db, input.exerciseId)
  if (version === null)
    throw fieldError('body.exerciseId', 'this exercise is not loaded; see the list of exercises for why')
  return { position, version }
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
