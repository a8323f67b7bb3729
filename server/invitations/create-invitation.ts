import type { BodyOf } from '#contracts/route.ts'
import type { invitationsApi } from '#contracts/api/invitations.ts'
import { recordAudit } from '../db/audit.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { findCurrentVersion, findPosition } from '../exercises/store.ts'
import { fieldError } from '../http/app-error.ts'
import { issueInvitationLink } from './invitation-links.ts'
import { instantOfLocalTime } from './local-time.ts'
import { keepCandidate } from './store.ts'

export type NewInvitation = BodyOf<typeof invitationsApi.createInvitation> & { now: Date; by: string | null }

const dayMs = 24 * 3_600_000

/** The instant of the appointment, or the reason in words why it cannot be. */
function appointmentOf(input: NewInvitation, expiresAt: Date): { at: Date; zone: string } | null {
  if (input.appointment === null) return null
  const { local, zone } = input.appointment
  const found = instantOfLocalTime(local, zone)
  if ('problem' in found) throw fieldError('body.appointment', found.problem)
  if (found.instant <= input.now) throw fieldError('body.appointment', 'this time has passed')
  if (found.instant >= expiresAt) throw fieldError('body.appointment', 'this is after the invitation expires')
  return { at: found.instant, zone }
}

export async function createInvitation(
  deps: Deps,
  input: NewInvitation,
): Promise<{ invitationId: string; link: string }> {
  const position = await findPosition(deps.db, input.positionId)
  if (position === null) throw fieldError('body.positionId', 'there is no such position')
  if (!position.exercise_ids.includes(input.exerciseId)) {
    throw fieldError('body.exerciseId', 'this position does not use that exercise')
  }
  const version = await findCurrentVersion(deps.db, input.exerciseId)
  if (version === null)
    throw fieldError('body.exerciseId', 'this exercise is not loaded; see the list of exercises for why')
  const expiresAt = new Date(input.now.getTime() + input.expiresInDays * dayMs)
  const appointment = appointmentOf(input, expiresAt)

  return inTransaction(deps.db, async (tx, afterCommit) => {
    const candidateId = await keepCandidate(tx, {
      name: input.candidateName,
      email: input.candidateEmail,
      now: input.now,
    })
    const invitation = await tx
      .insertInto('invitations')
      .values({
        candidate_id: candidateId,
        position_id: position.id,
        exercise_version_id: version.id,
        created_by: input.by,
        created_at: input.now,
        expires_at: expiresAt,
        appointment_at: appointment?.at ?? null,
        appointment_zone: appointment?.zone ?? null,
        extra_time_factor: input.extraTimeFactor,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await recordAudit(tx, {
      at: input.now,
      actor: input.by === null ? 'platform' : `staff:${input.by}`,
      action: 'invitation-created',
      subject: `invitation:${invitation.id}`,
      detail: { exerciseId: input.exerciseId, extraTimeFactor: input.extraTimeFactor },
    })
    afterCommit(() => deps.announce('board-changed', { invitationId: invitation.id }))
    const link = await issueInvitationLink(deps, tx, { invitationId: invitation.id, now: input.now })
    return { invitationId: invitation.id, link }
  })
}
