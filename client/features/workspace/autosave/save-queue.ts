import type { Change } from '#contracts/workspace.ts'
import { mergeChanges } from './merge-changes.ts'
import type { OutboxEntry } from './outbox-entry.ts'

const mostChanges = 200

interface QueuedSave {
  entry: OutboxEntry
  /** When the oldest keystroke in it was typed. */
  sinceMs: number
  /** Waits for no further typing. */
  isDue: boolean
  /** Once sent it may be committed although no answer came: it is resent as it is, never added to. */
  wasSent: boolean
}

/** Saves that are not acknowledged yet, in order. What is added joins the last one until that is sent. */
export class SaveQueue {
  readonly #saves: QueuedSave[]
  readonly #newEntry: (changes: Change[]) => OutboxEntry

  constructor(newEntry: (changes: Change[]) => OutboxEntry, unsent: readonly QueuedSave[]) {
    this.#newEntry = newEntry
    this.#saves = [...unsent]
  }

  get first(): QueuedSave | undefined {
    return this.#saves[0]
  }

  get isEmpty(): boolean {
    return this.#saves.length === 0
  }

  /** Answers the entry that holds the changes now. */
  add(changes: readonly Change[], sinceMs: number): OutboxEntry {
    const last = this.#saves.at(-1)
    if (last !== undefined && !last.wasSent && last.entry.changes.length + changes.length <= mostChanges) {
      last.entry = { ...last.entry, changes: mergeChanges(last.entry.changes, changes) }
      return last.entry
    }
    const entry = this.#newEntry(mergeChanges([], changes))
    this.#saves.push({ entry, sinceMs, isDue: false, wasSent: false })
    return entry
  }

  /** What is there is to be sent now. */
  callDue(): void {
    for (const save of this.#saves) save.isDue = true
  }

  removeFirst(): void {
    this.#saves.shift()
  }
}
