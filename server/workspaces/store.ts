import { sql, type ExpressionBuilder } from 'kysely'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import type { Reader } from '../db/connect.ts'
import type { Tables } from '../db/tables.ts'
import type { Tree } from '../db/tables/workspaces.ts'
import { getStarter } from '../exercises/store.ts'
import type { AttemptRow } from '../attempts/store.ts'
import { sha256, treeOf, type FileTree, type HashText } from './tree.ts'

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

/** A state of a workspace by its hashes and sizes alone. */
export interface TreeState {
  tree: FileTree
  executables: ReadonlySet<string>
  /** By hash, what stands with the exercise version and may not yet be among the contents. */
  unstored: ReadonlyMap<string, string>
}

export type HeadTree = TreeState & Pick<Head, 'revision' | 'savedAt'>

const asMap = (files: readonly WorkspaceFile[]) => new Map(files.map((file) => [file.path, file.content]))

/** One statement for any number of them, where `in (…)` would be one for each number. */
const anyOf = (texts: readonly string[]) => sql<string>`any(${texts}::text[])`

/** The contents of these files; nothing else is read. */
async function readContents(db: Reader, tree: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const hashes = [...new Set(tree.values())]
  if (hashes.length === 0) return new Map()
  const blobs = await db
    .selectFrom('blobs')
    .select(['sha256', 'content'])
    .where('sha256', '=', anyOf(hashes))
    .execute()
  const contents = new Map(blobs.map((blob) => [blob.sha256, blob.content]))
  const files = new Map<string, string>()
  for (const [path, hash] of tree) {
    const content = contents.get(hash)
    if (content === undefined) throw new Error(`The content ${hash} of "${path}" is missing`)
    files.set(path, content)
  }
  return files
}

const hashesByPath = (tree: Tree) => new Map(Object.entries(tree))

/** Sizes were not always kept beside the hashes. Then they are asked, and still no content is read. */
async function withSizes(
  db: Reader,
  row: { tree: Tree; file_bytes: Record<string, number> | null },
): Promise<FileTree> {
  const hashes = hashesByPath(row.tree)
  const kept = row.file_bytes
  const sizes = kept === null ? await readSizes(db, hashes) : new Map(Object.entries(kept))
  return new Map(
    [...hashes].map(([path, sha256]) => {
      const bytes = sizes.get(path)
      if (bytes === undefined) throw new Error(`The size of "${path}" is missing`)
      return [path, { sha256, bytes }]
    }),
  )
}

async function readSizes(db: Reader, tree: ReadonlyMap<string, string>): Promise<Map<string, number>> {
  const blobs = await db
    .selectFrom('blobs')
    .select(['sha256', sql<number>`octet_length(content)`.as('bytes')])
    .where('sha256', '=', anyOf([...new Set(tree.values())]))
    .execute()
  const sizes = new Map(blobs.map((blob) => [blob.sha256, blob.bytes]))
  return new Map(
    [...tree].flatMap(([path, hash]): [string, number][] => {
      const bytes = sizes.get(hash)
      return bytes === undefined ? [] : [[path, bytes]]
    }),
  )
}

export async function readStarter(db: Reader, attempt: AttemptRow): Promise<Map<string, string>> {
  return asMap(await getStarter(db, attempt.exercise_version_id))
}

/** The newest revision, or the starter where nothing was saved yet. */
async function readNewest(db: Reader, attempt: AttemptRow) {
  const newest = (eb: ExpressionBuilder<Tables, 'exercise_versions'>) =>
    eb
      .selectFrom('revisions')
      .select(['revision', 'received_at', 'tree', 'file_bytes', 'executables'])
      .where('attempt_id', '=', attempt.id)
      .orderBy('revision', 'desc')
      .limit(1)
      .as('newest')
  // One question for those who have just started: they all ask it in the same minute.
  const row = await db
    .selectFrom('exercise_versions')
    .leftJoinLateral(newest, (join) => join.onTrue())
    .select(['newest.revision', 'newest.received_at', 'newest.tree', 'newest.file_bytes'])
    .select('newest.executables')
    .select(sql<WorkspaceFile[] | null>`case when newest.revision is null then starter end`.as('starter'))
    .where('exercise_versions.id', '=', attempt.exercise_version_id)
    .executeTakeFirstOrThrow()
  if (row.revision === null || row.received_at === null || row.tree === null)
    return { revision: 0, starter: asMap(row.starter ?? []) }
  const { revision, received_at: savedAt, tree, file_bytes } = row
  return { revision, savedAt, executables: new Set(row.executables), stored: { tree, file_bytes } }
}

export async function readHead(db: Reader, attempt: AttemptRow): Promise<Head> {
  const { revision, ...newest } = await readNewest(db, attempt)
  if (newest.starter !== undefined)
    return { revision, savedAt: attempt.started_at, files: newest.starter, executables: new Set() }
  const { savedAt, executables, stored } = newest
  const files = await readContents(db, hashesByPath(stored.tree))
  return { revision, savedAt, executables, files }
}

/** The newest state without the contents: their hashes and sizes stand with the revision. */
export async function readHeadTree(
  db: Reader,
  attempt: AttemptRow,
  hash: HashText = sha256,
): Promise<HeadTree> {
  const { revision, ...newest } = await readNewest(db, attempt)
  if (newest.starter !== undefined)
    return { revision, savedAt: attempt.started_at, ...treeOfStarter(newest.starter, hash) }
  const { savedAt, executables, stored } = newest
  return { revision, savedAt, executables, tree: await withSizes(db, stored), unstored: new Map() }
}

function treeOfStarter(starter: ReadonlyMap<string, string>, hash: HashText): TreeState {
  const tree = treeOf(starter, hash)
  const unstored = new Map([...starter].map(([path, content]) => [tree.get(path)?.sha256 ?? '', content]))
  return { tree, executables: new Set(), unstored }
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

async function findRevision(db: Reader, attempt: AttemptRow, revision: number) {
  return db
    .selectFrom('revisions')
    .select(['tree', 'file_bytes', 'executables'])
    .where('attempt_id', '=', attempt.id)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow()
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
  const row = await findRevision(db, attempt, revision)
  return { files: await readContents(db, hashesByPath(row.tree)), executables: new Set(row.executables) }
}

/** Some of the files at one revision; those of the paths that are not in it are left out. */
export async function readFiles(
  db: Reader,
  attempt: AttemptRow,
  { revision, paths }: { revision: number; paths: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map()
  const wanted = new Set(paths)
  const isWanted = ([path]: readonly [string, string]) => wanted.has(path)
  if (revision === 0) return new Map([...(await readStarter(db, attempt))].filter(isWanted))
  const { tree } = await findRevision(db, attempt, revision)
  return readContents(db, new Map([...hashesByPath(tree)].filter(isWanted)))
}

/** What the files at one revision are, without their contents. */
export async function readTree(db: Reader, attempt: AttemptRow, revision: number): Promise<TreeState> {
  if (revision === 0) return treeOfStarter(await readStarter(db, attempt), sha256)
  const row = await findRevision(db, attempt, revision)
  const tree = await withSizes(db, row)
  return { tree, executables: new Set(row.executables), unstored: new Map() }
}
