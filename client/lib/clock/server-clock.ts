import type { ClockReading } from '#contracts/clock.ts'
import { createStore, type Store } from '../create-store.ts'

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
  readonly #face: Store<ClockFace>
  readonly subscribe: Store<ClockFace>['subscribe']

  constructor(first: ClockReading, deps: Ask) {
    this.#deps = deps
    this.#face = createStore({ reading: first, takenAtMs: deps.monotonicMs() })
    this.subscribe = this.#face.subscribe
  }

  readonly getReading = (): ClockReading => this.#face.get().reading

  remainingMs(): number {
    const { reading, takenAtMs } = this.#face.get()
    if (reading.state === 'submitted') return 0
    return Math.max(0, reading.remainingMs - (this.#deps.monotonicMs() - takenAtMs))
  }

  set(reading: ClockReading): void {
    this.#face.set({ reading, takenAtMs: this.#deps.monotonicMs() })
  }

  /** Asks again. Without an answer the old reading is counted on. */
  async refresh(): Promise<void> {
    const askedAtMs = this.#deps.monotonicMs()
    try {
      const reading = await this.#deps.ask()
      // The answer was true somewhere on its way; half of the way is the best guess, and never to the candidate's loss.
      this.#face.set({ reading, takenAtMs: askedAtMs + (this.#deps.monotonicMs() - askedAtMs) / 2 })
    } catch {
      return
    }
  }
}
