import type { ResultOf } from '#contracts/route.ts'
import type { workspacesApi } from '#contracts/api/workspaces.ts'
import { deadline } from '#contracts/clock.ts'
import { clockFactsOf, lockAttempt, type AttemptRow } from '../../attempts/store.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { AppError, fieldError } from '../../http/app-error.ts'
import { changesBetween } from '../changes-between.ts'
import { refuseLate } from '../save-workspace.ts'
import { insertRevision, readHead, type Files } from '../store.ts'
import { readZip, ZipRefusal, type ReadZip } from './read-zip.ts'

type Saved = ResultOf<typeof workspacesApi.takeZip>
type Preview = ResultOf<typeof workspacesApi.previewZip>

interface Upload {
  attemptId: string
  clientId: string
  zipBase64: string
  expectedRevision: number
  now: Date
}

/** Throws `bad_request` with the reason where the archive cannot be taken. */
async function readUpload(zipBase64: string): Promise<ReadZip> {
  try {
    return await readZip(Buffer.from(zipBase64, 'base64'))
  } catch (error) {
    if (error instanceof ZipRefusal) throw fieldError('body.zipBase64', error.message)
    throw error
  }
}

export async function previewZip(deps: Deps, attempt: AttemptRow, zipBase64: string): Promise<Preview> {
  const upload = await readUpload(zipBase64)
  const { files, ignored } = upload
  const head = await readHead(deps.db, attempt)
  const executables = executablesOf(head, upload)
  const changes = changesBetween(head, { files, executables }).map(
    ({ kind, path }): Preview['changes'][number] => {
      if (kind === 'delete') return { kind: 'removed', path }
      return { kind: head.files.has(path) ? 'changed' : 'added', path }
    },
  )
  return { revision: head.revision, changes, ignored }
}

/** An archive that names no file that can be started leaves that as it is: many tools keep nothing of it. */
const executablesOf = (head: Files, upload: ReadZip) => upload.executables ?? head.executables

/**
 * Saves an archive as one revision. It is unpacked while nothing is locked. Too late, its bytes are kept apart, whatever is in
 * them.
 */
export async function takeZip(deps: Deps, upload: Upload): Promise<Saved> {
  const unpacked = await readUpload(upload.zipBase64).catch((error: unknown) => {
    if (error instanceof AppError) return error
    throw error
  })
  const outcome = await inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockAttempt(tx, upload.attemptId)
    const { zipBase64, clientId } = upload
    const late = await refuseLate(tx, attempt, { now: upload.now, body: { source: 'zip', zipBase64 } })
    if (late !== null) return { refused: late }
    if (unpacked instanceof AppError) return { refused: unpacked }
    const head = await readHead(tx, attempt)
    if (head.revision !== upload.expectedRevision) return { refused: new AppError('stale_revision') }
    const { files } = unpacked
    const executables = executablesOf(head, unpacked)
    const changes = changesBetween(head, { files, executables })
    const lateByMs = Math.max(0, upload.now.getTime() - deadline(clockFactsOf(attempt)).getTime())
    const saved = { revision: head.revision + 1, savedAt: upload.now.toISOString(), lateByMs }
    if (changes.length === 0) return { saved: { ...saved, revision: head.revision } }
    await insertRevision(tx, {
      attemptId: attempt.id,
      revision: saved.revision,
      // Its own name: the page counts its saves under the other.
      clientId: crypto.randomUUID(),
      seq: 1,
      source: 'zip',
      changes: changes.map(({ kind, path }) => ({ kind, path })),
      files,
      executables,
      receivedAt: upload.now,
      lateByMs,
    })
    afterCommit(() =>
      deps.announce('attempt-saved', { attemptId: attempt.id, revision: saved.revision, clientId }),
    )
    return { saved }
  })
  if ('refused' in outcome) throw outcome.refused
  return outcome.saved
}
