import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { recordFact } from '../facts/record-fact.ts'
import { deletionDate } from '../submissions/deletion-date.ts'
import { eraseRows, findErased, listKnownBefore } from './erase-store.ts'

/** Deletes everything about every candidate whose last invitation is due for deletion. Answers how many there were. */
export async function eraseDueCandidates(deps: Deps): Promise<number> {
  const now = await deps.clock.now()
  const due = await listDue(deps, now)
  for (const candidateId of due) {
    await inTransaction(deps.db, async (tx, afterCommit) => {
      const erased = await findErased(tx, candidateId)
      await eraseRows(tx, erased)
      // The record says that it happened; no name is left to say to whom.
      const detail = { invitations: erased.invitationIds.length }
      const follows = { invitationIds: [...erased.invitationIds] }
      await recordFact(
        { deps, tx, afterCommit },
        { at: now, actor: 'platform', name: 'candidate-erased', subjectId: candidateId, detail, follows },
      )
    })
  }
  return due.length
}

async function listDue(deps: Deps, now: Date): Promise<string[]> {
  const { retentionDays } = deps.config
  const rows = await listKnownBefore(deps.db, now, retentionDays)
  const isDue = (row: (typeof rows)[number]) => {
    // Somebody who sits is never erased, however long ago they were invited.
    if (row.attempt_id !== null && row.submitted_at === null) return false
    const facts = { submittedAt: row.submitted_at, expiresAt: row.expires_at }
    return deletionDate(facts, row.retention_days ?? retentionDays) <= now
  }
  const kept = new Set(rows.filter((row) => !isDue(row)).map((row) => row.id))
  return [...new Set(rows.map((row) => row.id))].filter((id) => !kept.has(id))
}
