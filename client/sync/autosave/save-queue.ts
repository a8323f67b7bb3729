import type { Change } from '#contracts/workspace.ts'
import { mergeChanges } from './merge-changes.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'

const mostChanges = 200
/** A request has room for this much in any script. */
const mostCharacters = 800_000

export interface QueuedSave {
  entry: OutboxEntry
  /** When the oldest keystroke in it was typed. */
  sinceMs: number
  /** Waits for no further typing. */
  isDue: boolean
  /** Once sent it may be committed although no answer came: it is resent as it is, never added to. */
  wasSent: boolean
}

interface SaveQueueDeps {
  newEntry: (changes: Change[]) => OutboxEntry
  /** Whether a file shares no save with others, since it was typed on an older state than they were. */
  isAlone: (path: string) => boolean
}

/** Saves that are not acknowledged yet, in order. What is added joins the last one until that is sent or full. */
export class SaveQueue {
  #saves: QueuedSave[]
  readonly #deps: SaveQueueDeps

  constructor(deps: SaveQueueDeps, unsent: readonly QueuedSave[]) {
    this.#deps = deps
    this.#saves = [...unsent]
  }

  get first(): QueuedSave | undefined {
    return this.#saves[0]
  }

  get isEmpty(): boolean {
    return this.#saves.length === 0
  }

  /** Answers the entries that hold the changes now. */
  add(changes: readonly Change[], sinceMs: number): OutboxEntry[] {
    return [...new Set(changes.map((change) => this.#addOne(change, sinceMs)))].map((save) => save.entry)
  }

  #addOne(change: Change, sinceMs: number): QueuedSave {
    const last = this.#saves.at(-1)
    if (last !== undefined && !last.wasSent) {
      const changes = mergeChanges(last.entry.changes, [change])
      if (changes.length === 1 || (isWithinBounds(changes) && !this.#isApart(changes))) {
        last.entry = { ...last.entry, changes }
        return last
      }
    }
    const save = { entry: this.#deps.newEntry([change]), sinceMs, isDue: false, wasSent: false }
    this.#saves.push(save)
    return save
  }

  #isApart(changes: readonly Change[]): boolean {
    return changes.some((change) => this.#deps.isAlone(change.path))
  }

  /** What is there is to be sent now. */
  callDue(): void {
    for (const save of this.#saves) save.isDue = true
  }

  removeFirst(): void {
    this.#saves.shift()
  }

  /**
   * Parts the first save, which was not committed, into one for each change. All get new numbers, since a later one must not have
   * a smaller number. Answers what they were and what they are.
   */
  partFirst(): { before: OutboxEntry[]; after: OutboxEntry[] } {
    const before = this.#saves.map((save) => save.entry)
    this.#saves = this.#saves.flatMap((save, index) => {
      const parts = index === 0 ? save.entry.changes.map((change) => [change]) : [save.entry.changes]
      return parts.map((changes) => ({
        ...save,
        wasSent: false,
        entry: this.#renumbered(save.entry, changes),
      }))
    })
    return { before, after: this.#saves.map((save) => save.entry) }
  }

  #renumbered(entry: OutboxEntry, changes: Change[]): OutboxEntry {
    const { attemptId, clientId, seq } = this.#deps.newEntry(changes)
    return { ...entry, attemptId, clientId, seq, changes }
  }

  /** What a file of the first save is called after those that wait behind it; null where they delete it. */
  nameAfterwards(path: string): string | null {
    let name: string | null = path
    for (const { entry } of this.#saves.slice(1))
      for (const change of entry.changes)
        if (change.path === name && change.kind !== 'write')
          name = change.kind === 'rename' ? change.to : null
    return name
  }
}

function isWithinBounds(changes: readonly Change[]): boolean {
  const characters = changes.reduce(
    (sum, change) => sum + (change.kind === 'write' ? change.content.length : 0),
    0,
  )
  return changes.length <= mostChanges && characters <= mostCharacters
}
