import type { ConflictReason } from '#contracts/api/workspaces/conflicts.ts'
import type { Change } from '#contracts/workspace.ts'
import type { AttemptRow } from '../../attempts/store.ts'
import type { Tx } from '../../db/connect.ts'
import { readFiles, readHeadRevision } from '../store.ts'
import { conflictFiles } from './conflict-files.ts'
import { countStored } from '../storage-bounds.ts'
import { findOpenConflictCopy, insertConflictCopy, listKeptPaths, putOutcome } from './store.ts'

export interface Apart {
  clientId: string
  seq: number
  tabId: string | null
  baseRevision: number | undefined
  changes: readonly Change[]
  reason: ConflictReason
  now: Date
}

/**
 * Keeps changes that cannot be merged beside the files. What one page sends in several saves becomes one conflict copy that grows; the
 * same save sent again is kept once. Answers the paths. Call it under the attempt's lock.
 */
export async function keepConflictCopy(tx: Tx, attempt: AttemptRow, apart: Apart): Promise<string[]> {
  const { clientId, seq, tabId, changes, reason, now } = apart
  const save = { attemptId: attempt.id, clientId, seq }
  const known = await listKeptPaths(tx, save)
  if (known.length > 0) return known
  const head = await readHeadRevision(tx, attempt.id)
  // A write brings its content and a deletion needs none: only what is renamed is read.
  const paths = changes.filter(({ kind }) => kind === 'rename').map(({ path }) => path)
  const base = await readFiles(tx, attempt, { revision: Math.min(head, apart.baseRevision ?? head), paths })
  const before = await findOpenConflictCopy(tx, save)
  const files = conflictFiles({ base, earlier: before?.files ?? {} }, changes)
  await countStored(tx, attempt.id, Buffer.byteLength(JSON.stringify(files)))
  await insertConflictCopy(tx, { ...save, tabId, reason, files, keptAt: now })
  if (before !== null) await putOutcome(tx, { copyId: before.id, outcome: 'continued', now })
  return Object.keys(files)
}
