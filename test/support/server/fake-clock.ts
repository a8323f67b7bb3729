import type { Clock } from '../../../server/db/clock.ts'

export interface FakeClock extends Clock {
  current: Date
  advance(ms: number): void
}

/** Stands still until a test moves it. */
export function fakeClock(start = new Date('2026-11-24T09:00:00Z')): FakeClock {
  return {
    current: start,
    now() {
      return Promise.resolve(new Date(this.current))
    },
    advance(ms) {
      this.current = new Date(this.current.getTime() + ms)
    },
  }
}
