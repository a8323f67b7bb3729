import type { privacyApi } from '#contracts/api/privacy.ts'
import type { ResultOf } from '#contracts/route.ts'
import { findAttemptOf } from '../attempts/store.ts'
import type { Deps } from '../deps.ts'
import { getInvitationRow } from '../invitations/store.ts'
import { findStaff } from '../staff/store.ts'
import { deletionDate } from '../submissions/deletion-date.ts'
import { getCandidateOf } from './request-store.ts'

interface Asked {
  invitationId: string
  now: Date
}

async function readRetention({ db, config }: Deps, { invitationId }: Asked) {
  const row = await getInvitationRow(db, invitationId)
  const attempt = await findAttemptOf(db, invitationId)
  const retentionDays = row.retention_days ?? config.retentionDays
  const facts = { submittedAt: attempt?.submitted_at ?? null, expiresAt: row.expires_at }
  return { row, retentionDays, deletedAt: deletionDate(facts, retentionDays).toISOString() }
}

/** For the candidate: until when, and whom to ask for an earlier end. */
export async function presentRetention(
  deps: Deps,
  asked: Asked,
): Promise<ResultOf<typeof privacyApi.getRetention>> {
  const { row, retentionDays, deletedAt } = await readRetention(deps, asked)
  const recruiter = row.created_by === null ? null : await findStaff(deps.db, row.created_by)
  const contact = recruiter && { name: recruiter.name, address: recruiter.email }
  return { positionTitle: row.position_title, deletedAt, retentionDays, contact }
}

/** For an admin: what an erasure would take. */
export async function presentCandidateData(
  deps: Deps,
  asked: Asked,
): Promise<ResultOf<typeof privacyApi.getCandidateData>> {
  const { name, invitations, submissions, reviews, isAtWork } = await getCandidateOf(
    deps.db,
    asked.invitationId,
  )
  const { deletedAt } = await readRetention(deps, asked)
  return { candidateName: name, invitations, submissions, reviews, isAtWork, deletedAt }
}
