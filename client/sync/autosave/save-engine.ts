import type { ConflictReason } from '#contracts/api/conflicts.ts'
import type { Change, RefusedFile } from '#contracts/workspace.ts'
import { hasCode, isWorthRetrying } from '../../lib/api-error.ts'
import { EditBuffer } from './edit-buffer.ts'
import { replaceEntries, type OutboxEntry } from './outbox-entry.ts'
import { RefusedFiles } from './refused-files.ts'
import {
  isRefusedForContent,
  textsNow,
  textsRefusedWhole,
  unkeepableTexts,
  unsentTexts,
  type RefusedText,
} from './refusals-of.ts'
import type { SaveAnswer, SaveEngineDeps } from './save-engine-deps.ts'
import { SaveQueue } from './save-queue.ts'
import type { SaveStatus } from './save-status.ts'
import { hurriedTiming, retryDelayMs, usualTiming } from './save-timing.ts'

/**
 * Sends what changes in the editor: at each pause in typing, one save at a time, in order, until it is acknowledged. A fifth of a
 * second after a keystroke it is in the outbox, so that is what a page that dies can lose. A file that the server cannot keep holds
 * up no other: it is named, stays in the outbox, and is tried again when it changes or when there is room.
 */
export class SaveEngine {
  readonly #deps: SaveEngineDeps
  readonly #listeners = new Set<() => void>()
  readonly #edited: EditBuffer
  readonly #refused: RefusedFiles
  readonly #queue: SaveQueue
  #edits = 0
  #lastSeq = 0
  #revision: number
  #status: SaveStatus = { kind: 'saved', atMs: null, lateByMs: 0 }
  #outlivesPage: boolean
  #sending = false
  #stopped = false
  #isLeft = false
  #failures = 0
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #waiters: ((saved: boolean) => void)[] = []

  constructor(deps: SaveEngineDeps) {
    this.#deps = deps
    this.#revision = deps.revision
    this.#outlivesPage = deps.outbox.outlivesPage
    this.#refused = new RefusedFiles(deps.outbox)
    this.#edited = new EditBuffer({
      read: deps.read,
      timing: () => (this.#outlivesPage ? usualTiming : hurriedTiming),
      onKeep: () => this.#collect(),
      onPause: () => this.keep(),
    })
    const unsent = deps.unsent.map((entry) => ({
      entry: {
        ...(entry.isRefused === true ? this.#renewed(entry) : entry),
        lease: deps.right() ?? undefined,
      },
      sinceMs: Date.now(),
      isDue: true,
      wasSent: false,
    }))
    const isAlone = (path: string) => this.#refused.has(path)
    this.#queue = new SaveQueue({ newEntry: (changes) => this.#newEntry(changes), isAlone }, unsent)
    this.#pump()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getStatus = (): SaveStatus => this.#status

  /** The files whose newest text the server cannot keep. It is here, and in the outbox. */
  readonly getRefused = (): readonly RefusedFile[] => this.#refused.list()

  /** Whether what waits here would still be there after the page is gone. */
  readonly outlivesPage = (): boolean => this.#outlivesPage

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
    this.#revision = revision
  }

  /** Notes that a file's text changed; it is sent at the next pause. */
  noteEdit(path: string): void {
    this.#edits += 1
    this.#edited.note(path)
    if (this.#status.kind === 'saved' || this.#status.kind === 'conflict_copy')
      this.#setStatus({ kind: 'unsaved' })
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
    this.#pump()
  }

  /** Sends everything now. True once all of it was sent, false as soon as that fails. What is refused of it is named apart. */
  flush(): Promise<boolean> {
    this.keep()
    if (this.#queue.isEmpty) return Promise.resolve(this.#edited.isEmpty)
    const settled = new Promise<boolean>((resolve) => this.#waiters.push(resolve))
    this.retryNow()
    return settled
  }

  retryNow(): void {
    clearTimeout(this.#retryTimer)
    this.#stopped = false
    this.#pump()
  }

  /** What waits goes on being sent, but is not tried again: after a failure it is for whoever opens the outbox next. */
  dispose(): void {
    this.keep()
    this.#isLeft = true
    clearTimeout(this.#retryTimer)
    this.#listeners.clear()
  }

  #collect(): void {
    const { changes, sinceMs } = this.#edited.take()
    if (changes.length > 0) this.#enqueue(changes, sinceMs)
  }

  #enqueue(changes: readonly Change[], sinceMs: number): void {
    this.#stopped = false
    for (const entry of this.#queue.add(changes, sinceMs)) this.#stored(this.#deps.outbox.put(entry))
  }

  #newEntry(changes: Change[]): OutboxEntry {
    const { attemptId, clientId, right } = this.#deps
    const seq = (this.#lastSeq += 1)
    const baseRevision = this.#refused.baseOf(changes) ?? this.#revision
    return { attemptId, clientId, seq, changes, baseRevision, lease: right() ?? undefined }
  }

  /** What an earlier page was refused, as a save of this one: it may find a place now. */
  #renewed(entry: OutboxEntry): OutboxEntry {
    const renewed = { ...this.#newEntry(entry.changes), baseRevision: entry.baseRevision }
    this.#stored(replaceEntries(this.#deps.outbox, { before: [entry], after: [renewed] }))
    return renewed
  }

  /** A full or refused disk only takes away the safety net: the save itself goes on, and sooner. */
  #stored(work: Promise<void>): void {
    work.catch(() => {
      this.#outlivesPage = false
      this.#notify()
    })
  }

  #pump(): void {
    const first = this.#queue.first
    if (first === undefined || !first.isDue || this.#sending || this.#stopped) return
    clearTimeout(this.#retryTimer)
    first.wasSent = true
    this.#sending = true
    if (this.#failures === 0) this.#setStatus({ kind: 'saving' })
    this.#deps.send(first.entry).then(
      (answer) => this.#acknowledged(first.entry, answer),
      (error: unknown) => this.#failed(first.entry, error),
    )
  }

  #acknowledged(entry: OutboxEntry, answer: SaveAnswer): void {
    const { refused = [] } = answer
    const isWhole = answer.conflictPaths.length === 0
    // A gap is somebody else's save, which this page has not seen.
    if (isWhole && answer.revision === this.#revision + 1) this.#revision = answer.revision
    this.#stored(this.#refused.releaseTaken(entry, refused))
    this.#done(entry, textsNow(refused, { queue: this.#queue, read: this.#deps.read }))
    if (refused.length < entry.changes.length) this.#retryRefused(refused)
    if (!isWhole) this.#conflictPaths('overtaken')
    else if (!this.hasUnsaved())
      this.#setStatus({ kind: 'saved', atMs: Date.now(), lateByMs: answer.lateByMs })
    else if (this.#queue.first?.isDue !== true) this.#setStatus({ kind: 'unsaved' })
    if (this.#queue.isEmpty) this.#settle(isWhole)
    this.#pump()
  }

  /** Others were saved, so there may be room for what was refused before. */
  #retryRefused(refusedNow: readonly RefusedFile[]): void {
    const all = this.#refused.list()
    for (const { path } of all)
      if (!refusedNow.some((file) => file.path === path) && this.#deps.fits?.(path, all) === true)
        this.#edited.note(path)
  }

  #failed(entry: OutboxEntry, error: unknown): void {
    this.#sending = false
    if (isWorthRetrying(error)) this.#retryLater()
    else if (hasCode(error, 'lease_lost', 'stale_revision')) {
      this.#done(entry, unkeepableTexts(entry))
      this.#conflictPaths(hasCode(error, 'lease_lost') ? 'lease_lost' : 'overtaken')
      this.#pump()
    } else if (isRefusedForContent(error) && this.#partOrKeep(entry, error)) return
    else {
      this.#setStatus({ kind: 'refused', error })
      // The server has kept these bytes apart and will not take them as a save, however often they come.
      if (hasCode(error, 'too_late', 'already_submitted')) {
        this.#done(entry, unsentTexts(entry))
        this.#pump()
      } else this.#waitForAChange()
    }
    this.#settle(false)
  }

  /** Parts a save that was refused as a whole, so that one file holds up no other. False where there is nothing to part or keep. */
  #partOrKeep(entry: OutboxEntry, error: unknown): boolean {
    if (entry.changes.length > 1) {
      this.#stored(replaceEntries(this.#deps.outbox, this.#queue.partFirst()))
    } else {
      const texts = textsRefusedWhole(entry, error)
      if (texts.length === 0) return false
      this.#done(entry, texts)
      if (!this.hasUnsaved()) this.#setStatus({ kind: 'saved', atMs: null, lateByMs: 0 })
      if (this.#queue.isEmpty) this.#settle(true)
    }
    this.#pump()
    return true
  }

  #retryLater(): void {
    this.#setStatus({ kind: 'offline' })
    if (this.#isLeft) return
    const delayMs = retryDelayMs(this.#failures)
    this.#failures += 1
    this.#retryTimer = setTimeout(() => this.#pump(), delayMs)
  }

  #conflictPaths(reason: ConflictReason): void {
    this.#setStatus({ kind: 'conflict_copy' })
    this.#settle(false)
    if (!this.#isLeft) this.#deps.onConflictCopy(reason)
  }

  /** Refused means not committed: the same save may take in what is changed next, and is then tried again. */
  #waitForAChange(): void {
    this.#stopped = true
    const first = this.#queue.first
    if (first !== undefined) first.wasSent = false
  }

  /** Gives a save's place in the outbox free, but for the texts that could not be kept. */
  #done(entry: OutboxEntry, texts: readonly RefusedText[]): void {
    this.#sending = false
    this.#failures = 0
    this.#queue.removeFirst()
    const baseRevision = this.#refused.baseOf(entry.changes) ?? this.#revision
    this.#stored(this.#refused.keep({ ...entry, baseRevision }, texts))
  }

  #settle(saved: boolean): void {
    const waiters = this.#waiters
    this.#waiters = []
    for (const resolve of waiters) resolve(saved)
  }

  #setStatus(status: SaveStatus): void {
    this.#status = status
    this.#notify()
  }

  #notify(): void {
    for (const listener of this.#listeners) listener()
  }
}
