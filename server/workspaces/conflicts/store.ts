import type { BranchOutcome, BranchReason } from '#contracts/api/conflicts.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import type { BranchFiles } from '../../db/writing-tables.ts'

const mostListed = 100

interface SentSave {
  attemptId: string
  clientId: string
  seq: number
}

/** Which paths of a save are in a branch. */
export async function listKeptPaths(db: Reader, save: SentSave): Promise<string[]> {
  const row = await db
    .selectFrom('branches')
    .select('files')
    .where('attempt_id', '=', save.attemptId)
    .where('client_id', '=', save.clientId)
    .where('seq', '=', save.seq)
    .executeTakeFirst()
  return Object.keys(row?.files ?? {})
}

/** What the same page had kept apart last, where nobody has chosen about it yet. */
export async function findOpenBranch(db: Reader, save: SentSave) {
  const row = await db
    .selectFrom('branches')
    .leftJoin('branch_outcomes', 'branch_id', 'id')
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

export async function insertBranch(
  tx: Tx,
  branch: SentSave & { tabId: string | null; reason: BranchReason; files: BranchFiles; keptAt: Date },
): Promise<void> {
  await tx
    .insertInto('branches')
    .values({
      attempt_id: branch.attemptId,
      client_id: branch.clientId,
      seq: branch.seq,
      tab_id: branch.tabId,
      reason: branch.reason,
      files: JSON.stringify(branch.files),
      kept_at: branch.keptAt,
    })
    .onConflict((conflict) => conflict.columns(['attempt_id', 'client_id', 'seq']).doNothing())
    .execute()
}

export async function putOutcome(
  tx: Tx,
  { branchId, outcome, now }: { branchId: string; outcome: BranchOutcome | 'continued'; now: Date },
): Promise<void> {
  const values = { outcome, decided_at: now }
  await tx
    .insertInto('branch_outcomes')
    .values({ branch_id: branchId, ...values })
    .onConflict((conflict) => conflict.column('branch_id').doUpdateSet(values))
    .execute()
}

export async function listBranches(db: Reader, attemptId: string) {
  return db
    .selectFrom('branches')
    .leftJoin('branch_outcomes', 'branch_id', 'id')
    .select(['id', 'kept_at', 'reason', 'tab_id', 'files', 'outcome'])
    .where('attempt_id', '=', attemptId)
    .where((where) => where.or([where('outcome', 'is', null), where('outcome', '!=', 'continued')]))
    .orderBy('kept_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(mostListed)
    .execute()
}

export async function findBranch(
  db: Reader,
  branch: { attemptId: string; branchId: string },
): Promise<{ files: BranchFiles } | null> {
  const row = await db
    .selectFrom('branches')
    .select('files')
    .where('attempt_id', '=', branch.attemptId)
    .where('id', '=', branch.branchId)
    .executeTakeFirst()
  return row ?? null
}
