import type { Reader } from '../../db/connect.ts'

export async function listRevisions(db: Reader, attemptId: string) {
  return db
    .selectFrom('revisions')
    .select(['revision', 'received_at', 'source', 'late_by_ms', 'changes'])
    .where('attempt_id', '=', attemptId)
    .orderBy('revision', 'desc')
    .execute()
}
