import { createHash } from 'node:crypto'
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
