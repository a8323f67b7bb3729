import type { Change } from '#contracts/workspace.ts'

export interface SplitChanges {
  free: Change[]
  overtaken: Change[]
}

/**
 * Parts changes into those of files that nobody else has touched and the rest. A rename ties two paths together: where one of
 * them was touched, both stand back.
 */
export function splitChanges(changes: readonly Change[], touched: readonly string[]): SplitChanges {
  const held = new Set(touched)
  let before: number
  do {
    before = held.size
    for (const change of changes) {
      const paths = pathsOf(change)
      if (paths.some((path) => held.has(path))) for (const path of paths) held.add(path)
    }
  } while (held.size > before)
  const isHeld = (change: Change) => held.has(change.path)
  return {
    free: changes.filter((change) => !isHeld(change)),
    overtaken: changes.filter(isHeld),
  }
}

export function pathsOf(change: { path: string; to?: string }): string[] {
  return change.to === undefined ? [change.path] : [change.path, change.to]
}
