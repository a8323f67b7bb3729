import { sql } from 'kysely'
import { startPermission } from '../../invitations/invitation-state.ts'
import { lockForStart } from '../../invitations/store.ts'
import type { Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { findCurrentVersion, getManifest, practiceIdOf } from '../../exercises/store.ts'
import { AppError } from '../../http/app-error.ts'
import { findStarted } from '../start-attempt.ts'

/** Longer than anybody practises; coming back begins it anew. */
const practiceDurationMs = 7 * 24 * 3_600_000

interface Practise {
  invitationId: string
  now: Date
}

/** Opens the practice that belongs to an invitation, making it the first time. It is there until the exercise starts. */
export async function startPractice(deps: Deps, practise: Practise): Promise<{ attemptId: string }> {
  return inTransaction(deps.db, async (tx) => {
    const row = await lockForStart(tx, practise.invitationId)
    if ((await findStarted(tx, practise.invitationId)) !== null) throw new AppError('already_started')
    const facts = { startedAt: null, revokedAt: row.revoked_at, expiresAt: row.expires_at }
    const permission = startPermission({ ...facts, appointmentAt: row.appointment_at }, practise.now)
    if (permission === 'expired' || permission === 'revoked') throw new AppError('invitation_closed')
    const practiceId = (await findPractice(tx, practise.invitationId)) ?? (await makePractice(tx, practise))
    return { attemptId: await openAttempt(tx, practiceId, practise.now) }
  })
}

async function findPractice(tx: Tx, invitationId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('invitations')
    .select('id')
    .where('practice_of', '=', invitationId)
    .executeTakeFirst()
  return row?.id ?? null
}

async function makePractice(tx: Tx, { invitationId, now }: Practise): Promise<string> {
  const real = await tx
    .selectFrom('invitations')
    .select(['candidate_id', 'candidate_name', 'position_id', 'exercise_version_id', 'expires_at'])
    .where('id', '=', invitationId)
    .executeTakeFirstOrThrow()
  const { language } = await getManifest(tx, real.exercise_version_id)
  const version = await findCurrentVersion(tx, practiceIdOf(language))
  if (version === null) throw new Error(`There is no practice for ${language}`)
  const { id } = await tx
    .insertInto('invitations')
    .values({
      candidate_id: real.candidate_id,
      candidate_name: real.candidate_name,
      position_id: real.position_id,
      exercise_version_id: version.id,
      created_by: null,
      created_at: now,
      expires_at: real.expires_at,
      extra_time_factor: 1,
      practice_of: invitationId,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Whoever comes back after days goes on with what they left. A practice is nobody's measure, so its start may move. */
async function openAttempt(tx: Tx, practiceId: string, now: Date): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into attempts (invitation_id, started_at, base_duration_ms, extra_time_factor)
    values (${practiceId}, ${now}, ${practiceDurationMs}, 1)
    on conflict (invitation_id) do update set started_at = excluded.started_at returning id`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('The practice could not be opened')
  return row.id
}
