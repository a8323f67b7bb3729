import type { AttemptRow } from '../../attempts/store.ts'
import type { Tx } from '../../db/connect.ts'
import { readHead, readStarter } from '../store.ts'
import type { WorkspaceState } from './browser-commits.ts'
import { findRepository, keepRepository } from './git-store.ts'
import { addCommits, openRepository, packRepository } from './repository.ts'

export interface OpenRepository {
  dir: string
  head: string
  /** The workspace state that the branch's newest commit holds. */
  revision: number
  close: () => Promise<void>
}

/**
 * The attempt's repository with everything that was saved elsewhere as a commit on top. Call it under the attempt's lock. Two
 * servers that do this one after the other come to the same commits, because the first one's are kept.
 */
export async function syncRepository(tx: Tx, attempt: AttemptRow, now: Date): Promise<OpenRepository> {
  const kept = await findRepository(tx, attempt.id)
  const repository = await openRepository(kept)
  try {
    const head = await readHead(tx, attempt)
    if (kept !== null && kept.revision === head.revision)
      return { ...repository, head: kept.head, revision: kept.revision }
    const states: WorkspaceState[] = []
    if (kept === null) {
      const files = await readStarter(tx, attempt)
      states.push({ message: 'The exercise as it was handed out', at: attempt.started_at, files })
    }
    if (head.revision > 0) {
      const message = `Saved in the browser (state ${head.revision})`
      states.push({ message, at: head.savedAt, files: head.files })
    }
    await addCommits(repository.dir, kept?.head ?? null, states)
    const packed = await packRepository(repository.dir)
    await keepRepository(tx, { ...packed, attemptId: attempt.id, revision: head.revision, now })
    return { ...repository, head: packed.head, revision: head.revision }
  } catch (error) {
    await repository.close()
    throw error
  }
}
