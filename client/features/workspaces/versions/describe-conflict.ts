import type { Branch } from '#contracts/api/conflicts.ts'

/** "2 versions are kept apart" */
export function countBranches(count: number): string {
  return count === 1 ? '1 version is kept apart' : `${count} versions are kept apart`
}

/** Where a version was typed, as the reader of this window sees it. */
export function originOf(branch: Branch, ownTabId: string): string {
  if (branch.tabId === null) return 'Sent by a program'
  return branch.tabId === ownTabId ? 'Typed in this window' : 'Typed in another window'
}

/** Why it is not in the files. */
export function reasonOf(branch: Branch, ownTabId: string): string {
  if (branch.reason === 'overtaken') return 'the same file had been changed elsewhere by then'
  return branch.tabId === ownTabId
    ? 'you had gone on writing in another window by then'
    : 'you had gone on writing elsewhere by then'
}
