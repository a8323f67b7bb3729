import { createHash } from 'node:crypto'
import type { Change } from '#contracts/workspace.ts'
import type { Tree } from '../db/tables.ts'

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export function treeOf(files: ReadonlyMap<string, string>): Tree {
  return Object.fromEntries([...files].map(([path, content]) => [path, sha256(content)]))
}

/**
 * One hash for a whole tree: SHA-256 over the lines `<sha256 of content>  <path>\n`, sorted by path byte by byte. A candidate can
 * make it from their own copy: `find . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum`.
 */
export function treeSha256(tree: Tree): string {
  const paths = Object.keys(tree).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  return sha256(paths.map((path) => `${tree[path]}  ${path}\n`).join(''))
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
