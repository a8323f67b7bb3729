import type { BranchReason } from '#contracts/api/branches.ts'
import type { WritingRight } from '#contracts/api/writing.ts'
import type { Change } from '#contracts/workspace.ts'
import { hasCode, isWorthRetrying } from '../../../lib/api-error.ts'
import type { Outbox, OutboxEntry } from './outbox-entry.ts'
import { SaveQueue } from './save-queue.ts'
import type { SaveStatus } from './save-status.ts'
import { hurriedTiming, usualTiming } from './save-timing.ts'

export interface SaveAnswer {
  revision: number
  lateByMs: number
  /** Paths that somebody else had changed: what was typed in them is in a branch. */
  keptApart: readonly string[]
}

interface SaveEngineDeps {
  attemptId: string
  clientId: string
  revision: number
  /** Of an earlier page, refused for what is in them, and part of what the editor shows. */
  unsent: readonly OutboxEntry[]
  outbox: Outbox
  send: (entry: OutboxEntry) => Promise<SaveAnswer>
  /** A file's text as it stands in the editor. */
  read: (path: string) => string | undefined
  /** By which right this page writes, or wrote last; null where it never did. */
  right: () => WritingRight | null
  /** Something is on the server, in a branch, and so no longer waits here. */
  onKeptApart: (reason: BranchReason) => void
}

const firstRetryMs = 1_000
const longestRetryMs = 10_000

/**
 * Sends what changes in the editor: at each pause in typing, one save at a time, in order, until it is acknowledged. A fifth of a
 * second after a keystroke it is in the outbox, so that is what a page that dies can lose.
 */
export class SaveEngine {
  readonly #deps: SaveEngineDeps
  readonly #listeners = new Set<() => void>()
  readonly #queue: SaveQueue
  readonly #dirty = new Set<string>()
  #dirtySinceMs: number | null = null
  #edits = 0
  #nextSeq = 1
  #revision: number
  #status: SaveStatus = { kind: 'saved', atMs: null, lateByMs: 0 }
  #outlivesPage: boolean
  #sending = false
  #stopped = false
  #isLeft = false
  #failures = 0
  #keepTimer: ReturnType<typeof setTimeout> | undefined
  #pauseTimer: ReturnType<typeof setTimeout> | undefined
  #longestTimer: ReturnType<typeof setTimeout> | undefined
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #waiters: ((saved: boolean) => void)[] = []

  constructor(deps: SaveEngineDeps) {
    this.#deps = deps
    this.#revision = deps.revision
    this.#outlivesPage = deps.outbox.outlivesPage
    const unsent = deps.unsent.map((entry) => ({
      entry: { ...entry, writing: deps.right() ?? undefined },
      sinceMs: Date.now(),
      isDue: true,
      wasSent: false,
    }))
    this.#queue = new SaveQueue((changes) => this.#newEntry(changes), unsent)
    this.#pump()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getStatus = (): SaveStatus => this.#status

  /** Whether what waits here would still be there after the page is gone. */
  readonly outlivesPage = (): boolean => this.#outlivesPage

  hasUnsaved(): boolean {
    return this.#dirty.size > 0 || !this.#queue.isEmpty
  }

  /** How long ago the oldest keystroke was typed that the server does not have; 0 where it has all. */
  unsavedMs(nowMs: number): number {
    const sinceMs = this.#queue.first?.sinceMs ?? this.#dirtySinceMs
    return sinceMs === null ? 0 : Math.max(0, nowMs - sinceMs)
  }

  /** Grows with every edit, so that one can see whether there was one in between. */
  countEdits(): number {
    return this.#edits
  }

  /** The page shows the server's files of this revision, all of them. */
  sees(revision: number): void {
    this.#revision = revision
  }

  /** Notes that a file's text changed; it is sent at the next pause. */
  noteEdit(path: string): void {
    const { keepMs, pauseMs, longestWaitMs } = this.#outlivesPage ? usualTiming : hurriedTiming
    this.#edits += 1
    this.#dirty.add(path)
    this.#dirtySinceMs ??= Date.now()
    clearTimeout(this.#pauseTimer)
    this.#keepTimer ??= setTimeout(() => this.#collect(), keepMs)
    this.#pauseTimer = setTimeout(() => this.keep(), pauseMs)
    this.#longestTimer ??= setTimeout(() => this.keep(), longestWaitMs)
    if (this.#status.kind === 'saved' || this.#status.kind === 'kept_apart')
      this.#setStatus({ kind: 'unsaved' })
  }

  /** Sends a new, renamed or deleted file at once, after what was typed before it. */
  noteChange(change: Change): void {
    this.keep()
    this.#edits += 1
    if (change.kind === 'delete') this.#dirty.delete(change.path)
    this.#enqueue([change], Date.now())
    this.keep()
  }

  /** Puts what was typed last into the outbox and sends it; for the moment in which the page goes away, too. */
  keep(): void {
    clearTimeout(this.#pauseTimer)
    clearTimeout(this.#longestTimer)
    this.#longestTimer = undefined
    this.#collect()
    this.#queue.callDue()
    this.#pump()
  }

  /** Sends everything now. True once all of it is in the files; false as soon as that fails. */
  flush(): Promise<boolean> {
    this.keep()
    if (this.#queue.isEmpty) return Promise.resolve(this.#dirty.size === 0)
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
    clearTimeout(this.#keepTimer)
    this.#keepTimer = undefined
    const changes: Change[] = []
    for (const path of this.#dirty) {
      const content = this.#deps.read(path)
      if (content !== undefined) changes.push({ kind: 'write', path, content })
    }
    const sinceMs = this.#dirtySinceMs ?? Date.now()
    this.#dirty.clear()
    this.#dirtySinceMs = null
    if (changes.length > 0) this.#enqueue(changes, sinceMs)
  }

  #enqueue(changes: readonly Change[], sinceMs: number): void {
    this.#stopped = false
    this.#store(this.#queue.add(changes, sinceMs))
  }

  #newEntry(changes: Change[]): OutboxEntry {
    const { attemptId, clientId } = this.#deps
    const seq = this.#nextSeq
    this.#nextSeq += 1
    const writing = this.#deps.right() ?? undefined
    return { attemptId, clientId, seq, changes, baseRevision: this.#revision, writing }
  }

  /** A full or refused disk only takes away the safety net: the save itself goes on, and sooner. */
  #store(entry: OutboxEntry): void {
    this.#deps.outbox.put(entry).catch(() => {
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
    const isWhole = answer.keptApart.length === 0
    // A gap is somebody else's save, which this page has not seen.
    if (isWhole && answer.revision === this.#revision + 1) this.#revision = answer.revision
    this.#done(entry)
    if (!isWhole) this.#keptApart('overtaken')
    else if (!this.hasUnsaved())
      this.#setStatus({ kind: 'saved', atMs: Date.now(), lateByMs: answer.lateByMs })
    else if (this.#queue.first?.isDue !== true) this.#setStatus({ kind: 'unsaved' })
    if (this.#queue.isEmpty) this.#settle(isWhole)
    this.#pump()
  }

  #failed(entry: OutboxEntry, error: unknown): void {
    this.#sending = false
    if (isWorthRetrying(error)) this.#retryLater()
    else if (hasCode(error, 'lease_lost', 'stale_revision')) {
      this.#done(entry)
      this.#keptApart(hasCode(error, 'lease_lost') ? 'lease_lost' : 'overtaken')
      this.#pump()
    } else {
      this.#setStatus({ kind: 'refused', error })
      // The server has kept these bytes apart and will not take them as a save, however often they come.
      if (hasCode(error, 'too_late', 'already_submitted')) {
        this.#done(entry)
        this.#pump()
      } else this.#waitForAChange()
    }
    this.#settle(false)
  }

  #retryLater(): void {
    this.#setStatus({ kind: 'offline' })
    if (this.#isLeft) return
    const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** this.#failures)
    this.#failures += 1
    this.#retryTimer = setTimeout(() => this.#pump(), delayMs)
  }

  #keptApart(reason: BranchReason): void {
    this.#setStatus({ kind: 'kept_apart' })
    this.#settle(false)
    if (!this.#isLeft) this.#deps.onKeptApart(reason)
  }

  /** Refused means not committed: the same save may take in what is changed next, and is then tried again. */
  #waitForAChange(): void {
    this.#stopped = true
    const first = this.#queue.first
    if (first !== undefined) first.wasSent = false
  }

  #done(entry: OutboxEntry): void {
    this.#sending = false
    this.#failures = 0
    this.#queue.removeFirst()
    this.#deps.outbox.remove(entry).catch(() => undefined)
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
