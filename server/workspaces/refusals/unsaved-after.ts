import type { RefusedFile, SentChange } from '#contracts/workspace.ts'

/** More are not named: a workspace has fewer files. */
const mostNamed = 200

interface TakenChange {
  kind: 'write' | 'delete' | 'rename'
  path: string
  to?: string
}

export interface SaveOutcome {
  taken: readonly TakenChange[]
  refused: readonly RefusedFile[]
}

/**
 * Which files' newest text is nowhere here, after a save: those of before that it did not mend, and those that it could not keep.
 * Pure.
 */
export function unsavedAfter(before: readonly RefusedFile[], save: SaveOutcome): RefusedFile[] {
  const unsaved = new Map(before.map((file) => [file.path, file]))
  for (const { kind, path, to } of save.taken) {
    const file = unsaved.get(path)
    unsaved.delete(path)
    if (kind === 'rename' && to !== undefined) {
      unsaved.delete(to)
      if (file !== undefined) unsaved.set(to, { ...file, path: to })
    }
  }
  for (const file of save.refused) {
    unsaved.delete(file.path)
    unsaved.set(file.path, file)
  }
  return [...unsaved.values()].slice(-mostNamed)
}

/**
 * A file that was never saved cannot be renamed here, but it is where its writer sits: what was said of its text holds under the
 * new name. Answers the files unsaved so far and the refusals of this save, both under the names of after it. Pure.
 */
export function followRenames(
  before: readonly RefusedFile[],
  save: { changes: readonly SentChange[]; refused: readonly RefusedFile[] },
): { before: RefusedFile[]; refused: RefusedFile[] } {
  const unsaved = new Map(before.map((file) => [file.path, file]))
  const isRefused = (path: string) => save.refused.some((file) => file.path === path)
  for (const change of save.changes) {
    const file = unsaved.get(change.path)
    if (change.kind !== 'rename' || file === undefined || !isRefused(change.to)) continue
    unsaved.delete(change.path)
    unsaved.set(change.to, { ...file, path: change.to })
  }
  const isRenamed = ({ path }: RefusedFile) =>
    save.changes.some((change) => change.kind === 'rename' && change.to === path)
  return {
    before: [...unsaved.values()],
    refused: save.refused.map((file) => (isRenamed(file) && unsaved.get(file.path)) || file),
  }
}
