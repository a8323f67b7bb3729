import { randomUUID } from 'node:crypto'
import type { RefusedFile } from '#contracts/workspace.ts'
import { lockAttempt } from '../../../attempts/store.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { AppError } from '../../../http/app-error.ts'
import { keepIfLate, type LateSave } from '../../keep-late.ts'
import { notKeptEither } from '../../storage-bounds.ts'
import { takeSave, type SaveDeps, type SaveOutcome, type SaveScope } from '../../take-save.ts'
import { findHead, keepRepository } from '../store.ts'
import { GitRefusal } from '../git-process.ts'
import { packCommit, type KeptRepository } from '../repository.ts'
import { syncRepository, type OpenRepository } from '../sync-repository.ts'
import { judgePush, nothingChanged, type JudgedPush } from './judge-push.ts'
import { parsePush, type PushRequest } from './push-request.ts'
import { writeReport, type PushReport } from './push-report.ts'
import type { ReadCommit } from './read-commit.ts'
import { printable } from './shell-text.ts'

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
export async function receivePush(deps: SaveDeps, push: Push): Promise<Buffer> {
  const request = requestOf(push.body)
  // Before a large push git asks with an empty one whether it may.
  if (request.updates.length === 0) return Buffer.alloc(0)
  // What comes too late is kept apart as it is, and nothing of git's is asked.
  const late = await keepIfLate(deps.db, { ...push, lateBody: lateBodyOf(push) })
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
async function tryPush(
  deps: SaveDeps,
  { push, request, repository }: Try,
): Promise<PushReport | 'overtaken'> {
  const judged = await judgePush(repository, request)
  const { taken } = judged
  if (taken === null) return judged
  if (taken.commit === repository.head) return judged
  const packed = await packCommit(repository.dir, taken.commit)
  if (packed.pack.length > maxPackBytes) return fullReport(request)
  const work = (scope: SaveScope) => savePush(scope, { push, packed, read: taken.read, repository })
  const outcome = await inTransaction(deps.db, (tx, afterCommit) => work({ deps, tx, afterCommit })).catch(
    (error: unknown) => {
      if (error instanceof AppError && error.code === 'storage_full') return error
      throw error
    },
  )
  if (outcome instanceof AppError)
    return refusedWhole(request, 'not taken', `${outcome.message} ${outcome.next}`)
  if (outcome.kind === 'late') return lateReport(request, outcome)
  return outcome.kind === 'saved' ? withRefused(judged, outcome.refused) : 'overtaken'
}

/** Makes what was pushed the newest state of the workspace, and its commits those of the branch. */
async function savePush(
  scope: SaveScope,
  {
    push,
    packed,
    read,
    repository,
  }: { push: Push; packed: KeptRepository; read: ReadCommit; repository: OpenRepository },
): Promise<SaveOutcome> {
  const { attemptId, now } = push
  // The branch is compared under the same lock that the save takes.
  await lockAttempt(scope.tx, attemptId)
  const newest = await findHead(scope.tx, attemptId)
  const notTaken = new Set(read.notTaken.map(({ path }) => path))
  const outcome = await takeSave(scope, {
    attemptId,
    now,
    clientId: randomUUID(),
    seq: 1,
    source: 'git',
    announcedClientId: 'git',
    lateBody: lateBodyOf(push),
    sent: {
      // What cannot be kept in its new form stays in its last good one.
      whole: { files: read.files, executables: read.executables, keeps: (path) => notTaken.has(path) },
      expectedRevision: repository.revision,
      isOvertaken: newest?.head !== repository.head,
      isAllOrNothing: false,
    },
  })
  if (outcome.kind === 'saved')
    await keepRepository(scope.tx, { ...packed, attemptId, revision: outcome.revision, now })
  return outcome
}

const lateBodyOf = ({ body }: Push) => ({ source: 'git', push: body.toString('base64') })

/** Beside what was seen in the commit alone: what has no place among the files that stay. */
function withRefused(judged: JudgedPush, refused: readonly RefusedFile[]): PushReport {
  const words = refused.map(({ path, reason, next }) => `Not taken: "${printable(path)}": ${reason}. ${next}`)
  return { ...judged, messages: [...words, ...judged.messages] }
}

const lateText = {
  kept: 'the time is over, so this does not change what was handed in; it is kept and the recruiter can see that it came late',
  full: `the time is over, so this does not change what was handed in. ${notKeptEither.next}`,
} as const

const refusedWhole = (request: PushRequest, why: string, words: string): PushReport => ({
  unpackProblem: null,
  refused: new Map(request.updates.map(({ ref }) => [ref, why])),
  messages: [`Not taken: ${words.replace(/\.$/, '')}.`, nothingChanged],
})

const lateReport = (request: PushRequest, { isKept }: LateSave) =>
  refusedWhole(request, 'too late', isKept ? lateText.kept : lateText.full)

const fullReport = (request: PushRequest) =>
  refusedWhole(
    request,
    'not taken',
    `the commits of this exercise come to more than ${maxPackBytes / 1024 / 1024} MiB, which is all that is kept. Save in the browser or with a zip archive instead; what is saved there stays`,
  )
