import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { attemptState, deadline, type AttemptState } from '#contracts/clock.ts'
import { clockFactsOf, lockAttempt, type AttemptRow } from '../../attempts/store.ts'
import type { Tx } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { insertRevision, quarantine, readHead } from '../store.ts'
import { changesBetween } from '../changes-between.ts'
import { keepRepository } from './git-store.ts'
import { callBackend, type BackendAnswer, type BackendCall } from './http-backend.ts'
import { readCommit } from './read-commit.ts'
import { packRepository, readHeadCommit } from './repository.ts'
import { syncRepository, type OpenRepository } from './sync-repository.ts'

export interface Push {
  attemptId: string
  request: Omit<BackendCall, 'dir' | 'refusal'>
  /** When the request came in, not when it was unpacked. */
  now: Date
}

type Answer = Omit<BackendAnswer, 'body' | 'ended'> & { body: Buffer }

const late =
  'the time is over, so this does not change what was handed in; it is kept and the recruiter can see that it came late'
const refusals: Record<AttemptState, string> = { running: '', grace: '', over: late, submitted: late }
/** Before a large push git asks with an empty one whether it may. */
const isProbe = (body: Buffer) => body.toString('latin1') === '0000'

/** A push is a save: git's answer leaves only when the revision that it made is committed. */
export async function receivePush(deps: Deps, push: Push): Promise<Answer> {
  return inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockAttempt(tx, push.attemptId)
    const refusal = refusals[attemptState(clockFactsOf(attempt), push.now)]
    if (refusal !== '' && !isProbe(push.request.body)) await keepApart(tx, attempt, push)
    const repository = await syncRepository(tx, attempt, push.now)
    try {
      const { status, headers, body, ended } = await callBackend({
        ...push.request,
        dir: repository.dir,
        refusal,
      })
      const answer = { status, headers, body: await buffer(body) }
      await ended
      const revision = await takeOver(tx, { attempt, repository, now: push.now })
      if (revision !== null)
        afterCommit(() =>
          deps.announce('attempt-saved', { attemptId: attempt.id, revision, clientId: 'git' }),
        )
      return answer
    } finally {
      await repository.close()
    }
  })
}

/** Makes what was pushed the newest state of the workspace; answers its revision, or null where no file has changed. */
async function takeOver(
  tx: Tx,
  { attempt, repository, now }: { attempt: AttemptRow; repository: OpenRepository; now: Date },
): Promise<number | null> {
  const pushed = await readHeadCommit(repository.dir)
  if (pushed === repository.head) return null
  const files = await readCommit({ dir: repository.dir }, pushed)
  const before = await readHead(tx, attempt)
  const changes = changesBetween(before.files, files)
  const revision = changes.length === 0 ? before.revision : before.revision + 1
  if (changes.length > 0) {
    await insertRevision(tx, {
      attemptId: attempt.id,
      revision,
      clientId: randomUUID(),
      seq: 1,
      source: 'git',
      changes: changes.map(({ kind, path }) => ({ kind, path })),
      files,
      receivedAt: now,
      lateByMs: lateBy(attempt, now),
    })
  }
  await keepRepository(tx, {
    ...(await packRepository(repository.dir)),
    attemptId: attempt.id,
    revision,
    now,
  })
  return changes.length === 0 ? null : revision
}

async function keepApart(tx: Tx, attempt: AttemptRow, push: Push): Promise<void> {
  const body = { source: 'git', push: push.request.body.toString('base64') }
  await quarantine(tx, {
    attemptId: attempt.id,
    receivedAt: push.now,
    lateByMs: lateBy(attempt, push.now),
    body,
  })
}

const lateBy = (attempt: AttemptRow, now: Date) =>
  Math.max(0, now.getTime() - deadline(clockFactsOf(attempt)).getTime())
