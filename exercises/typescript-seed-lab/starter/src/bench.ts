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
  void places
  return { occupy: (work) => work() }
}
