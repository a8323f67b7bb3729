import { getAttempt, lockAttempt, type AttemptRow } from '../../attempts/store.ts'
import type { Database, Reader } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { AppError } from '../../http/app-error.ts'
import { readHead, readState, type Files, type Head } from '../store.ts'
import { modeOf } from '../tree.ts'
import type { CommitPlan } from './browser-commits.ts'
import { findHead, findRepository, keepRepository, type StoredRepository } from './store.ts'
import {
  addCommits,
  listRawNames,
  openRepository,
  packRepository,
  type KeptRepository,
} from './repository.ts'

export interface OpenRepository {
  dir: string
  head: string
  /** The workspace state that the branch's newest commit holds. */
  revision: number
  close: () => Promise<void>
}

/** Each round that is overtaken by another push or pull of the same attempt starts anew; more than a few is no coincidence. */
const rounds = 5

/**
 * The attempt's repository with everything that was saved elsewhere as a commit on top. Git works while no lock and no
 * connection is held; of two that do this at once the one that comes second starts anew from the commits of the first.
 */
export async function syncRepository(
  db: Database,
  { attemptId, now }: { attemptId: string; now: Date },
): Promise<OpenRepository> {
  for (let round = 0; round < rounds; round += 1) {
    const opened = await openNewest(db, await getAttempt(db, attemptId), now)
    if (opened !== null) return opened
  }
  throw new AppError('unavailable', { message: 'The files are changing faster than git can follow.' })
}

/** Null where another was quicker. */
async function openNewest(db: Database, attempt: AttemptRow, now: Date): Promise<OpenRepository | null> {
  // The commits first: a state that comes in between is newer than they are, never older.
  const stored = await findRepository(db, attempt.id)
  const head = await readHead(db, attempt)
  const repository = await openRepository(stored)
  if (stored?.revision === head.revision)
    return { ...repository, head: stored.head, revision: stored.revision }
  let next: KeptRepository | null
  try {
    next = await addNewest(db, { attempt, stored, head, dir: repository.dir, now })
  } catch (error) {
    await repository.close()
    throw error
  }
  if (next !== null) return { ...repository, head: next.head, revision: head.revision }
  await repository.close()
  return null
}

/** Puts what was saved elsewhere on top, and keeps it unless another did meanwhile. */
async function addNewest(
  db: Database,
  from: { attempt: AttemptRow; stored: StoredRepository | null; head: Head; dir: string; now: Date },
): Promise<KeptRepository | null> {
  const { attempt, stored, head, dir, now } = from
  const rawNames = stored === null ? new Map<string, string>() : await listRawNames(dir)
  const plans = await planCommits(db, { attempt, stored, head, rawNames })
  await addCommits(dir, stored?.head ?? null, plans)
  const packed = await packRepository(dir)
  return inTransaction(db, async (tx) => {
    await lockAttempt(tx, attempt.id)
    if ((await findHead(tx, attempt.id))?.head !== stored?.head) return null
    await keepRepository(tx, { ...packed, attemptId: attempt.id, revision: head.revision, now })
    return packed
  })
}

async function planCommits(
  db: Reader,
  from: {
    attempt: AttemptRow
    stored: StoredRepository | null
    head: Head
    rawNames: ReadonlyMap<string, string>
  },
): Promise<CommitPlan[]> {
  const { attempt, stored, head, rawNames } = from
  const before = await readState(db, attempt, stored?.revision ?? 0)
  const plans: CommitPlan[] = []
  if (stored === null) {
    const message = 'The exercise as it was handed out'
    plans.push({ message, at: attempt.started_at, ...difference(nothing, before, rawNames) })
  }
  if (head.revision > 0) {
    const message = `Saved in the browser (state ${head.revision})`
    plans.push({ message, at: head.savedAt, ...difference(before, head, rawNames) })
  }
  return plans
}

const nothing: Files = { files: new Map(), executables: new Set() }

/** Only what changed: what git keeps beside the workspace's files stays, under the names that git has for it. */
function difference(before: Files, after: Files, rawNames: ReadonlyMap<string, string>) {
  const named = (path: string) => rawNames.get(path) ?? path
  const isSame = (path: string, content: string) =>
    before.files.get(path) === content && before.executables.has(path) === after.executables.has(path)
  return {
    deletes: [...before.files.keys()].filter((path) => !after.files.has(path)).map(named),
    writes: [...after.files]
      .filter(([path, content]) => !isSame(path, content))
      .map(([path, content]) => ({ path: named(path), content, mode: modeOf(path, after.executables) })),
  }
}
