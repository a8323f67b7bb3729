import { notesEnd, notesGraceMs } from '#contracts/clock.ts'
import type { Notes } from '#contracts/api/submissions.ts'
import { lockAttempt } from '../attempts/store.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../http/app-error.ts'
import { notKeptEither, quarantine } from '../workspaces/storage-bounds.ts'
import { frozenAtOf, getSubmission, insertNotes } from './store.ts'

interface SaveNotes {
  attemptId: string
  notes: Notes
  now: Date
}

/** Keeps notes while they are open. What comes later is kept apart, as late saves are, and never thrown away. */
export async function saveNotes(deps: Deps, save: SaveNotes): Promise<{ savedAt: string }> {
  const { attemptId, notes, now } = save
  const outcome = await inTransaction(deps.db, async (tx) => {
    await lockAttempt(tx, attemptId)
    const until = notesEnd(frozenAtOf(await getSubmission(tx, attemptId)))
    const lateByMs = now.getTime() - until.getTime()
    if (lateByMs <= notesGraceMs) {
      await insertNotes(tx, { attemptId, notes, receivedAt: now })
      return 'saved'
    }
    const isKept = await quarantine(tx, { attemptId, receivedAt: now, lateByMs, body: { notes } })
    return isKept ? 'late' : 'full'
  })
  if (outcome === 'full') throw new AppError('notes_closed', { next: notKeptEither.next })
  if (outcome === 'late') throw new AppError('notes_closed')
  return { savedAt: now.toISOString() }
}
