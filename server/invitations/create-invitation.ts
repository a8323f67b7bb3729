import type { BodyOf } from '#contracts/route.ts'
import type { invitationsApi } from '#contracts/api/invitations.ts'
import { recordAudit } from '../db/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { MailConfig } from '../config.ts'
import type { Deps } from '../deps.ts'
import { findCurrentVersion } from '../exercises/store.ts'
import { findPosition } from '../positions/store.ts'
import type { Tx } from '../db/connect.ts'
import { AppError, fieldError } from '../http/app-error.ts'
import { postMail, type PostScope } from '../mails/post-mail.ts'
import { postReminders } from './appointments/post-appointment.ts'
import { expiryReminderOf } from './appointments/reminders.ts'
import { resolveAppointment, type AppointmentInstant } from './appointments/resolve-appointment.ts'
import { issueInvitationLink } from './invitation-links.ts'
import { insertInvitation, keepCandidate, listNamesOf } from './store.ts'

export type NewInvitation = BodyOf<typeof invitationsApi.createInvitation> & { now: Date; by: string | null }

const dayMs = 24 * 3_600_000

export async function createInvitation(
  deps: Deps,
  input: NewInvitation,
): Promise<{ invitationId: string; link: string; mail: MailConfig['kind'] }> {
  const position = await findPosition(deps.db, input.positionId)
  if (position === null) throw fieldError('body.positionId', 'there is no such position')
  if (position.closed_at !== null) throw new AppError('position_closed')
  if (!position.exercise_ids.includes(input.exerciseId)) {
    throw fieldError('body.exerciseId', 'this position does not use that exercise')
  }
  const version = await findCurrentVersion(deps.db, input.exerciseId)
  if (version === null)
    throw fieldError('body.exerciseId', 'this exercise is not loaded; see the list of exercises for why')
  const expiresAt = new Date(input.now.getTime() + input.expiresInDays * dayMs)
  const bounds = { now: input.now, expiresAt, field: 'body.appointment' }
  const appointment = input.appointment === null ? null : resolveAppointment(input.appointment, bounds)

  return inTransaction(deps.db, async (tx, afterCommit) => {
    const candidateId = await findOrKeepCandidate(tx, input)
    const { candidateName, by, now, extraTimeFactor } = input
    const invitationId = await insertInvitation(tx, {
      candidateId,
      candidateName,
      positionId: position.id,
      exerciseVersionId: version.id,
      by,
      now,
      expiresAt,
      appointment,
      extraTimeFactor,
    })
    await recordAudit(tx, {
      at: now,
      actor: by === null ? 'platform' : `staff:${by}`,
      action: 'invitation-created',
      subject: `invitation:${invitationId}`,
      detail: { exerciseId: input.exerciseId, extraTimeFactor },
    })
    afterCommit(() => deps.announce('board-changed', { invitationId }))
    await postMails({ deps, tx, afterCommit }, { invitationId, appointment, expiresAt, now })
    const link = await issueInvitationLink(deps, tx, { invitationId, now })
    return { invitationId, link, mail: deps.config.mail.kind }
  })
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

interface Invited {
  invitationId: string
  appointment: AppointmentInstant | null
  expiresAt: Date
  now: Date
}

async function postMails(scope: PostScope, invited: Invited): Promise<void> {
  const { invitationId, appointment, now } = invited
  await postMail(scope, { invitationId, kind: 'invitation', now })
  const dueAt = expiryReminderOf(invited.expiresAt, now)
  if (dueAt !== null) await postMail(scope, { invitationId, kind: 'expiring', now, dueAt })
  if (appointment !== null) await postReminders(scope, { invitationId, appointment, sequence: 0, now })
}
