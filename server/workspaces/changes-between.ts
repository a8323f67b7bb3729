import type { Change } from '#contracts/workspace.ts'
import type { FileTree, HashText } from './tree.ts'

/** All files of a workspace as an archive or a commit brings them. */
export interface WholeFiles {
  files: ReadonlyMap<string, string>
  /** Which of them can be started; undefined where that is not said, so that it stays as it is. */
  executables: ReadonlySet<string> | undefined
  /** Whether a file that is not among them stays as it was. */
  keeps: (path: string) => boolean
}

interface StoredFiles {
  tree: FileTree
  executables: ReadonlySet<string>
}

export function executablesOf(before: StoredFiles, after: WholeFiles): ReadonlySet<string> {
  if (after.executables === undefined) return before.executables
  const kept = [...before.executables].filter((path) => !after.files.has(path))
  return new Set([...after.executables, ...kept])
}

/**
 * The changes that make stored files into whole ones: nothing where a file is the same, and may be started as before. What is
 * stored is known by its hashes, so that none of it is read.
 */
export function changesBetween(before: StoredFiles, after: WholeFiles, hash: HashText): Change[] {
  const executables = executablesOf(before, after)
  const gone = [...before.tree.keys()].filter((path) => !after.files.has(path) && !after.keeps(path))
  const isSame = (path: string, content: string) =>
    before.executables.has(path) === executables.has(path) && before.tree.get(path)?.sha256 === hash(content)
  const written = [...after.files].filter(([path, content]) => !isSame(path, content))
  return [
    ...gone.map((path) => ({ kind: 'delete' as const, path })),
    ...written.map(([path, content]) => ({ kind: 'write' as const, path, content })),
  ]
}
