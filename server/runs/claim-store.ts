import { sql } from 'kysely'
import type { Tx } from '../db/connect.ts'

interface WrittenClaim {
  runId: string
  claimNo: number
  workerId: string
  startedAt: Date
  leaseUntil: Date
}

export async function writeClaim(tx: Tx, claim: WrittenClaim): Promise<void> {
  await tx
    .updateTable('runs')
    .set({
      state: 'running',
      claim_no: claim.claimNo,
      worker_id: claim.workerId,
      lease_until: claim.leaseUntil,
      started_at: claim.startedAt,
    })
    .where('id', '=', claim.runId)
    .execute()
}

export async function writeLease(tx: Tx, runId: string, until: Date): Promise<void> {
  await tx.updateTable('runs').set({ lease_until: until }).where('id', '=', runId).execute()
}

export async function writePlatformErrors(tx: Tx, runId: string, errors: number): Promise<void> {
  await tx.updateTable('runs').set({ platform_errors: errors }).where('id', '=', runId).execute()
}

/** Held to the end of the transaction, so that no two decide at once whether a last try may begin. */
export async function lockLastTries(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('fairtime last tries'))`.execute(tx)
}

/** Whether another run is at work that failed for us at least so often. */
export async function isFailedRunAtWork(
  tx: Tx,
  { exceptId, leastErrors, now }: { exceptId: string; leastErrors: number; now: Date },
): Promise<boolean> {
  const beside = await tx
    .selectFrom('runs')
    .select('id')
    .where('id', '!=', exceptId)
    .where('state', '=', 'running')
    .where('lease_until', '>', now)
    .where('platform_errors', '>=', leastErrors)
    .executeTakeFirst()
  return beside !== undefined
}
