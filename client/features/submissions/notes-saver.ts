import type { Notes } from '#contracts/api/submissions.ts'
import { createStore, type Store } from '../../lib/create-store.ts'

export type NotesStatus =
  { kind: 'untouched' | 'unsaved' | 'saving' | 'saved' } | { kind: 'failed'; error: unknown }

export interface NotesState {
  notes: Notes
  status: NotesStatus
}

interface NotesSaverDeps {
  notes: Notes
  isSaved: boolean
  send: (notes: Notes) => Promise<unknown>
}

const pauseMs = 700
const retryMs = 3_000

/** Saves notes at each pause in typing, one save at a time, and tries again until they are there or closed. */
export class NotesSaver {
  readonly #send: NotesSaverDeps['send']
  readonly #state: Store<NotesState>
  readonly subscribe: Store<NotesState>['subscribe']
  readonly getState: () => NotesState
  #saved: Notes
  #isClosed = false
  #isSaving = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor({ notes, isSaved, send }: NotesSaverDeps) {
    this.#send = send
    this.#saved = notes
    this.#state = createStore<NotesState>({ notes, status: { kind: isSaved ? 'saved' : 'untouched' } })
    this.subscribe = this.#state.subscribe
    this.getState = this.#state.get
  }

  change(key: keyof Notes, text: string): void {
    this.#state.set({ notes: { ...this.#state.get().notes, [key]: text }, status: { kind: 'unsaved' } })
    this.#saveIn(pauseMs)
  }

  /** Sends what is unsaved, now. */
  flush(): void {
    clearTimeout(this.#timer)
    if (!this.#isSaving && this.#state.get().notes !== this.#saved) void this.#save()
  }

  /** The last words are sent, and nothing is tried again. */
  close(): void {
    this.#isClosed = true
    this.flush()
  }

  #saveIn(delayMs: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), delayMs)
  }

  async #save(): Promise<void> {
    const sent = this.#state.get().notes
    this.#isSaving = true
    this.#state.set({ notes: sent, status: { kind: 'saving' } })
    try {
      await this.#send(sent)
      this.#saved = sent
      this.#tell({ kind: 'saved' })
    } catch (error) {
      this.#tell({ kind: 'failed', error })
    }
    this.#isSaving = false
    if (this.#state.get().notes === this.#saved || this.#isClosed) return
    if (this.#state.get().status.kind !== 'failed') this.#tell({ kind: 'unsaved' })
    this.#saveIn(this.#state.get().status.kind === 'failed' ? retryMs : pauseMs)
  }

  #tell(status: NotesStatus): void {
    this.#state.set({ ...this.#state.get(), status })
  }
}
