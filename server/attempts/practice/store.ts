import { sql } from 'kysely'
import type { SetupCheckStates } from '#contracts/setup-check.ts'
import type { Tx } from '../../db/connect.ts'

/** A practice ends where its exercise begins: beside that, it would be a second place to run things, outside the clock. */
export async function closePractice(tx: Tx, invitationId: string, now: Date): Promise<void> {
  await sql`
    update attempts
    set base_duration_ms =
      least(base_duration_ms, greatest(1, floor(extract(epoch from (${now}::timestamptz - started_at)) * 1000)))
    where invitation_id in (select id from invitations where practice_of = ${invitationId})`.execute(tx)
}

/** Whoever comes back after days goes on with what they left. A practice is nobody's measure, so its start may move. */
export async function openPracticeAttempt(
  tx: Tx,
  { practiceId, durationMs, now }: { practiceId: string; durationMs: number; now: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into attempts (invitation_id, started_at, base_duration_ms, extra_time_factor)
    values (${practiceId}, ${now}, ${durationMs}, 1)
    on conflict (invitation_id) do update set started_at = excluded.started_at returning id`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('The practice could not be opened')
  return row.id
}

export interface SetupCheck {
  invitationId: string
  checks: SetupCheckStates
  now: Date
}

/** A later check stands for an earlier one. */
export async function putSetupCheck(tx: Tx, { invitationId, checks, now }: SetupCheck): Promise<void> {
  const values = { checked_at: now, checks: JSON.stringify(checks) }
  await tx
    .insertInto('setup_checks')
    .values({ invitation_id: invitationId, ...values })
    .onConflict((conflict) => conflict.column('invitation_id').doUpdateSet(values))
    .execute()
}
