/** Tells of the first at once, and of what follows within `everyMs` once more at its end: a flood of news is one piece of news. */
export class Gathered {
  readonly #everyMs: number
  readonly #waiting = new Map<string, { timer: NodeJS.Timeout; tell: (() => void) | null }>()

  constructor(everyMs: number) {
    this.#everyMs = everyMs
  }

  tell(key: string, tell: () => void): void {
    const waiting = this.#waiting.get(key)
    if (waiting !== undefined) {
      waiting.tell = tell
      return
    }
    tell()
    this.#wait(key)
  }

  stop(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer)
    this.#waiting.clear()
  }

  #wait(key: string): void {
    const timer = setTimeout(() => {
      const tell = this.#waiting.get(key)?.tell ?? null
      this.#waiting.delete(key)
      if (tell === null) return
      tell()
      this.#wait(key)
    }, this.#everyMs)
    this.#waiting.set(key, { timer, tell: null })
  }
}
