import type { Change, RefusedFile } from '#contracts/workspace.ts'
import { createStore } from '../../lib/create-store.ts'
import { EditBuffer } from './edit-buffer.ts'
import { NewEntries } from './new-entries.ts'
import { replaceEntries, type OutboxEntry } from '../outbox/outbox-entry.ts'
import { RefusedFiles } from './refused-files.ts'
import type { SaveEngineDeps } from './save-engine-deps.ts'
import { SaveQueue } from './save-queue.ts'
import { SaveSender } from './save-sender.ts'
import { firstSaveState, type SaveState } from './save-state.ts'
import type { SaveStatus } from './save-status.ts'
import { hurriedTiming, usualTiming } from './save-timing.ts'

/**
 * Sends what changes in the editor: at each pause in typing, one save at a time, in order, until it is acknowledged. A fifth of a
 * second after a keystroke it is in the outbox, so that is what a page that dies can lose. A file that the server cannot keep holds
 * up no other: it is named, stays in the outbox, and is tried again when it changes or when there is room.
 */
export class SaveEngine {
  readonly #deps: SaveEngineDeps
  readonly #state
  readonly #edited: EditBuffer
  readonly #refused: RefusedFiles
  readonly #entries: NewEntries
  readonly #queue: SaveQueue
  readonly #sender: SaveSender
  readonly subscribe: (listener: () => void) => () => void
  #edits = 0

  constructor(deps: SaveEngineDeps) {
    this.#deps = deps
    this.#state = createStore<SaveState>(firstSaveState(deps.outbox.outlivesPage))
    this.subscribe = this.#state.subscribe
    this.#refused = new RefusedFiles(deps.outbox)
    this.#entries = new NewEntries(deps, this.#refused)
    this.#edited = new EditBuffer({
      read: deps.read,
      timing: () => (this.outlivesPage() ? usualTiming : hurriedTiming),
      onKeep: () => this.#collect(),
      onPause: () => this.keep(),
    })
    this.#queue = new SaveQueue(
      {
        newEntry: (changes) => this.#entries.make(changes),
        isAlone: (path) => this.#refused.has(path),
      },
      deps.unsent.map((entry) => this.#takenOver(entry)),
    )
    this.#sender = new SaveSender({
      deps,
      state: this.#state,
      queue: this.#queue,
      edited: this.#edited,
      refused: this.#refused,
      entries: this.#entries,
      stored: (work) => this.#stored(work),
    })
    this.#sender.pump()
  }

  readonly getStatus = (): SaveStatus => this.#state.get().status

  /** The files whose newest text the server cannot keep. It is here, and in the outbox. */
  readonly getRefused = (): readonly RefusedFile[] => this.#refused.list()

  /** Whether what waits here would still be there after the page is gone. */
  readonly outlivesPage = (): boolean => this.#state.get().outlivesPage

  /** Whether something is still to be sent. What was refused has been: it waits for a change. */
  hasUnsaved(): boolean {
    return !this.#edited.isEmpty || !this.#queue.isEmpty
  }

  /** How long ago the oldest keystroke was typed that was not sent; 0 where all was. */
  unsavedMs(nowMs: number): number {
    const sinceMs = this.#queue.first?.sinceMs ?? this.#edited.sinceMs
    return sinceMs === null ? 0 : Math.max(0, nowMs - sinceMs)
  }

  /** Grows with every edit, so that one can see whether there was one in between. */
  countEdits(): number {
    return this.#edits
  }

  /** The page shows the server's files of this revision, all of them but those that were refused. */
  sees(revision: number): void {
    this.#entries.sees(revision)
  }

  /** Notes that a file's text changed; it is sent at the next pause. */
  noteEdit(path: string): void {
    this.#edits += 1
    this.#edited.note(path)
    const state = this.#state.get()
    if (state.status.kind === 'saved' || state.status.kind === 'conflict_copy')
      this.#state.set({ ...state, status: { kind: 'unsaved' } })
  }

  /** Sends a new, renamed or deleted file at once, after what was typed before it. */
  noteChange(change: Change): void {
    this.keep()
    this.#edits += 1
    if (change.kind === 'delete') {
      this.#edited.forget(change.path)
      this.#stored(this.#refused.release(change.path))
    } else if (change.kind === 'rename') this.#stored(this.#refused.rename(change.path, change.to))
    this.#enqueue([change], Date.now())
    this.keep()
  }

  /** Puts what was typed last into the outbox and sends it; for the moment in which the page goes away, too. */
  keep(): void {
    this.#edited.endPause()
    this.#collect()
    this.#queue.callDue()
    this.#sender.pump()
  }

  /** Sends everything now. True once all of it was sent, false as soon as that fails. What is refused of it is named apart. */
  flush(): Promise<boolean> {
    this.keep()
    if (this.#queue.isEmpty) return Promise.resolve(this.#edited.isEmpty)
    const settled = this.#sender.settled()
    this.retryNow()
    return settled
  }

  retryNow(): void {
    this.#sender.resume()
    this.#sender.pump()
  }

  /** What waits goes on being sent, but is not tried again: after a failure it is for whoever opens the outbox next. */
  dispose(): void {
    this.keep()
    this.#state.close()
    this.#sender.leave()
  }

  #collect(): void {
    const { changes, sinceMs } = this.#edited.take()
    if (changes.length > 0) this.#enqueue(changes, sinceMs)
  }

  #enqueue(changes: readonly Change[], sinceMs: number): void {
    this.#sender.resume()
    for (const entry of this.#queue.add(changes, sinceMs)) this.#stored(this.#deps.outbox.put(entry))
  }

  /** What an earlier page left, under the right of this one; what it was refused, as a new save: it may find a place now. */
  #takenOver(entry: OutboxEntry) {
    const lease = this.#deps.right() ?? undefined
    const now = entry.isRefused === true ? this.#renewed(entry) : entry
    return { entry: { ...now, lease }, sinceMs: Date.now(), isDue: true, wasSent: false }
  }

  #renewed(entry: OutboxEntry): OutboxEntry {
    const renewed = { ...this.#entries.make(entry.changes), baseRevision: entry.baseRevision }
    this.#stored(replaceEntries(this.#deps.outbox, { before: [entry], after: [renewed] }))
    return renewed
  }

  /** A full or refused disk only takes away the safety net: the save itself goes on, and sooner. */
  #stored(work: Promise<void>): void {
    work.catch(() => this.#state.set({ ...this.#state.get(), outlivesPage: false }))
  }
}
