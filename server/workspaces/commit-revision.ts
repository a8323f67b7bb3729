import { judgeChanges } from '#contracts/files/judge-changes.ts'
import type { Change, RefusedFile, SentChange } from '#contracts/workspace.ts'
import type { AttemptRow } from '../attempts/store.ts'
import type { Tx } from '../db/connect.ts'
import type { ChangeRecord, SaveSource } from '../db/tables/workspaces.ts'
import type { AfterCommit } from '../db/transaction.ts'
import type { Announce } from '../deps.ts'
import { explainRefused, insertRefusal, noteUnsaved } from './refusals/store.ts'
import { insertRevision } from './revision-store.ts'
import type { HeadTree } from './store.ts'
import { executablesAfter, treeAfter, type HashText } from './tree.ts'

export interface CommitScope {
  announce: Announce
  tx: Tx
  afterCommit: AfterCommit
  /** Called once for each text that a save brings, and for nothing that is stored already. */
  hashText: HashText
}

export interface RevisionToCommit {
  attempt: AttemptRow
  head: HeadTree
  changes: readonly SentChange[]
  /** Which files can be started afterwards; without it, those of before. */
  executables?: ReadonlySet<string>
  /** Nothing is taken where not all can be. */
  isAllOrNothing: boolean
  from: {
    clientId: string
    seq: number
    source: SaveSource
    /** By whose name pages are told, so that the one that sent it knows it for its own. */
    announcedClientId: string
    receivedAt: Date
    lateByMs: number
  }
}

export interface CommittedRevision {
  /** The newest one of before where nothing could be taken. */
  revision: number
  /** What could not be kept, file by file; everything else is committed. */
  refused: RefusedFile[]
}

/**
 * The one place where a workspace gets a new revision: judges each file by the sizes of all, numbers, stores and announces. Call it
 * under the attempt's lock.
 */
export async function commitRevision(scope: CommitScope, save: RevisionToCommit): Promise<CommittedRevision> {
  const { tx, afterCommit, hashText } = scope
  const { attempt, head, changes, from } = save
  if (changes.length === 0) return { revision: head.revision, refused: [] }
  const sizes = new Map([...head.tree].map(([path, { bytes }]) => [path, bytes]))
  const judged = judgeChanges(sizes, changes)
  if (save.isAllOrNothing && judged.refused.length > 0)
    return { revision: head.revision, refused: judged.refused }
  const { taken } = judged
  const refused = await explainRefused(tx, attempt.id, { changes, refused: judged.refused })
  const revision = taken.length > 0 ? head.revision + 1 : head.revision
  if (taken.length > 0) {
    const { tree, written } = treeAfter(head.tree, taken, hashText)
    const { announcedClientId: clientId, ...origin } = from
    await insertRevision(tx, {
      ...origin,
      attemptId: attempt.id,
      revision,
      changes: taken.map(recordOf),
      tree,
      executables: save.executables ?? executablesAfter(head.executables, taken),
      contents: new Map([...head.unstored, ...written]),
    })
    afterCommit(() => scope.announce('attempt-saved', { attemptId: attempt.id, revision, clientId }))
  }
  await noteUnsaved(tx, attempt.id, { taken, refused })
  if (refused.length > 0) await insertRefusal(tx, { ...from, attemptId: attempt.id, revision, refused })
  return { revision, refused }
}

function recordOf(change: Change): ChangeRecord {
  if (change.kind !== 'write') return change
  return { kind: 'write', path: change.path }
}
