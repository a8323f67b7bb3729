import type { MailKind } from '#contracts/api/mails.ts'
import { candidateName } from '../invitations/store.ts'
import type { Reader } from '../db/connect.ts'

export async function readPerson(db: Reader, invitationId: string) {
  return db
    .selectFrom('invitations')
    .innerJoin('candidates', 'candidates.id', 'invitations.candidate_id')
    .innerJoin('positions', 'positions.id', 'invitations.position_id')
    .leftJoin('setup_checks', 'setup_checks.invitation_id', 'invitations.id')
    .select([
      'candidates.email',
      'candidates.created_at as known_since',
      'positions.title as position',
      'invitations.created_at as invited_at',
      'invitations.expires_at',
      'invitations.opened_at',
      'invitations.revoked_at',
      'invitations.declined_at',
      'invitations.decline_reason',
      'invitations.schedule_by',
      'invitations.appointment_at',
      'invitations.appointment_zone',
      'invitations.extra_time_factor',
      'setup_checks.checked_at as setup_checked_at',
      'setup_checks.checks as setup_check_states',
    ])
    .select(candidateName.as('name'))
    .where('invitations.id', '=', invitationId)
    .executeTakeFirstOrThrow()
}

/** The attempt's own rows. Who of the staff did something is not the candidate's data and left out. */
export async function readAttemptRow(db: Reader, attemptId: string) {
  const attempt = await db
    .selectFrom('attempts')
    .select(['started_at', 'base_duration_ms', 'extra_time_factor', 'submitted_at', 'zone'])
    .where('id', '=', attemptId)
    .executeTakeFirstOrThrow()
  const credits = await db
    .selectFrom('credits')
    .select(['amount_ms', 'reason', 'kind', 'created_at'])
    .where('attempt_id', '=', attemptId)
    .orderBy('created_at')
    .execute()
  const submission = await db
    .selectFrom('submissions')
    .select(['revision', 'submitted_at', 'submitted_by', 'tree_sha256', 'alias', 'answer_due_at'])
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  const promises = await db
    .selectFrom('answer_promises')
    .select(['made_at', 'due_at', 'basis', 'reason', 'broken_told_at'])
    .where('attempt_id', '=', attemptId)
    .orderBy('seq')
    .execute()
  const answer = await db
    .selectFrom('answers')
    .select('answered_at')
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  return { ...attempt, credits, submission: submission ?? null, promises, answer: answer ?? null }
}

/** What recruiters noted; who of them is not the candidate's data. */
export async function listRecruiterNotes(db: Reader, invitationId: string) {
  return db
    .selectFrom('invitation_notes')
    .select(['written_at', 'words', 'edited_at', 'deleted_at'])
    .where('invitation_id', '=', invitationId)
    .orderBy('written_at')
    .execute()
}

const toRecruiters = [
  'accommodation_asked',
  'declined',
  'promise_half_used',
  'promise_nearly_due',
  'promise_broken',
] as const satisfies MailKind[]

/** Those to the candidate; what was sent to a recruiter is not the candidate's. */
export async function listMails(db: Reader, invitationId: string) {
  return db
    .selectFrom('mails')
    .select(['kind', 'state', 'due_at', 'ended_at', 'address'])
    .where('invitation_id', '=', invitationId)
    .where('kind', 'not in', toRecruiters)
    .orderBy('due_at')
    .execute()
}

export async function listAudit(db: Reader, of: { invitationId: string; attemptId: string | null }) {
  const subjects = [
    `invitation:${of.invitationId}`,
    ...(of.attemptId === null ? [] : [`attempt:${of.attemptId}`]),
  ]
  return db
    .selectFrom('audit')
    .select(['at', 'action', 'detail'])
    .where('subject', 'in', subjects)
    .orderBy('id')
    .execute()
}

/** One for each language that was practised in. */
export async function listPracticeAttempts(db: Reader, invitationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('attempts')
    .innerJoin('invitations', 'invitations.id', 'attempts.invitation_id')
    .select('attempts.id')
    .where('practice_of', '=', invitationId)
    .orderBy('invitations.created_at')
    .execute()
  return rows.map(({ id }) => id)
}

/** When a browser was let in by a link of the invitation. What it was let in with is stored hashed, and no use to anybody. */
export async function listSessions(db: Reader, invitationId: string) {
  return db
    .selectFrom('candidate_session_grants')
    .innerJoin('candidate_sessions', 'candidate_sessions.id', 'session_id')
    .select(['created_at', 'expires_at'])
    .where('invitation_id', '=', invitationId)
    .orderBy('created_at')
    .execute()
}

/** Which programs of those who invite were told of an invitation, and by which recruiting system it came. */
export async function listTold(db: Reader, invitationId: string) {
  const deliveries = await db
    .selectFrom('webhook_deliveries')
    .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'endpoint_id')
    .select(['webhook_endpoints.name', 'event', 'happened_at', 'state', 'ended_at'])
    .where('invitation_id', '=', invitationId)
    // When reviews came in is the reviewers' matter.
    .where('event', '<>', 'invitation.reviewed')
    .orderBy('happened_at')
    .execute()
  const interviews = await db
    .selectFrom('ats_interviews')
    .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'endpoint_id')
    .select([
      'webhook_endpoints.name',
      'external_ref',
      'callback_url',
      'ats_interviews.created_at',
      'cancelled_at',
    ])
    .where('invitation_id', '=', invitationId)
    .execute()
  return { deliveries, interviews }
}
