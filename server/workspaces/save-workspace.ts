import type { BodyOf, ResultOf } from '#contracts/route.ts'
import type { workspacesApi } from '#contracts/api/workspaces/workspaces.ts'
import { inTransaction } from '../db/transaction.ts'
import { AppError } from '../http/app-error.ts'
import { lateError } from './keep-late.ts'
import { takeSave, type SaveDeps, type SaveOutcome } from './take-save.ts'

type Save = BodyOf<typeof workspacesApi.saveWorkspace> & { attemptId: string; now: Date }
type Saved = ResultOf<typeof workspacesApi.saveWorkspace>

/** The door for pages: changes, judged file by file. */
export async function saveWorkspace(deps: SaveDeps, save: Save): Promise<Saved> {
  const { attemptId, now, clientId, seq, changes, baseRevision, lease } = save
  const outcome = await inTransaction(deps.db, (tx, afterCommit) =>
    takeSave(
      { deps, tx, afterCommit },
      {
        attemptId,
        now,
        clientId,
        seq,
        source: 'browser',
        announcedClientId: clientId,
        lateBody: { clientId, seq, changes },
        sent: { changes, baseRevision, lease },
      },
    ),
  )
  return answerOf(outcome)
}

/** Throws what a page is told where nothing of it became part of the files. */
function answerOf(outcome: SaveOutcome): Saved {
  switch (outcome.kind) {
    case 'saved': {
      const { revision, savedAt, lateByMs, conflictPaths, refused } = outcome
      return { revision, savedAt: savedAt.toISOString(), lateByMs, conflictPaths, refused }
    }
    case 'late':
      throw lateError(outcome)
    case 'fenced':
      throw new AppError('lease_lost')
    case 'overtaken':
    case 'refused':
      throw new AppError('stale_revision')
  }
}
