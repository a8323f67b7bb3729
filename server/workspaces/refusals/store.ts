import { sql } from 'kysely'
import type { RefusedFile, SentChange } from '#contracts/workspace.ts'
import type { Reader, Tx } from '../../db/connect.ts'
import { storableJson } from '../../db/storable-text.ts'
import { followRenames, unsavedAfter, type SaveOutcome } from './unsaved-after.ts'

/** A page repeats its newest save alone, so that the answers to older ones need not be known for ever. */
const mostAnswers = 100
const mostPathLength = 400

export interface SaveRefusal {
  attemptId: string
  clientId: string
  seq: number
  revision: number
  refused: readonly RefusedFile[]
  receivedAt: Date
  lateByMs: number
}

/** What was answered to this very save, where some of it was refused. */
export async function findRefusal(db: Reader, save: { attemptId: string; clientId: string; seq: number }) {
  const row = await db
    .selectFrom('save_refusals')
    .select(['revision', 'refused', 'received_at', 'late_by_ms'])
    .where('attempt_id', '=', save.attemptId)
    .where('client_id', '=', save.clientId)
    .where('seq', '=', save.seq)
    .executeTakeFirst()
  return row ?? null
}

export async function insertRefusal(tx: Tx, refusal: SaveRefusal): Promise<void> {
  await tx
    .insertInto('save_refusals')
    .values({
      attempt_id: refusal.attemptId,
      client_id: refusal.clientId,
      seq: refusal.seq,
      revision: refusal.revision,
      refused: storableJson(refusal.refused.map(shortened)),
      received_at: refusal.receivedAt,
      late_by_ms: refusal.lateByMs,
    })
    .execute()
  await tx
    .deleteFrom('save_refusals')
    .where('attempt_id', '=', refusal.attemptId)
    .where('id', '<=', ({ selectFrom }) =>
      selectFrom('save_refusals as newer')
        .select('newer.id')
        .where('newer.attempt_id', '=', refusal.attemptId)
        .orderBy('newer.id', 'desc')
        .offset(mostAnswers)
        .limit(1),
    )
    .execute()
}

/** The files whose newest text was refused and has not been saved since. */
export async function listUnsaved(db: Reader, attemptId: string): Promise<RefusedFile[]> {
  const row = await db
    .selectFrom('unsaved_files')
    .select('files')
    .where('attempt_id', '=', attemptId)
    .executeTakeFirst()
  return row?.files ?? []
}

/** Notes what a save means for the files whose newest text is nowhere here. The caller holds the attempt's lock. */
export async function noteUnsaved(tx: Reader, attemptId: string, save: SaveOutcome): Promise<void> {
  const before = await listUnsaved(tx, attemptId)
  if (before.length === 0 && save.refused.length === 0) return
  await putUnsaved(tx, attemptId, unsavedAfter(before, save))
}

/** What was refused, in the words that hold under the names of after the save; those of before get these names here, too. */
export async function explainRefused(
  tx: Reader,
  attemptId: string,
  save: { changes: readonly SentChange[]; refused: readonly RefusedFile[] },
): Promise<RefusedFile[]> {
  if (!save.changes.some((change) => change.kind === 'rename') || save.refused.length === 0)
    return [...save.refused]
  const { before, refused } = followRenames(await listUnsaved(tx, attemptId), save)
  await putUnsaved(tx, attemptId, before)
  return refused
}

async function putUnsaved(db: Reader, attemptId: string, unsaved: readonly RefusedFile[]): Promise<void> {
  const files = storableJson(unsaved.map(shortened))
  await db
    .insertInto('unsaved_files')
    .values({ attempt_id: attemptId, files })
    .onConflict((conflict) => conflict.column('attempt_id').doUpdateSet({ files: sql`excluded.files` }))
    .execute()
}

const shortened = (file: RefusedFile) => ({ ...file, path: file.path.slice(0, mostPathLength) })
