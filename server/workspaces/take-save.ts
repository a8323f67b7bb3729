import { attemptState } from '#contracts/clock.ts'
import type { EditLeaseAnswer } from '#contracts/api/workspaces/leases.ts'
import type { Change, RefusedFile, SentChange } from '#contracts/workspace.ts'
import { clockFactsOf, lockAttempt, type AttemptRow } from '../attempts/store.ts'
import type { Tx } from '../db/connect.ts'
import type { SaveSource } from '../db/tables/workspaces.ts'
import type { AfterCommit } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { changesBetween, executablesOf, type WholeFiles } from './changes-between.ts'
import { commitRevision, type CommitScope } from './commit-revision.ts'
import { keepConflictCopy } from './conflicts/keep-conflict-copy.ts'
import { pathsOf } from './conflicts/split-changes.ts'
import { listKeptPaths } from './conflicts/store.ts'
import { keepLate, lateByMs, type LateSave, type LateWrite } from './keep-late.ts'
import { findLease } from './leases/store.ts'
import { planSave, type SaveGrounds, type SavePlan } from './plan-save.ts'
import { findRefusal } from './refusals/store.ts'
import { findSaveFrom, listChangesSince } from './revision-store.ts'
import { readHeadTree, type HeadTree } from './store.ts'
import { hashingOnce, sha256, type HashText } from './tree.ts'

/** What a page typed: each file by itself. */
export interface SentChanges {
  changes: readonly SentChange[]
  baseRevision?: number | undefined
  lease?: EditLeaseAnswer | undefined
}

/** What an archive or a commit holds: all files, made from a state that must still be the newest. */
export interface SentWhole {
  whole: WholeFiles
  expectedRevision: number
  /** Something beside the files was overtaken, such as a branch. */
  isOvertaken?: boolean
  isAllOrNothing: boolean
}

export interface IncomingSave extends LateWrite {
  clientId: string
  seq: number
  source: SaveSource
  announcedClientId: string
  sent: SentChanges | SentWhole
}

/** Refusals are values until the transaction is through: what they kept apart must be committed. */
export type SaveOutcome =
  | {
      kind: 'saved'
      revision: number
      savedAt: Date
      lateByMs: number
      /** What of it stands in a conflict copy. */
      conflictPaths: string[]
      refused: RefusedFile[]
    }
  | LateSave
  | { kind: 'fenced' }
  | { kind: 'overtaken' }
  /** Of a save that is taken whole or not at all. */
  | { kind: 'refused'; refused: RefusedFile[] }

export interface SaveDeps extends Pick<Deps, 'db' | 'announce'> {
  /** SHA-256 where none is given. */
  hashText?: HashText
}

export interface SaveScope {
  deps: SaveDeps
  tx: Tx
  afterCommit: AfterCommit
}

/** A save with what its door says of it and what the database knows. */
interface Prepared {
  save: IncomingSave
  changes: readonly SentChange[]
  executables?: ReadonlySet<string>
  /** Where it had to be read already. */
  head: HeadTree | null
  grounds: Omit<SaveGrounds, 'state'>
}

/**
 * The one way into a workspace, for browser, archives and git alike. Once the transaction is committed, the bytes are in the
 * database, but for the files that the outcome names: in the revision, or beside it where they would undo somebody else's work.
 */
export async function takeSave(scope: SaveScope, save: IncomingSave): Promise<SaveOutcome> {
  const { tx, afterCommit } = scope
  const attempt = await lockAttempt(tx, save.attemptId)
  const hashText = hashingOnce(scope.deps.hashText ?? sha256)
  const prepared =
    'whole' in save.sent
      ? await prepareWhole(tx, attempt, { save, sent: save.sent, hashText })
      : await prepareChanges(tx, save, save.sent)
  const state = attemptState(clockFactsOf(attempt), save.now)
  const plan = planSave({ seq: save.seq, changes: prepared.changes }, { ...prepared.grounds, state })
  switch (plan.kind) {
    case 'repeat':
      return repeat(tx, save)
    case 'late':
      return keepLate(tx, attempt, save)
    case 'fenced':
    case 'overtaken':
      await keepConflicts(scope, attempt, { save, changes: plan.changes, kind: plan.kind })
      return { kind: plan.kind }
    case 'commit': {
      const commitScope = { announce: scope.deps.announce, tx, afterCommit, hashText }
      const outcome = await commit(commitScope, attempt, { prepared, plan })
      if (outcome.kind !== 'saved') return outcome
      const { overtaken: changes } = plan
      return {
        ...outcome,
        conflictPaths: await keepConflicts(scope, attempt, { save, changes, kind: 'overtaken' }),
      }
    }
  }
}

async function prepareChanges(tx: Tx, save: IncomingSave, sent: SentChanges): Promise<Prepared> {
  const before = await findSaveFrom(tx, save)
  const refusal = await findRefusal(tx, save)
  const grounds = {
    newestSeq: before?.seq ?? null,
    wasRefused: refusal !== null,
    isFenced: await isFenced(tx, save.attemptId, sent.lease),
    isOvertaken: false,
    touchedByOthers: await touchedByOthers(tx, save, sent.baseRevision),
  }
  return { save, changes: sent.changes, head: null, grounds }
}

async function prepareWhole(
  tx: Tx,
  attempt: AttemptRow,
  { save, sent, hashText }: { save: IncomingSave; sent: SentWhole; hashText: HashText },
): Promise<Prepared> {
  const head = await readHeadTree(tx, attempt, hashText)
  const isOvertaken = head.revision !== sent.expectedRevision || sent.isOvertaken === true
  return {
    save,
    // Of another state than the expected one, the difference means nothing.
    changes: isOvertaken ? [] : changesBetween(head, sent.whole, hashText),
    executables: executablesOf(head, sent.whole),
    head,
    grounds: { newestSeq: null, wasRefused: false, isFenced: false, isOvertaken, touchedByOthers: [] },
  }
}

/** Whether the right to write has passed on since. An expired right that nobody took is still the newest. */
async function isFenced(tx: Tx, attemptId: string, own: EditLeaseAnswer | undefined): Promise<boolean> {
  if (own === undefined) return false
  const lease = await findLease(tx, attemptId)
  return lease?.token !== own.token || lease.tab_id !== own.tabId
}

/** The files that somebody else changed after the state that a save was made from. */
async function touchedByOthers(tx: Tx, save: IncomingSave, after: number | undefined): Promise<string[]> {
  if (after === undefined) return []
  const since = { attemptId: save.attemptId, after, notBy: save.clientId }
  return (await listChangesSince(tx, since)).flatMap(pathsOf)
}

/** Answers what was answered the first time. */
async function repeat(tx: Tx, save: IncomingSave): Promise<SaveOutcome> {
  const before = await findSaveFrom(tx, save)
  const refusal = await findRefusal(tx, save)
  const first = before?.seq === save.seq ? before : refusal
  if (first === null) throw new Error('A save that is repeated was neither taken nor refused before')
  return {
    kind: 'saved',
    revision: first.revision,
    savedAt: first.received_at,
    lateByMs: first.late_by_ms,
    conflictPaths: await listKeptPaths(tx, save),
    refused: refusal?.refused ?? [],
  }
}

async function keepConflicts(
  { deps, tx, afterCommit }: SaveScope,
  attempt: AttemptRow,
  apart: { save: IncomingSave; changes: readonly Change[]; kind: 'fenced' | 'overtaken' },
): Promise<string[]> {
  const { save, changes } = apart
  if (changes.length === 0 || 'whole' in save.sent) return []
  const { clientId, seq, now, sent } = save
  const reason = apart.kind === 'fenced' ? ('lease_lost' as const) : ('overtaken' as const)
  const tabId = sent.lease?.tabId ?? null
  const copy = { clientId, seq, now, tabId, baseRevision: sent.baseRevision, changes, reason }
  const paths = await keepConflictCopy(tx, attempt, copy)
  afterCommit(() => deps.announce('conflict-copy-kept', { attemptId: attempt.id }))
  return paths
}

async function commit(
  scope: CommitScope,
  attempt: AttemptRow,
  { prepared, plan }: { prepared: Prepared; plan: Extract<SavePlan, { kind: 'commit' }> },
): Promise<SaveOutcome> {
  const { save, executables } = prepared
  const { clientId, seq, source, announcedClientId, now: receivedAt } = save
  const head = prepared.head ?? (await readHeadTree(scope.tx, attempt, scope.hashText))
  const isAllOrNothing = 'whole' in save.sent && save.sent.isAllOrNothing
  const late = lateByMs(attempt, receivedAt)
  const { revision, refused } = await commitRevision(scope, {
    attempt,
    head,
    changes: plan.free,
    ...(executables === undefined ? {} : { executables }),
    isAllOrNothing,
    from: { clientId, seq, source, announcedClientId, receivedAt, lateByMs: late },
  })
  if (isAllOrNothing && refused.length > 0) return { kind: 'refused', refused }
  return { kind: 'saved', revision, savedAt: receivedAt, lateByMs: late, conflictPaths: [], refused }
}
