import type { AttemptState } from '#contracts/clock.ts'
import { contentProblem } from '#contracts/files/judge-changes.ts'
import { pathProblem, type Change, type SentChange } from '#contracts/workspace.ts'
import { splitChanges } from './conflicts/split-changes.ts'

/** What is known of an attempt when a save comes in, by whichever door. */
export interface SaveGrounds {
  state: AttemptState
  /** The sequence number of this save where it was taken before, or of a later one of the same page; null where there is none. */
  newestSeq: number | null
  /** Whether this very save was answered before with something refused and nothing saved. */
  wasRefused: boolean
  /** Whether the right to write has passed on since. */
  isFenced: boolean
  /** Of a save that stands for all files: whether something newer was saved than what its sender had seen. */
  isOvertaken: boolean
  /** The files that somebody else changed after the state that it was made from. */
  touchedByOthers: readonly string[]
}

export type SavePlan =
  | { kind: 'repeat' }
  | { kind: 'late' }
  /** All of it goes into a conflict copy beside the files. */
  | { kind: 'fenced' | 'overtaken'; changes: Change[] }
  /** `free` is judged file by file and saved; `overtaken` goes into a conflict copy. */
  | { kind: 'commit'; free: SentChange[]; overtaken: Change[] }

/** What comes after the grace changes nothing any more, and is kept apart. */
export const isTooLate = (state: AttemptState) => state !== 'running' && state !== 'grace'

/** What is to be done with a save. Pure. */
export function planSave(
  save: { seq: number; changes: readonly SentChange[] },
  grounds: SaveGrounds,
): SavePlan {
  if (grounds.newestSeq === save.seq || grounds.wasRefused) return { kind: 'repeat' }
  if (isTooLate(grounds.state)) return { kind: 'late' }
  // Its sender has all of it, and is told to look again: nothing has to be kept for them.
  if (grounds.isOvertaken) return { kind: 'overtaken', changes: [] }
  const changes = save.changes.map(withUsualNames)
  const keepable = changes.filter(isKeepable)
  if (grounds.isFenced) return { kind: 'fenced', changes: keepable }
  if (grounds.newestSeq !== null) return { kind: 'overtaken', changes: keepable }
  const { overtaken } = splitChanges(keepable, grounds.touchedByOthers)
  const isApart = (change: SentChange) => overtaken.some((other) => other === change)
  // What cannot be kept anywhere stays among the others, so that it is named.
  return { kind: 'commit', free: changes.filter((change) => !isApart(change)), overtaken }
}

/** Whether a change could stand in a conflict copy: of what has no keepable text or name, only a word can be kept. */
function isKeepable(change: SentChange): change is Change {
  if (change.kind === 'oversized' || pathProblem(change.path) !== null) return false
  if (change.kind === 'rename') return pathProblem(change.to) === null
  return change.kind === 'delete' || contentProblem(change.content) === null
}

function withUsualNames(change: SentChange): SentChange {
  const path = change.path.normalize('NFC')
  return change.kind === 'rename' ? { ...change, path, to: change.to.normalize('NFC') } : { ...change, path }
}
