import type { WorkspaceFile } from '#contracts/workspace.ts'

export type FileChange = 'added' | 'changed' | 'removed' | 'same'

/** What became of every file of the starter and the submission. */
export function fileChanges(
  starter: readonly WorkspaceFile[],
  submitted: readonly WorkspaceFile[],
): Map<string, FileChange> {
  const before = new Map(starter.map((file) => [file.path, file.content]))
  const changes = new Map<string, FileChange>(starter.map((file) => [file.path, 'removed']))
  for (const file of submitted) {
    const old = before.get(file.path)
    changes.set(file.path, old === undefined ? 'added' : old === file.content ? 'same' : 'changed')
  }
  return changes
}
