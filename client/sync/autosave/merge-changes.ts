import type { Change } from '#contracts/workspace.ts'

/**
 * `later` after `earlier` with the same effect in fewer changes: a file that is written twice is sent once. A write is only
 * folded into an earlier one while no rename or delete between them names its path.
 */
export function mergeChanges(earlier: readonly Change[], later: readonly Change[]): Change[] {
  const merged = [...earlier]
  for (const change of later) {
    const index = change.kind === 'write' ? foldableWrite(merged, change.path) : -1
    if (index === -1) merged.push(change)
    else merged[index] = change
  }
  return merged
}

function foldableWrite(changes: readonly Change[], path: string): number {
  for (let index = changes.length - 1; index >= 0; index -= 1) {
    const change = changes[index]
    if (change === undefined || !names(change, path)) continue
    return change.kind === 'write' ? index : -1
  }
  return -1
}

function names(change: Change, path: string): boolean {
  return change.path === path || (change.kind === 'rename' && change.to === path)
}
