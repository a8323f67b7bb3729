import type { Change } from '#contracts/workspace.ts'
import type { ConflictFiles } from '../../db/tables/workspaces.ts'

interface AllowedChecks {
  /** The files that the changes were made from. */
  base: ReadonlyMap<string, string>
  /** What the same page had kept apart before. */
  earlier: ConflictFiles
}

/** The files that changes touch, as they would be after them. Pure; unlike a save it takes what makes no sense as far as it goes. */
export function conflictFiles({ base, earlier }: AllowedChecks, changes: readonly Change[]): ConflictFiles {
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
