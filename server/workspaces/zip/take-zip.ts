import type { ResultOf } from '#contracts/route.ts'
import type { workspacesApi } from '#contracts/api/workspaces/workspaces.ts'
import type { AttemptRow } from '../../attempts/store.ts'
import { inTransaction } from '../../db/transaction.ts'
import { AppError } from '../../http/app-error.ts'
import { changesBetween, type WholeFiles } from '../changes-between.ts'
import { lateError } from '../keep-late.ts'
import { readHeadTree } from '../store.ts'
import { takeSave, type SaveDeps, type SaveOutcome } from '../take-save.ts'
import { sha256 } from '../tree.ts'
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

/** An archive that names no file that can be started leaves that as it is: many tools keep nothing of it. */
const wholeOf = ({ files, executables }: ReadZip, keepsOthers: boolean): WholeFiles => ({
  files,
  executables,
  keeps: () => keepsOthers,
})

export async function previewZip(deps: SaveDeps, attempt: AttemptRow, zipBase64: string): Promise<Preview> {
  const head = await readHeadTree(deps.db, attempt)
  const upload = await readUpload(zipBase64, head.tree.keys())
  const { files, ignored, notes } = upload
  const warnings = zipWarnings(head.tree.keys(), files.keys())
  const changes = changesBetween(head, wholeOf(upload, false), deps.hashText ?? sha256).map(
    ({ kind, path }): Preview['changes'][number] => {
      if (kind === 'delete') return { kind: 'removed', path }
      return { kind: head.tree.has(path) ? 'changed' : 'added', path }
    },
  )
  return { revision: head.revision, changes, ignored, notes, ...(warnings.length === 0 ? {} : { warnings }) }
}

/**
 * The door for archives: each becomes one revision, whole or not at all. It is unpacked while nothing is locked. Too late, its bytes
 * are kept apart, whatever is in them.
 */
export async function takeZip(deps: SaveDeps, upload: Upload): Promise<Saved> {
  // Of another revision than the expected one nothing is taken, so that these are the paths of the right one.
  const { tree } = await readHeadTree(deps.db, upload.attempt)
  const unpacked = await readUpload(upload.zipBase64, tree.keys()).catch((error: unknown) => {
    if (error instanceof AppError) return error
    throw error
  })
  const { zipBase64, expectedRevision, now } = upload
  const save = {
    attemptId: upload.attempt.id,
    // Its own name: the page counts its saves under the other.
    clientId: crypto.randomUUID(),
    seq: 1,
    source: 'zip' as const,
    announcedClientId: upload.clientId,
    lateBody: { source: 'zip', zipBase64 },
    now,
    // What cannot be read changes nothing, but it may still be too late for that.
    sent:
      unpacked instanceof AppError
        ? { changes: [] }
        : { whole: wholeOf(unpacked, upload.keepsOthers), expectedRevision, isAllOrNothing: true },
  }
  const outcome = await inTransaction(deps.db, (tx, afterCommit) => takeSave({ deps, tx, afterCommit }, save))
  if (outcome.kind === 'late') throw lateError(outcome)
  if (unpacked instanceof AppError) throw unpacked
  return answerOf(outcome)
}

function answerOf(outcome: Exclude<SaveOutcome, { kind: 'late' }>): Saved {
  switch (outcome.kind) {
    case 'saved': {
      const { revision, savedAt, lateByMs } = outcome
      return { revision, savedAt: savedAt.toISOString(), lateByMs }
    }
    case 'refused':
      throw cannotBeTaken(outcome.refused.map(({ path, reason }) => `"${path}" cannot be taken: ${reason}`))
    case 'overtaken':
    case 'fenced':
      throw new AppError('stale_revision')
  }
}
