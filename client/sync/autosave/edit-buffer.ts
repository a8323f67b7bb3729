import type { Change } from '#contracts/workspace.ts'
import type { SaveTiming } from './save-timing.ts'

interface EditBufferDeps {
  /** A file's text as it stands in the editor. */
  read: (path: string) => string | undefined
  timing: () => SaveTiming
  /** What was typed is to be kept for a page that dies. */
  onKeep: () => void
  /** There was a pause, or the typing went on for long: it is to be sent. */
  onPause: () => void
}

/** Which files were typed in since they were last looked at, and when that is due. */
export class EditBuffer {
  readonly #deps: EditBufferDeps
  readonly #paths = new Set<string>()
  #sinceMs: number | null = null
  #keepTimer: ReturnType<typeof setTimeout> | undefined
  #pauseTimer: ReturnType<typeof setTimeout> | undefined
  #longestTimer: ReturnType<typeof setTimeout> | undefined

  constructor(deps: EditBufferDeps) {
    this.#deps = deps
  }

  get isEmpty(): boolean {
    return this.#paths.size === 0
  }

  /** When the oldest keystroke in it was typed. */
  get sinceMs(): number | null {
    return this.#sinceMs
  }

  note(path: string): void {
    const { keepMs, pauseMs, longestWaitMs } = this.#deps.timing()
    this.#paths.add(path)
    this.#sinceMs ??= Date.now()
    clearTimeout(this.#pauseTimer)
    this.#keepTimer ??= setTimeout(this.#deps.onKeep, keepMs)
    this.#pauseTimer = setTimeout(this.#deps.onPause, pauseMs)
    this.#longestTimer ??= setTimeout(this.#deps.onPause, longestWaitMs)
  }

  forget(path: string): void {
    this.#paths.delete(path)
  }

  /** Nothing waits for a pause any more. */
  endPause(): void {
    clearTimeout(this.#pauseTimer)
    clearTimeout(this.#longestTimer)
    this.#longestTimer = undefined
  }

  /** Empties it. */
  take(): { changes: Change[]; sinceMs: number } {
    clearTimeout(this.#keepTimer)
    this.#keepTimer = undefined
    const changes: Change[] = []
    for (const path of this.#paths) {
      const content = this.#deps.read(path)
      if (content !== undefined) changes.push({ kind: 'write', path, content })
    }
    const sinceMs = this.#sinceMs ?? Date.now()
    this.#paths.clear()
    this.#sinceMs = null
    return { changes, sinceMs }
  }
}
