import type { ConflictCopy } from '#contracts/api/workspaces/conflicts.ts'

/** "2 versions are kept apart" */
export function countConflictCopies(count: number): string {
  return count === 1 ? '1 version is kept apart' : `${count} versions are kept apart`
}

/** Where a version was typed, as the reader of this window sees it. */
export function originOf(conflict: ConflictCopy, ownTabId: string): string {
  if (conflict.tabId === null) return 'Sent by a program'
  return conflict.tabId === ownTabId ? 'Typed in this window' : 'Typed in another window'
}

/** Why it is not in the files. */
export function reasonOf(conflict: ConflictCopy, ownTabId: string): string {
  if (conflict.reason === 'overtaken') return 'the same file had been changed elsewhere by then'
  return conflict.tabId === ownTabId
    ? 'you had gone on writing in another window by then'
    : 'you had gone on writing elsewhere by then'
}
