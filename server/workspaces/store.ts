import { sql, type ExpressionBuilder } from 'kysely'
import type { RefusedFile, WorkspaceFile } from '#contracts/workspace.ts'
import type { Reader } from '../db/connect.ts'
import type { ChangeRecord, SaveSource, Tables, Tree } from '../db/tables.ts'
import { getStarter } from '../exercises/store.ts'
import type { AttemptRow } from '../attempts/store.ts'
import { noteUnsaved } from './refusals/store.ts'
import { countStored } from './storage-bounds.ts'
import { treeOf } from './tree.ts'

/** A state of a workspace: its contents, and which of the files can be started. */
export interface Files {
  files: ReadonlyMap<string, string>
  executables: ReadonlySet<string>
}

/** The newest state of a workspace. Revision 0 is the starter, which stands with the exercise version. */
export interface Head extends Files {
  revision: number
  savedAt: Date
  files: Map<string, string>
}

const asMap = (files: readonly WorkspaceFile[]) => new Map(files.map((file) => [file.path, file.content]))

/** One statement for any number of them, where `in (…)` would be one for each number. */
const anyOf = (texts: readonly string[]) => sql<string>`any(${texts}::text[])`

async function readTree(db: Reader, tree: Tree): Promise<Map<string, string>> {
  const hashes = [...new Set(Object.values(tree))]
  if (hashes.length === 0) return new Map()
  const blobs = await db
    .selectFrom('blobs')
    .select(['sha256', 'content'])
    .where('sha256', '=', anyOf(hashes))
    .execute()
  const contents = new Map(blobs.map((blob) => [blob.sha256, blob.content]))
  const files = new Map<string, string>()
  for (const [path, hash] of Object.entries(tree)) {
    const content = contents.get(hash)
    if (content === undefined) throw new Error(`The content ${hash} of "${path}" is missing`)
    files.set(path, content)
  }
  return files
}

export async function readStarter(db: Reader, attempt: AttemptRow): Promise<Map<string, string>> {
  return asMap(await getStarter(db, attempt.exercise_version_id))
}

/** The newest revision, or the starter where nothing was saved yet. */
async function readNewest(db: Reader, attempt: AttemptRow) {
  const newest = (eb: ExpressionBuilder<Tables, 'exercise_versions'>) =>
    eb
      .selectFrom('revisions')
      .select(['revision', 'received_at', 'tree', 'executables'])
      .where('attempt_id', '=', attempt.id)
      .orderBy('revision', 'desc')
      .limit(1)
      .as('newest')
  // One question for those who have just started: they all ask it in the same minute.
  const row = await db
    .selectFrom('exercise_versions')
    .leftJoinLateral(newest, (join) => join.onTrue())
    .select(['newest.revision', 'newest.received_at', 'newest.tree', 'newest.executables'])
    .select(sql<WorkspaceFile[] | null>`case when newest.revision is null then starter end`.as('starter'))
    .where('exercise_versions.id', '=', attempt.exercise_version_id)
    .executeTakeFirstOrThrow()
  if (row.revision === null || row.received_at === null || row.tree === null)
    return { revision: 0, starter: asMap(row.starter ?? []) }
  const executables = new Set(row.executables)
  return { revision: row.revision, savedAt: row.received_at, tree: row.tree, executables }
}

export async function readHead(db: Reader, attempt: AttemptRow): Promise<Head> {
  const { revision, ...newest } = await readNewest(db, attempt)
  if (newest.starter !== undefined)
    return { revision, savedAt: attempt.started_at, files: newest.starter, executables: new Set() }
  const { savedAt, executables } = newest
  return { revision, savedAt, executables, files: await readTree(db, newest.tree) }
}

/** The same without the contents: their hashes stand with the revision. */
export async function readHeadTree(
  db: Reader,
  attempt: AttemptRow,
): Promise<{ revision: number; tree: Tree }> {
  const { revision, ...newest } = await readNewest(db, attempt)
  return { revision, tree: newest.tree ?? treeOf(newest.starter) }
}

/** The newest revision's number alone. */
export async function readHeadRevision(db: Reader, attemptId: string): Promise<number> {
  const { revision } = await db
    .selectFrom('revisions')
    .select(({ fn }) => fn.coalesce(fn.max('revision'), sql<number>`0`).as('revision'))
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow()
  return revision
}

/** The files at one revision, whatever came later. */
export async function readRevision(
  db: Reader,
  attempt: AttemptRow,
  revision: number,
): Promise<ReadonlyMap<string, string>> {
  return (await readState(db, attempt, revision)).files
}

/** The same with their modes. */
export async function readState(db: Reader, attempt: AttemptRow, revision: number): Promise<Files> {
  if (revision === 0) return { files: await readStarter(db, attempt), executables: new Set() }
  const row = await db
    .selectFrom('revisions')
    .select(['tree', 'executables'])
    .where('attempt_id', '=', attempt.id)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow()
  return { files: await readTree(db, row.tree), executables: new Set(row.executables) }
}

/** This save, if it was taken before; else one that its page sent later and that was taken already; else null. */
export async function findSaveFrom(db: Reader, save: { attemptId: string; clientId: string; seq: number }) {
  const row = await db
    .selectFrom('revisions')
    .select(['seq', 'revision', 'received_at', 'late_by_ms'])
    .where('attempt_id', '=', save.attemptId)
    .where('client_id', '=', save.clientId)
    .where('seq', '>=', save.seq)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** What everybody else changed after a revision. */
export async function listChangesSince(
  db: Reader,
  since: { attemptId: string; after: number; notBy: string },
): Promise<ChangeRecord[]> {
  const rows = await db
    .selectFrom('revisions')
    .select('changes')
    .where('attempt_id', '=', since.attemptId)
    .where('revision', '>', since.after)
    .where('client_id', '!=', since.notBy)
    .execute()
  return rows.flatMap((row) => row.changes)
}

export async function acknowledgedSeqs(db: Reader, attemptId: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('revisions')
    .select(({ fn }) => ['client_id' as const, fn.max('seq').as('seq')])
    .where('attempt_id', '=', attemptId)
    .groupBy('client_id')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.client_id, row.seq]))
}

/** What a row costs beside its text: its place in indexes, and in everything that lists it. */
const rowBytes = 8 * 1024

interface NewRevision {
  attemptId: string
  revision: number
  clientId: string
  seq: number
  source?: SaveSource
  changes: readonly ChangeRecord[]
  files: ReadonlyMap<string, string>
  executables: ReadonlySet<string>
  receivedAt: Date
  lateByMs: number
  /** What of the same save could not be kept. */
  refused?: readonly RefusedFile[]
}

export async function insertRevision(db: Reader, revision: NewRevision): Promise<void> {
  const tree = treeOf(revision.files)
  const changes = JSON.stringify(revision.changes)
  const treeText = JSON.stringify(tree)
  // The revision comes first: whoever erases waits for it, and so never deletes a content that it names.
  await db
    .insertInto('revisions')
    .values({
      attempt_id: revision.attemptId,
      revision: revision.revision,
      client_id: revision.clientId,
      seq: revision.seq,
      changes,
      tree: treeText,
      executables: [...revision.executables].filter((path) => revision.files.has(path)),
      received_at: revision.receivedAt,
      late_by_ms: revision.lateByMs,
      source: revision.source ?? 'browser',
    })
    .execute()
  const blobs = new Map([...revision.files].map(([path, content]) => [tree[path] ?? '', content]))
  if (blobs.size > 0) {
    const known = await db
      .selectFrom('blobs')
      .select('sha256')
      .where('sha256', '=', anyOf([...blobs.keys()]))
      .execute()
    for (const { sha256 } of known) blobs.delete(sha256)
  }
  const contentBytes = [...blobs.values()].reduce((sum, content) => sum + Buffer.byteLength(content), 0)
  const ownBytes = changes.length + treeText.length + rowBytes
  await countStored(db, revision.attemptId, ownBytes + contentBytes + blobs.size * rowBytes)
  if (blobs.size > 0) {
    await db
      .insertInto('blobs')
      .values([...blobs].map(([sha256, content]) => ({ sha256, content })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const { changes: taken, refused = [] } = revision
  await noteUnsaved(db, revision.attemptId, { taken, refused })
}
