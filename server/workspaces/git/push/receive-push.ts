import { randomUUID } from 'node:crypto'
import { attemptState, deadline } from '#contracts/clock.ts'
import { clockFactsOf, getAttempt, lockAttempt, type AttemptRow } from '../../../attempts/store.ts'
import type { Tx } from '../../../db/connect.ts'
import { inTransaction, type AfterCommit } from '../../../db/transaction.ts'
import type { Deps } from '../../../deps.ts'
import { AppError } from '../../../http/app-error.ts'
import { notKeptEither, quarantine } from '../../storage-bounds.ts'
import { insertRevision, readHead, type Files } from '../../store.ts'
import { changesBetween } from '../../changes-between.ts'
import { findHead, keepRepository } from '../store.ts'
import { GitRefusal } from '../git-process.ts'
import { packCommit, type KeptRepository } from '../repository.ts'
import { syncRepository, type OpenRepository } from '../sync-repository.ts'
import { judgePush, nothingChanged } from './judge-push.ts'
import { parsePush, type PushRequest } from './push-request.ts'
import { writeReport, type PushReport } from './push-report.ts'
import type { ReadCommit } from './read-commit.ts'

export interface Push {
  attemptId: string
  body: Buffer
  /** When its last byte was here, not when it was unpacked. */
  now: Date
}

/** A push whose ground is moved by saves in the browser is judged anew; more than a few times is no coincidence. */
const rounds = 5
/** What an attempt's commits may come to, packed. Two hours of commits of text are some hundred kilobytes. */
const maxPackBytes = 48 * 1024 * 1024

/** A push is a save: git's answer leaves only when the revision that it made is committed. */
export async function receivePush(deps: Deps, push: Push): Promise<Buffer> {
  const request = requestOf(push.body)
  // Before a large push git asks with an empty one whether it may.
  if (request.updates.length === 0) return Buffer.alloc(0)
  const late = await findLate(deps, push)
  if (late !== null) return writeReport(request, lateReport(request, late))
  for (let round = 0; round < rounds; round += 1) {
    const repository = await syncRepository(deps.db, push)
    try {
      const report = await tryPush(deps, { push, request, repository })
      if (report !== 'overtaken') return writeReport(request, report)
    } finally {
      await repository.close()
    }
  }
  throw new AppError('unavailable', {
    message: 'The files are being changed in the browser faster than the push can follow; nothing was taken.',
  })
}

function requestOf(body: Buffer): PushRequest {
  try {
    return parsePush(body)
  } catch (error) {
    if (error instanceof GitRefusal)
      throw new AppError('bad_request', { message: `Not taken: ${error.message}.` })
    throw error
  }
}

interface Try {
  push: Push
  request: PushRequest
  repository: OpenRepository
}

/** All of git's work first, while nothing is locked and no connection is held; then what it found, in one short transaction. */
async function tryPush(deps: Deps, { push, request, repository }: Try): Promise<PushReport | 'overtaken'> {
  const judged = await judgePush(repository, request)
  const { taken } = judged
  if (taken === null) return judged
  if (taken.commit === repository.head) return judged
  const packed = await packCommit(repository.dir, taken.commit)
  if (packed.pack.length > maxPackBytes) return fullReport(request)
  const work = async (tx: Tx, afterCommit: AfterCommit) => {
    const attempt = await lockAttempt(tx, push.attemptId)
    if (isOver(attempt, push.now)) return keepApart(tx, attempt, push)
    const newest = await findHead(tx, attempt.id)
    const before = await readHead(tx, attempt)
    if (newest?.head !== repository.head || before.revision !== repository.revision) return 'overtaken'
    await commitPush({ deps, tx, afterCommit }, { attempt, before, packed, read: taken.read, now: push.now })
    return 'taken'
  }
  const outcome = await inTransaction(deps.db, work).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'storage_full') return error
    throw error
  })
  if (outcome instanceof AppError)
    return refusedWhole(request, 'not taken', `${outcome.message} ${outcome.next}`)
  if (outcome === 'kept' || outcome === 'full') return lateReport(request, outcome)
  return outcome === 'overtaken' ? outcome : judged
}

/** Makes what was pushed the newest state of the workspace. */
async function commitPush(
  { deps, tx, afterCommit }: { deps: Deps; tx: Tx; afterCommit: AfterCommit },
  next: {
    attempt: AttemptRow
    before: Files & { revision: number }
    packed: KeptRepository
    read: ReadCommit
    now: Date
  },
): Promise<void> {
  const { attempt, before, packed, read, now } = next
  // What cannot be kept in its new form stays in its last good one.
  const older = read.notTaken.flatMap(({ path }): [string, string][] => {
    const content = read.files.has(path) ? undefined : before.files.get(path)
    return content === undefined ? [] : [[path, content]]
  })
  const after = { files: new Map([...read.files, ...older]), executables: read.executables }
  const changes = changesBetween(before, after)
  const revision = changes.length === 0 ? before.revision : before.revision + 1
  if (changes.length > 0) {
    await insertRevision(tx, {
      attemptId: attempt.id,
      revision,
      clientId: randomUUID(),
      seq: 1,
      source: 'git',
      changes: changes.map(({ kind, path }) => ({ kind, path })),
      ...after,
      receivedAt: now,
      lateByMs: lateBy(attempt, now),
    })
    afterCommit(() => deps.announce('attempt-saved', { attemptId: attempt.id, revision, clientId: 'git' }))
  }
  await keepRepository(tx, { ...packed, attemptId: attempt.id, revision, now })
}

const isOver = (attempt: AttemptRow, now: Date) => {
  const state = attemptState(clockFactsOf(attempt), now)
  return state === 'over' || state === 'submitted'
}

type Late = 'kept' | 'full'

/** Whether it came too late to count; then its bytes are kept apart, and nothing of git's is asked. */
async function findLate(deps: Deps, push: Push): Promise<Late | null> {
  if (!isOver(await getAttempt(deps.db, push.attemptId), push.now)) return null
  return inTransaction(deps.db, async (tx) => {
    const attempt = await lockAttempt(tx, push.attemptId)
    return isOver(attempt, push.now) ? keepApart(tx, attempt, push) : null
  })
}

async function keepApart(tx: Tx, attempt: AttemptRow, push: Push): Promise<Late> {
  const body = { source: 'git', push: push.body.toString('base64') }
  const lateByMs = lateBy(attempt, push.now)
  const isKept = await quarantine(tx, { attemptId: attempt.id, receivedAt: push.now, lateByMs, body })
  return isKept ? 'kept' : 'full'
}

const lateBy = (attempt: AttemptRow, now: Date) =>
  Math.max(0, now.getTime() - deadline(clockFactsOf(attempt)).getTime())

const lateText = {
  kept: 'the time is over, so this does not change what was handed in; it is kept and the recruiter can see that it came late',
  full: `the time is over, so this does not change what was handed in. ${notKeptEither.next}`,
} as const

const refusedWhole = (request: PushRequest, why: string, words: string): PushReport => ({
  unpackProblem: null,
  refused: new Map(request.updates.map(({ ref }) => [ref, why])),
  messages: [`Not taken: ${words.replace(/\.$/, '')}.`, nothingChanged],
})

const lateReport = (request: PushRequest, late: Late) => refusedWhole(request, 'too late', lateText[late])

const fullReport = (request: PushRequest) =>
  refusedWhole(
    request,
    'not taken',
    `the commits of this exercise come to more than ${maxPackBytes / 1024 / 1024} MiB, which is all that is kept. Save in the browser or with a zip archive instead; what is saved there stays`,
  )
