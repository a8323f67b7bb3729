import type { BodyOf } from '#contracts/route.ts'
import type { invitationsApi } from '#contracts/api/invitations.ts'
import { inTransaction } from '../db/transaction.ts'
import type { MailConfig } from '../config.ts'
import type { Deps } from '../deps.ts'
import { findCurrentVersion } from '../exercises/store.ts'
import { findPosition } from '../positions/store.ts'
import type { Tx } from '../db/connect.ts'
import { recordFact } from '../facts/record-fact.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import { expiryReminderOf, remindersOf } from './appointments/reminders.ts'
import { resolveAppointment, type AppointmentInstant } from './appointments/resolve-appointment.ts'
import { noteFirstEntry } from './appointments/store.ts'
import { issueInvitationLink } from './links/invitation-links.ts'
import { insertInvitation, keepCandidate, listNamesOf } from './store.ts'
import { readZone } from '../staff/organisation/store.ts'

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
    const candidateId = await findOrKeepCandidate(tx, input)
    const { by, now, extraTimeFactor } = input
    const invitationId = await insertInvitation(tx, {
      candidateId,
      candidateName: input.candidateName,
      positionId: position.id,
      exerciseVersionId: version.id,
      by,
      now,
      expiresAt,
      appointment,
      extraTimeFactor,
    })
    if (appointment !== null) await noteFirstEntry(tx, invitationId)
    await recordFact(
      { deps, tx, afterCommit },
      {
        at: now,
        actor: by === null ? 'platform' : `staff:${by}`,
        name: 'invitation-created',
        subjectId: invitationId,
        detail: { exerciseId: input.exerciseId, extraTimeFactor },
        follows: await remindersFor(deps, { expiresAt, appointment, now }),
      },
    )
    const link = await issueInvitationLink(deps, tx, { invitationId, now })
    return { invitationId, link, mail: deps.config.mail.kind }
  })
}

interface Reminded {
  expiresAt: Date
  appointment: AppointmentInstant | null
  now: Date
}

async function remindersFor(deps: Deps, { expiresAt, appointment, now }: Reminded) {
  const zone = appointment?.zone ?? (await readZone(deps.db, deps.config))
  return {
    expiringDueAt: expiryReminderOf(expiresAt, zone, now),
    remindersDueAt: appointment === null ? [] : remindersOf(appointment, now),
  }
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
async function findOrKeepCandidate(tx: Tx, input: NewInvitation): Promise<string> {
  const person = { name: input.candidateName, email: input.candidateEmail, now: input.now }
  const candidate = await keepCandidate(tx, person)
  const known = new Set([candidate.name, ...(await listNamesOf(tx, candidate.id))])
  const isKnown = [...known].some((name) => name.toLowerCase() === person.name.toLowerCase())
  if (isKnown || input.otherNameIsMeant) return candidate.id
  throw new AppError('other_name', {
    issues: [{ path: 'body.candidateName', reason: candidate.name }],
  })
}
