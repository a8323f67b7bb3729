import { createHash } from 'node:crypto'
import type { Change } from '#contracts/workspace.ts'
import { textBytes } from '#contracts/files/judge-changes.ts'

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
export type HashText = typeof sha256

/** An archive's texts are compared by their hashes and then stored under them: hashed once in all. */
export function hashingOnce(hash: HashText): HashText {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text) ?? hash(text)
    known.set(text, found)
    return found
  }
}

export interface TreeFile {
  sha256: string
  bytes: number
}

/** The files of a revision without their contents, by path. */
export type FileTree = ReadonlyMap<string, TreeFile>

export function treeOf(files: ReadonlyMap<string, string>, hash: HashText = sha256): FileTree {
  const entry = (content: string) => ({ sha256: hash(content), bytes: textBytes(content) })
  return new Map([...files].map(([path, content]) => [path, entry(content)]))
}

/**
 * One hash for a whole tree: SHA-256 over the lines `<sha256 of content>  <path>\n`, sorted by path byte by byte. A candidate can
 * make it from their own copy: `find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`.
 */
export function treeSha256(tree: ReadonlyMap<string, Pick<TreeFile, 'sha256'>>): string {
  const files = [...tree].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return sha256(files.map(([path, file]) => `${file.sha256}  ${path}\n`).join(''))
}

export interface ChangedTree {
  tree: FileTree
  /** The contents that were written, by their hashes. */
  written: ReadonlyMap<string, string>
}

/** A tree after changes that were judged and can be made. Hashes each text that is in it at the end once, and nothing else. */
export function treeAfter(before: FileTree, changes: readonly Change[], hash: HashText): ChangedTree {
  const files = new Map<string, TreeFile | string>(before)
  for (const change of changes) {
    if (change.kind === 'write') files.set(change.path, change.content)
    else {
      const file = files.get(change.path)
      files.delete(change.path)
      if (change.kind === 'rename' && file !== undefined) files.set(change.to, file)
    }
  }
  const tree = new Map<string, TreeFile>()
  const written = new Map<string, string>()
  for (const [path, file] of files) {
    if (typeof file !== 'string') tree.set(path, file)
    else {
      const entry = { sha256: hash(file), bytes: textBytes(file) }
      tree.set(path, entry)
      written.set(entry.sha256, file)
    }
  }
  return { tree, written }
}

/** The kinds of files there are, as git and archives write them: a script that can be started, or not. */
export type FileMode = '100644' | '100755'

export const modeOf = (path: string, executables: ReadonlySet<string>): FileMode =>
  executables.has(path) ? '100755' : '100644'

/** Which files are executable after changes that say nothing about it: a rename takes it along. */
export function executablesAfter(
  before: ReadonlySet<string>,
  changes: readonly Change[],
): ReadonlySet<string> {
  if (before.size === 0) return before
  const after = new Set(before)
  for (const change of changes) {
    if (change.kind === 'write') continue
    const was = after.delete(change.path)
    if (was && change.kind === 'rename') after.add(change.to)
  }
  return after
}
