import type { ConflictReason } from '#contracts/api/workspaces/conflicts.ts'
import type { RefusedFile } from '#contracts/workspace.ts'
import { hasCode, isWorthRetrying } from '../../lib/api/api-error.ts'
import type { Store } from '../../lib/create-store.ts'
import type { EditBuffer } from './edit-buffer.ts'
import type { NewEntries } from './new-entries.ts'
import { replaceEntries, type OutboxEntry } from '../outbox/outbox-entry.ts'
import {
  isRefusedForContent,
  textsNow,
  textsRefusedWhole,
  unkeepableTexts,
  unsentTexts,
  type RefusedText,
} from './refusals-of.ts'
import type { RefusedFiles } from './refused-files.ts'
import type { SaveAnswer, SaveEngineDeps } from './save-engine-deps.ts'
import type { SaveQueue } from './save-queue.ts'
import type { SaveState, Sending } from './save-state.ts'
import { retryDelayMs } from './save-timing.ts'

interface SenderParts {
  deps: SaveEngineDeps
  state: Store<SaveState>
  queue: SaveQueue
  edited: EditBuffer
  refused: RefusedFiles
  entries: NewEntries
  /** Waits for work on the outbox, which may fail. */
  stored: (work: Promise<void>) => void
}

/** Sends the first save that is due, one at a time, and acts on what the server says of it. */
export class SaveSender {
  readonly #parts: SenderParts
  #waiters: ((saved: boolean) => void)[] = []

  constructor(parts: SenderParts) {
    this.#parts = parts
  }

  pump(): void {
    const { deps, queue, state } = this.#parts
    const { first } = queue
    const now = state.get()
    if (first?.isDue !== true || now.kind === 'sending' || now.kind === 'stopped') return
    if (now.kind === 'retrying') clearTimeout(now.timer)
    const failures = now.kind === 'retrying' ? now.failures : 0
    first.wasSent = true
    this.#become({ kind: 'sending', failures }, failures === 0 ? { kind: 'saving' } : now.status)
    deps.send(first.entry).then(
      (answer) => this.#acknowledged(first.entry, answer),
      (error: unknown) => this.#failed(first.entry, error, failures),
    )
  }

  /** What was refused as it is has changed. */
  resume(): void {
    if (this.#parts.state.get().kind === 'stopped') this.#become({ kind: 'resting' })
  }

  /** True once all of it was sent, false as soon as that fails. */
  settled(): Promise<boolean> {
    return new Promise((resolve) => this.#waiters.push(resolve))
  }

  /** After a failure, what waits is for whoever opens the outbox next. */
  leave(): void {
    const now = this.#parts.state.get()
    if (now.kind === 'retrying') clearTimeout(now.timer)
    const next = now.kind === 'retrying' ? { ...now, kind: 'resting' as const } : now
    this.#parts.state.set({ ...next, isLeft: true })
  }

  #hasUnsaved(): boolean {
    const { edited, queue } = this.#parts
    return !edited.isEmpty || !queue.isEmpty
  }

  #acknowledged(entry: OutboxEntry, answer: SaveAnswer): void {
    const { deps, queue, refused, entries, stored, state } = this.#parts
    const { refused: refusedNow = [] } = answer
    const isWhole = answer.conflictPaths.length === 0
    if (isWhole) entries.sawOwn(answer.revision)
    stored(refused.releaseTaken(entry, refusedNow))
    this.#done(entry, textsNow(refusedNow, { queue, read: deps.read }))
    if (refusedNow.length < entry.changes.length) this.#retryRefused(refusedNow)
    if (!isWhole) this.#conflictKept('overtaken')
    else if (!this.#hasUnsaved())
      this.#become({ kind: 'resting' }, { kind: 'saved', atMs: Date.now(), lateByMs: answer.lateByMs })
    else
      this.#become(
        { kind: 'resting' },
        queue.first?.isDue === true ? state.get().status : { kind: 'unsaved' },
      )
    if (queue.isEmpty) this.#settle(isWhole)
    this.pump()
  }

  /** Others were saved, so there may be room for what was refused before. */
  #retryRefused(refusedNow: readonly RefusedFile[]): void {
    const { deps, edited, refused } = this.#parts
    const all = refused.list()
    for (const { path } of all)
      if (!refusedNow.some((file) => file.path === path) && deps.fits?.(path, all) === true) edited.note(path)
  }

  #failed(entry: OutboxEntry, error: unknown, failures: number): void {
    if (isWorthRetrying(error)) this.#retryLater(failures)
    else if (hasCode(error, 'lease_lost', 'stale_revision')) {
      this.#done(entry, unkeepableTexts(entry))
      this.#conflictKept(hasCode(error, 'lease_lost') ? 'lease_lost' : 'overtaken')
      this.pump()
    } else if (isRefusedForContent(error) && this.#partOrKeep(entry, error)) return
    else if (hasCode(error, 'too_late', 'already_submitted')) {
      // The server has kept these bytes apart and will not take them as a save, however often they come.
      this.#done(entry, unsentTexts(entry))
      this.#become({ kind: 'resting' }, { kind: 'refused', error })
      this.pump()
    } else this.#stop(error)
    this.#settle(false)
  }

  /** Parts a save that was refused as a whole, so that one file holds up no other. False where there is nothing to part or keep. */
  #partOrKeep(entry: OutboxEntry, error: unknown): boolean {
    const { deps, queue, stored } = this.#parts
    if (entry.changes.length > 1) {
      stored(replaceEntries(deps.outbox, queue.partFirst()))
      this.#become({ kind: 'resting' })
    } else {
      const texts = textsRefusedWhole(entry, error)
      if (texts.length === 0) return false
      this.#done(entry, texts)
      const { status } = this.#parts.state.get()
      this.#become(
        { kind: 'resting' },
        this.#hasUnsaved() ? status : { kind: 'saved', atMs: null, lateByMs: 0 },
      )
      if (queue.isEmpty) this.#settle(true)
    }
    this.pump()
    return true
  }

  #retryLater(failures: number): void {
    if (this.#parts.state.get().isLeft) return this.#become({ kind: 'resting' }, { kind: 'offline' })
    const timer = setTimeout(() => this.pump(), retryDelayMs(failures))
    this.#become({ kind: 'retrying', failures: failures + 1, timer }, { kind: 'offline' })
  }

  #conflictKept(reason: ConflictReason): void {
    this.#become({ kind: 'resting' }, { kind: 'conflict_copy' })
    this.#settle(false)
    if (!this.#parts.state.get().isLeft) this.#parts.deps.onConflictCopy(reason)
  }

  /** Refused means not committed: the same save may take in what is changed next, and is then tried again. */
  #stop(error: unknown): void {
    const { first } = this.#parts.queue
    if (first !== undefined) first.wasSent = false
    this.#become({ kind: 'stopped' }, { kind: 'refused', error })
  }

  /** Gives a save's place in the outbox free, but for the texts that could not be kept. */
  #done(entry: OutboxEntry, texts: readonly RefusedText[]): void {
    const { queue, refused, entries, stored } = this.#parts
    queue.removeFirst()
    stored(refused.keep({ ...entry, baseRevision: entries.baseOf(entry.changes) }, texts))
  }

  #settle(saved: boolean): void {
    const waiters = this.#waiters
    this.#waiters = []
    for (const resolve of waiters) resolve(saved)
  }

  #become(sending: Sending, status?: SaveState['status']): void {
    const { status: before, outlivesPage, isLeft } = this.#parts.state.get()
    this.#parts.state.set({ ...sending, status: status ?? before, outlivesPage, isLeft })
  }
}
