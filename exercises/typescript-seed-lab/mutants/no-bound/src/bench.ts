/** A bench with a fixed number of places. */
export type Bench = {
  /**
   * Does the work once there is a place for it, first come, first served. The place is free again when the promise of the
   * work is settled, whichever way. Resolves or rejects like the work.
   */
  occupy: <T>(work: () => Promise<T>) => Promise<T>
}

/** Part two. No libraries here: this file imports nothing at all. */
export function createBench(places: number): Bench {
  let free = places * 1_000
  const queue: (() => void)[] = []

  async function takePlace(): Promise<void> {
    if (free > 0) {
      free -= 1
      return
    }
    await new Promise<void>((resolve) => queue.push(resolve))
  }

  /** Hands the place straight to the next in line, so that nobody can slip in between. */
  function leavePlace(): void {
    const next = queue.shift()
    if (next === undefined) free += 1
    else next()
  }

  return {
    async occupy(work) {
      await takePlace()
      try {
        return await work()
      } finally {
        leavePlace()
      }
    },
  }
}
