/** Lets a bounded number go at once, and of one key only one. Whoever waits holds nothing of ours. */
export class Turns {
  readonly #limit: number
  readonly #maxWaiting: number
  readonly #busy = new Set<string>()
  readonly #waiting: { key: string; go: () => void }[] = []

  constructor(options: { limit: number; maxWaiting: number }) {
    this.#limit = options.limit
    this.#maxWaiting = options.maxWaiting
  }

  /** Runs `work` in its turn; answers null at once when too many wait already. */
  async take<T>(key: string, work: () => Promise<T>): Promise<T | null> {
    if (!this.#mayGo(key)) {
      if (this.#waiting.length >= this.#maxWaiting) return null
      await new Promise<void>((go) => this.#waiting.push({ key, go }))
    } else {
      this.#busy.add(key)
    }
    try {
      return await work()
    } finally {
      this.#busy.delete(key)
      this.#wakeNext()
    }
  }

  #mayGo(key: string): boolean {
    return this.#busy.size < this.#limit && !this.#busy.has(key)
  }

  /** The turn is handed over here and not taken after waking: nobody slips in between. */
  #wakeNext(): void {
    for (let index = 0; index < this.#waiting.length && this.#busy.size < this.#limit;) {
      const next = this.#waiting[index]
      if (next === undefined || this.#busy.has(next.key)) {
        index += 1
        continue
      }
      this.#waiting.splice(index, 1)
      this.#busy.add(next.key)
      next.go()
    }
  }
}
