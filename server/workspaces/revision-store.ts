import { sql } from 'kysely'
import type { Reader } from '../db/connect.ts'
import type { ChangeRecord, SaveSource } from '../db/tables/workspaces.ts'
import { countStored } from './storage-bounds.ts'
import type { FileTree } from './tree.ts'

/** What a row costs beside its text: its place in indexes, and in everything that lists it. */
const rowBytes = 8 * 1024

export interface NewRevision {
  attemptId: string
  revision: number
  clientId: string
  seq: number
  source: SaveSource
  changes: readonly ChangeRecord[]
  tree: FileTree
  executables: ReadonlySet<string>
  /** By hash, the contents of the tree that no earlier revision of the attempt has. */
  contents: ReadonlyMap<string, string>
  receivedAt: Date
  lateByMs: number
}

export async function insertRevision(db: Reader, revision: NewRevision): Promise<void> {
  const files = [...revision.tree]
  const changes = JSON.stringify(revision.changes)
  const tree = JSON.stringify(Object.fromEntries(files.map(([path, { sha256 }]) => [path, sha256])))
  const fileBytes = JSON.stringify(Object.fromEntries(files.map(([path, { bytes }]) => [path, bytes])))
  // The revision comes first: whoever erases waits for it, and so never deletes a content that it names.
  await db
    .insertInto('revisions')
    .values({
      attempt_id: revision.attemptId,
      revision: revision.revision,
      client_id: revision.clientId,
      seq: revision.seq,
      changes,
      tree,
      file_bytes: fileBytes,
      executables: [...revision.executables].filter((path) => revision.tree.has(path)),
      received_at: revision.receivedAt,
      late_by_ms: revision.lateByMs,
      source: revision.source,
    })
    .execute()
  const blobs = await listUnknown(db, revision.contents)
  const contentBytes = blobs.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0)
  const ownBytes = changes.length + tree.length + rowBytes
  await countStored(db, revision.attemptId, ownBytes + contentBytes + blobs.length * rowBytes)
  if (blobs.length === 0) return
  await db
    .insertInto('blobs')
    .values(blobs)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Those of the contents that nobody has stored yet. Asks for hashes alone. */
async function listUnknown(db: Reader, contents: ReadonlyMap<string, string>) {
  if (contents.size === 0) return []
  const known = await db
    .selectFrom('blobs')
    .select('sha256')
    .where('sha256', '=', sql<string>`any(${[...contents.keys()]}::text[])`)
    .execute()
  const hashes = new Set(known.map(({ sha256 }) => sha256))
  return [...contents]
    .filter(([sha256]) => !hashes.has(sha256))
    .map(([sha256, content]) => ({ sha256, content }))
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
