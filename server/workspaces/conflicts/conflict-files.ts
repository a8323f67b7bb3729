import type { Change } from '#contracts/workspace.ts'
import type { BranchFiles } from '../../db/writing-tables.ts'

interface Grounds {
  /** The files that the changes were made from. */
  base: ReadonlyMap<string, string>
  /** What the same page had kept apart before. */
  earlier: BranchFiles
}

/** The files that changes touch, as they would be after them. Pure; unlike a save it takes what makes no sense as far as it goes. */
export function branchFiles({ base, earlier }: Grounds, changes: readonly Change[]): BranchFiles {
  const files = new Map<string, string | null>([...base, ...Object.entries(earlier)])
  const touched = new Set(Object.keys(earlier))
  const put = (path: string, content: string | null) => {
    files.set(path, content)
    touched.add(path)
  }
  for (const change of changes) {
    if (change.kind === 'write') put(change.path, change.content)
    else if (change.kind === 'delete') put(change.path, null)
    else {
      put(change.to, files.get(change.path) ?? null)
      put(change.path, null)
    }
  }
  return Object.fromEntries([...touched].map((path) => [path, files.get(path) ?? null]))
}
