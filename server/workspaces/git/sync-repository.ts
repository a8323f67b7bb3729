import { getAttempt, lockAttempt, type AttemptRow } from '../../attempts/store.ts'
import type { Database, Reader } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { AppError } from '../../http/app-error.ts'
import { readFiles, readHeadTree, readTree, type HeadTree, type TreeState } from '../store.ts'
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
  const head = await readHeadTree(db, attempt)
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
  from: { attempt: AttemptRow; stored: StoredRepository | null; head: HeadTree; dir: string; now: Date },
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
    head: HeadTree
    rawNames: ReadonlyMap<string, string>
  },
): Promise<CommitPlan[]> {
  const { attempt, stored, head, rawNames } = from
  const base = stored?.revision ?? 0
  const before = await readTree(db, attempt, base)
  const plans: CommitPlan[] = []
  const plan = async (words: { message: string; at: Date }, states: Difference) =>
    plans.push({ ...words, ...(await readDifference(db, attempt, { ...states, rawNames })) })
  if (stored === null)
    await plan(
      { message: 'The exercise as it was handed out', at: attempt.started_at },
      { before: nothing, after: before, revision: base },
    )
  if (head.revision > 0)
    await plan(
      { message: `Saved in the browser (state ${head.revision})`, at: head.savedAt },
      { before, after: head, revision: head.revision },
    )
  return plans
}

type Modes = Pick<TreeState, 'tree' | 'executables'>

interface Difference {
  before: Modes
  after: Modes
  /** Of the state after. */
  revision: number
}

const nothing: Modes = { tree: new Map(), executables: new Set() }

/** Only what changed is read and written: what git keeps beside the workspace's files stays, under the names that git has for it. */
async function readDifference(
  db: Reader,
  attempt: AttemptRow,
  { before, after, revision, rawNames }: Difference & { rawNames: ReadonlyMap<string, string> },
) {
  const named = (path: string) => rawNames.get(path) ?? path
  const isSame = (path: string) =>
    before.tree.get(path)?.sha256 === after.tree.get(path)?.sha256 &&
    before.executables.has(path) === after.executables.has(path)
  const changed = [...after.tree.keys()].filter((path) => !isSame(path))
  const contents = await readFiles(db, attempt, { revision, paths: changed })
  return {
    deletes: [...before.tree.keys()].filter((path) => !after.tree.has(path)).map(named),
    writes: changed.map((path) => ({
      path: named(path),
      content: contents.get(path) ?? '',
      mode: modeOf(path, after.executables),
    })),
  }
}
