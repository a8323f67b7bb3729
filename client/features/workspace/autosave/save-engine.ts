import type { Change } from '#contracts/workspace.ts'
import { hasCode, isWorthRetrying } from '../../../lib/api-error.ts'
import { mergeChanges } from './merge-changes.ts'
import type { Outbox, OutboxEntry } from './outbox-entry.ts'
import type { SaveStatus } from './save-status.ts'

export interface SaveAnswer {
  revision: number
  lateByMs: number
}

interface SaveEngineDeps {
  attemptId: string
  clientId: string
  revision: number
  /** Left over from an earlier page, already part of what the editor shows. */
  unsent: readonly OutboxEntry[]
  outbox: Outbox
  send: (entry: OutboxEntry) => Promise<SaveAnswer>
  /** A file's text as it stands in the editor. */
  read: (path: string) => string | undefined
}

const pauseMs = 600
const longestWaitMs = 3_000
const mostChanges = 200
const firstRetryMs = 1_000
const longestRetryMs = 10_000

interface QueuedEntry {
  entry: OutboxEntry
  /** Once sent it may be committed although no answer came: it is resent as it is, never added to. */
  sent: boolean
}

/**
 * Sends what changes in the editor: at each pause in typing, one save at a time, in order, until it is acknowledged. Every
 * unsent save is in the outbox, so a page that dies loses at most the last pause.
 */
export class SaveEngine {
  readonly #deps: SaveEngineDeps
  readonly #listeners = new Set<() => void>()
  readonly #queue: QueuedEntry[]
  readonly #dirty = new Set<string>()
  #nextSeq = 1
  #revision: number
  #status: SaveStatus = { kind: 'saved', atMs: null, lateByMs: 0 }
  #sending = false
  #stopped = false
  #failures = 0
  #pauseTimer: ReturnType<typeof setTimeout> | undefined
  #longestTimer: ReturnType<typeof setTimeout> | undefined
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  #waiters: ((saved: boolean) => void)[] = []

  constructor(deps: SaveEngineDeps) {
    this.#deps = deps
    this.#revision = deps.revision
    this.#queue = deps.unsent.map((entry) => ({ entry, sent: true }))
    if (this.#queue.length > 0) this.#pump()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getStatus = (): SaveStatus => this.#status

  hasUnsaved(): boolean {
    return this.#dirty.size > 0 || this.#queue.length > 0
  }

  /** Notes that a file's text changed; it is sent at the next pause. */
  noteEdit(path: string): void {
    this.#dirty.add(path)
    clearTimeout(this.#pauseTimer)
    this.#pauseTimer = setTimeout(() => this.#collect(), pauseMs)
    this.#longestTimer ??= setTimeout(() => this.#collect(), longestWaitMs)
    if (this.#status.kind === 'saved') this.#setStatus({ kind: 'unsaved' })
  }

  /** Sends a new, renamed or deleted file at once, after what was typed before it. */
  noteChange(change: Change): void {
    this.#collect()
    if (change.kind === 'delete') this.#dirty.delete(change.path)
    this.#enqueue([change])
  }

  /** Sends everything now. True once all of it is committed; false as soon as an attempt fails. */
  flush(): Promise<boolean> {
    this.#collect()
    if (this.#queue.length === 0) return Promise.resolve(this.#dirty.size === 0)
    const settled = new Promise<boolean>((resolve) => this.#waiters.push(resolve))
    this.retryNow()
    return settled
  }

  retryNow(): void {
    clearTimeout(this.#retryTimer)
    this.#stopped = false
    this.#pump()
  }

  /** Puts what was typed last into the outbox; for the moment in which the page goes away. */
  keep(): void {
    this.#collect()
  }

  dispose(): void {
    this.#collect()
    this.#stopped = true
    clearTimeout(this.#retryTimer)
    this.#listeners.clear()
  }

  #collect(): void {
    clearTimeout(this.#pauseTimer)
    clearTimeout(this.#longestTimer)
    this.#longestTimer = undefined
    const changes: Change[] = []
    for (const path of this.#dirty) {
      const content = this.#deps.read(path)
      if (content !== undefined) changes.push({ kind: 'write', path, content })
    }
    this.#dirty.clear()
    if (changes.length > 0) this.#enqueue(changes)
  }

  #enqueue(changes: readonly Change[]): void {
    this.#stopped = false
    const tail = this.#queue.at(-1)
    if (tail !== undefined && !tail.sent && tail.entry.changes.length + changes.length <= mostChanges) {
      tail.entry = { ...tail.entry, changes: mergeChanges(tail.entry.changes, changes) }
      this.#store(tail.entry)
    } else {
      const entry = this.#newEntry(changes)
      this.#queue.push({ entry, sent: false })
      this.#store(entry)
    }
    this.#pump()
  }

  #newEntry(changes: readonly Change[]): OutboxEntry {
    const { attemptId, clientId } = this.#deps
    const seq = this.#nextSeq
    this.#nextSeq += 1
    return { attemptId, clientId, seq, changes: mergeChanges([], changes), baseRevision: this.#revision }
  }

  /** A full or refused disk only takes away the safety net; the save itself goes on. */
  #store(entry: OutboxEntry): void {
    this.#deps.outbox.put(entry).catch(() => undefined)
  }

  #pump(): void {
    const head = this.#queue[0]
    if (head === undefined || this.#sending || this.#stopped) return
    clearTimeout(this.#retryTimer)
    head.sent = true
    this.#sending = true
    if (this.#failures === 0) this.#setStatus({ kind: 'saving' })
    this.#deps.send(head.entry).then(
      (answer) => this.#acknowledged(head.entry, answer),
      (error: unknown) => this.#failed(head.entry, error),
    )
  }

  #acknowledged(entry: OutboxEntry, answer: SaveAnswer): void {
    // A gap is somebody else's save, which this page has not seen.
    if (answer.revision === this.#revision + 1) this.#revision = answer.revision
    this.#failures = 0
    this.#done(entry)
    if (this.#queue.length > 0) return this.#pump()
    this.#setStatus(
      this.#dirty.size > 0
        ? { kind: 'unsaved' }
        : { kind: 'saved', atMs: Date.now(), lateByMs: answer.lateByMs },
    )
    this.#settle(true)
  }

  #failed(entry: OutboxEntry, error: unknown): void {
    this.#sending = false
    if (isWorthRetrying(error)) {
      this.#setStatus({ kind: 'offline' })
      const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** this.#failures)
      this.#failures += 1
      this.#retryTimer = setTimeout(() => this.#pump(), delayMs)
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

  /** Refused means not committed: the same save may take in what is changed next, and is then tried again. */
  #waitForAChange(): void {
    this.#stopped = true
    const head = this.#queue[0]
    if (head !== undefined) head.sent = false
  }

  #done(entry: OutboxEntry): void {
    this.#sending = false
    this.#queue.shift()
    this.#deps.outbox.remove(entry).catch(() => undefined)
  }

  #settle(saved: boolean): void {
    const waiters = this.#waiters
    this.#waiters = []
    for (const resolve of waiters) resolve(saved)
  }

  #setStatus(status: SaveStatus): void {
    this.#status = status
    for (const listener of this.#listeners) listener()
  }
}
