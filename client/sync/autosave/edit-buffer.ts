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

type Timer = ReturnType<typeof setTimeout>

/** Which files were typed in since they were last looked at, and when that is due. */
export class EditBuffer {
  readonly #deps: EditBufferDeps
  readonly #paths = new Set<string>()
  /** What is nowhere but in the editor, until it is taken. */
  #unkept: { sinceMs: number; timer: Timer } | null = null
  /** The typing that a save waits for. It goes on while what is typed is kept. */
  #typing: { pauseTimer: Timer; longestTimer: Timer } | null = null

  constructor(deps: EditBufferDeps) {
    this.#deps = deps
  }

  get isEmpty(): boolean {
    return this.#paths.size === 0
  }

  /** When the oldest keystroke in it was typed. */
  get sinceMs(): number | null {
    return this.#unkept?.sinceMs ?? null
  }

  note(path: string): void {
    const { keepMs, pauseMs, longestWaitMs } = this.#deps.timing()
    const { onKeep, onPause } = this.#deps
    this.#paths.add(path)
    this.#unkept ??= { sinceMs: Date.now(), timer: setTimeout(onKeep, keepMs) }
    clearTimeout(this.#typing?.pauseTimer)
    this.#typing = {
      pauseTimer: setTimeout(onPause, pauseMs),
      longestTimer: this.#typing?.longestTimer ?? setTimeout(onPause, longestWaitMs),
    }
  }

  forget(path: string): void {
    this.#paths.delete(path)
  }

  /** Nothing waits for a pause any more. */
  endPause(): void {
    clearTimeout(this.#typing?.pauseTimer)
    clearTimeout(this.#typing?.longestTimer)
    this.#typing = null
  }

  /** Empties it. */
  take(): { changes: Change[]; sinceMs: number } {
    const changes: Change[] = []
    for (const path of this.#paths) {
      const content = this.#deps.read(path)
      if (content !== undefined) changes.push({ kind: 'write', path, content })
    }
    const sinceMs = this.#unkept?.sinceMs ?? Date.now()
    clearTimeout(this.#unkept?.timer)
    this.#unkept = null
    this.#paths.clear()
    return { changes, sinceMs }
  }
}
