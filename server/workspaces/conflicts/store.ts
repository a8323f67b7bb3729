import type { ConflictOutcome, ConflictReason } from '#contracts/api/workspaces/conflicts.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import type { ConflictFiles } from '../../db/tables/workspaces.ts'

const mostListed = 100

interface SentSave {
  attemptId: string
  clientId: string
  seq: number
}

/** Which paths of a save are in a conflict copy. */
export async function listKeptPaths(db: Reader, save: SentSave): Promise<string[]> {
  const row = await db
    .selectFrom('conflict_copies')
    .select('files')
    .where('attempt_id', '=', save.attemptId)
    .where('client_id', '=', save.clientId)
    .where('seq', '=', save.seq)
    .executeTakeFirst()
  return Object.keys(row?.files ?? {})
}

/** What the same page had kept apart last, where nobody has chosen about it yet. */
export async function findOpenConflictCopy(db: Reader, save: SentSave) {
  const row = await db
    .selectFrom('conflict_copies')
    .leftJoin('conflict_outcomes', 'conflict_copy_id', 'id')
    .select(['id', 'files'])
    .where('attempt_id', '=', save.attemptId)
    .where('client_id', '=', save.clientId)
    .where('seq', '<', save.seq)
    .where('outcome', 'is', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

export async function insertConflictCopy(
  tx: Tx,
  conflict: SentSave & { tabId: string | null; reason: ConflictReason; files: ConflictFiles; keptAt: Date },
): Promise<void> {
  await tx
    .insertInto('conflict_copies')
    .values({
      attempt_id: conflict.attemptId,
      client_id: conflict.clientId,
      seq: conflict.seq,
      tab_id: conflict.tabId,
      reason: conflict.reason,
      files: JSON.stringify(conflict.files),
      kept_at: conflict.keptAt,
    })
    .onConflict((conflict) => conflict.columns(['attempt_id', 'client_id', 'seq']).doNothing())
    .execute()
}

export async function putOutcome(
  tx: Tx,
  { copyId, outcome, now }: { copyId: string; outcome: ConflictOutcome | 'continued'; now: Date },
): Promise<void> {
  const values = { outcome, decided_at: now }
  await tx
    .insertInto('conflict_outcomes')
    .values({ conflict_copy_id: copyId, ...values })
    .onConflict((conflict) => conflict.column('conflict_copy_id').doUpdateSet(values))
    .execute()
}

export async function listConflictCopies(db: Reader, attemptId: string) {
  return db
    .selectFrom('conflict_copies')
    .leftJoin('conflict_outcomes', 'conflict_copy_id', 'id')
    .select(['id', 'kept_at', 'reason', 'tab_id', 'files', 'outcome'])
    .where('attempt_id', '=', attemptId)
    .where((where) => where.or([where('outcome', 'is', null), where('outcome', '!=', 'continued')]))
    .orderBy('kept_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(mostListed)
    .execute()
}

export async function findConflictCopy(
  db: Reader,
  conflict: { attemptId: string; copyId: string },
): Promise<{ files: ConflictFiles } | null> {
  const row = await db
    .selectFrom('conflict_copies')
    .select('files')
    .where('attempt_id', '=', conflict.attemptId)
    .where('id', '=', conflict.copyId)
    .executeTakeFirst()
  return row ?? null
}
