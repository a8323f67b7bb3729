import type { ResultOf } from '#contracts/route.ts'
import type { workspacesApi } from '#contracts/api/workspaces.ts'
import { deadline } from '#contracts/clock.ts'
import { judgeChanges } from '#contracts/judge-changes.ts'
import { clockFactsOf, lockAttempt, type AttemptRow } from '../../attempts/store.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../http/app-error.ts'
import { changesBetween } from '../changes-between.ts'
import { refuseLate } from '../save-workspace.ts'
import { insertRevision, readHead, readHeadTree, type Files } from '../store.ts'
import { readZip, ZipRefusal, type ReadZip } from './read-zip.ts'
import { zipWarnings } from './zip-warnings.ts'

type Saved = ResultOf<typeof workspacesApi.takeZip>
type Preview = ResultOf<typeof workspacesApi.previewZip>

interface Upload {
  attempt: AttemptRow
  clientId: string
  zipBase64: string
  expectedRevision: number
  /** Files that are not in the archive stay as they are. */
  keepsOthers: boolean
  now: Date
}

/** Throws `bad_request` with the reasons where the archive cannot be taken. */
async function readUpload(zipBase64: string, existing: Iterable<string>): Promise<ReadZip> {
  try {
    return await readZip(Buffer.from(zipBase64, 'base64'), existing)
  } catch (error) {
    if (error instanceof ZipRefusal) throw cannotBeTaken(error.problems)
    throw error
  }
}

const cannotBeTaken = (problems: readonly string[]) =>
  new AppError('bad_request', {
    message: 'This archive cannot be taken as it is, so nothing was changed.',
    issues: problems.map((reason) => ({ path: 'body.zipBase64', reason })),
  })

export async function previewZip(deps: Deps, attempt: AttemptRow, zipBase64: string): Promise<Preview> {
  const head = await readHead(deps.db, attempt)
  const upload = await readUpload(zipBase64, head.files.keys())
  const { files, ignored, notes } = upload
  const warnings = zipWarnings(head.files.keys(), files.keys())
  const executables = executablesOf(head, upload)
  const changes = changesBetween(head, { files, executables }).map(
    ({ kind, path }): Preview['changes'][number] => {
      if (kind === 'delete') return { kind: 'removed', path }
      return { kind: head.files.has(path) ? 'changed' : 'added', path }
    },
  )
  return { revision: head.revision, changes, ignored, notes, ...(warnings.length === 0 ? {} : { warnings }) }
}

/** An archive that names no file that can be started leaves that as it is: many tools keep nothing of it. */
const executablesOf = (head: Files, upload: ReadZip) => upload.executables ?? head.executables

function executablesAfter(
  head: Files,
  { upload, keepsOthers }: { upload: ReadZip; keepsOthers: boolean },
): ReadonlySet<string> {
  const own = executablesOf(head, upload)
  if (!keepsOthers) return own
  return new Set([...own, ...[...head.executables].filter((path) => !upload.files.has(path))])
}

/** The files of the archive among those that are there. */
function withOthers(head: Files, upload: ReadZip): Map<string, string> | AppError {
  const writes = [...upload.files].map(([path, content]) => ({ kind: 'write' as const, path, content }))
  const { files, refused } = judgeChanges(head.files, writes)
  if (refused.length === 0) return files
  return cannotBeTaken(refused.map(({ path, reason }) => `"${path}" cannot be taken: ${reason}`))
}

/**
 * Saves an archive as one revision. It is unpacked while nothing is locked. Too late, its bytes are kept apart, whatever is in
 * them.
 */
export async function takeZip(deps: Deps, upload: Upload): Promise<Saved> {
  // Of another revision than the expected one nothing is taken, so that these are the paths of the right one.
  const { tree } = await readHeadTree(deps.db, upload.attempt)
  const unpacked = await readUpload(upload.zipBase64, Object.keys(tree)).catch((error: unknown) => {
    if (error instanceof AppError) return error
    throw error
  })
  const outcome = await inTransaction(deps.db, async (tx, afterCommit) => {
    const attempt = await lockAttempt(tx, upload.attempt.id)
    const { zipBase64, clientId } = upload
    const late = await refuseLate(tx, attempt, { now: upload.now, body: { source: 'zip', zipBase64 } })
    if (late !== null) return { refused: late }
    if (unpacked instanceof AppError) return { refused: unpacked }
    const head = await readHead(tx, attempt)
    if (head.revision !== upload.expectedRevision) return { refused: new AppError('stale_revision') }
    const after = upload.keepsOthers ? withOthers(head, unpacked) : unpacked.files
    if (after instanceof AppError) return { refused: after }
    const files = after
    const executables = executablesAfter(head, { upload: unpacked, keepsOthers: upload.keepsOthers })
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
