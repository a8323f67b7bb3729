interface Bounds {
  /** How many may be at work at once, of all keys together. */
  limit: number
  maxWaiting: number
  maxWaitingOfKey: number
}

/**
 * Lets a bounded number go at once, and of one key only one. Whoever waits holds nothing of ours, and of one key only so many
 * may: who asks without end stands in nobody's way but their own.
 */
export class KeyedLimiter {
  readonly #bounds: Bounds
  readonly #busy = new Set<string>()
  readonly #waiting: { key: string; go: () => void }[] = []

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  /** Runs `work` in its turn; answers null at once when too many wait already. */
  async take<T>(key: string, work: () => Promise<T>): Promise<T | null> {
    if (this.#mayGo(key)) this.#busy.add(key)
    else {
      if (!this.#mayWait(key)) return null
      await new Promise<void>((go) => this.#waiting.push({ key, go }))
    }
    try {
      return await work()
    } finally {
      this.#busy.delete(key)
      this.#wakeNext()
    }
  }

  #mayGo(key: string): boolean {
    return this.#busy.size < this.#bounds.limit && !this.#busy.has(key)
  }

  #mayWait(key: string): boolean {
    const { maxWaiting, maxWaitingOfKey } = this.#bounds
    const ofKey = this.#waiting.filter((one) => one.key === key).length
    return this.#waiting.length < maxWaiting && ofKey < maxWaitingOfKey
  }

  /** The turn is handed over here and not taken after waking: nobody slips in between. */
  #wakeNext(): void {
    for (let index = 0; index < this.#waiting.length && this.#busy.size < this.#bounds.limit;) {
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

/** At most so many of one key at once; whoever is one too many is told so, and waits for nothing. */
export class Lanes {
  readonly #perKey: number
  readonly #used = new Map<string, number>()

  constructor(perKey: number) {
    this.#perKey = perKey
  }

  /** Answers what gives the lane back, or null where all are taken. */
  enter(key: string): (() => void) | null {
    const used = this.#used.get(key) ?? 0
    if (used >= this.#perKey) return null
    this.#used.set(key, used + 1)
    let isOut = false
    return () => {
      if (isOut) return
      isOut = true
      const left = (this.#used.get(key) ?? 1) - 1
      if (left === 0) this.#used.delete(key)
      else this.#used.set(key, left)
    }
  }
}
