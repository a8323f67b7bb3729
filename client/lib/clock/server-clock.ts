import type { ClockReading } from '#contracts/clock.ts'

interface ClockFace {
  reading: ClockReading
  /** `performance.now()` at the moment of the reading. */
  takenAtMs: number
}

interface Ask {
  ask: () => Promise<ClockReading>
  monotonicMs: () => number
}

/**
 * The attempt's clock as this page knows it: the newest reading of the server, counted on by the browser's monotonic clock,
 * so that changing the computer's time changes nothing.
 */
export class ServerClock {
  readonly #deps: Ask
  readonly #listeners = new Set<() => void>()
  #face: ClockFace

  constructor(first: ClockReading, deps: Ask) {
    this.#deps = deps
    this.#face = { reading: first, takenAtMs: deps.monotonicMs() }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getReading = (): ClockReading => this.#face.reading

  remainingMs(): number {
    const { reading, takenAtMs } = this.#face
    if (reading.state === 'submitted') return 0
    return Math.max(0, reading.remainingMs - (this.#deps.monotonicMs() - takenAtMs))
  }

  set(reading: ClockReading): void {
    this.#face = { reading, takenAtMs: this.#deps.monotonicMs() }
    for (const listener of this.#listeners) listener()
  }

  /** Asks again. Without an answer the old reading is counted on. */
  async refresh(): Promise<void> {
    const askedAtMs = this.#deps.monotonicMs()
    try {
      const reading = await this.#deps.ask()
      // The answer was true somewhere on its way; half of the way is the best guess, and never to the candidate's loss.
      this.set(reading)
      this.#face.takenAtMs = askedAtMs + (this.#deps.monotonicMs() - askedAtMs) / 2
    } catch {
      return
    }
  }
}
