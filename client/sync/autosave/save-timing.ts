export interface SaveTiming {
  /** From the first keystroke that is nowhere yet until it is in the outbox. */
  keepMs: number
  /** A pause in typing that ends with a save. */
  pauseMs: number
  /** A save is made after this although the typing goes on. */
  longestWaitMs: number
}

export const usualTiming: SaveTiming = { keepMs: 200, pauseMs: 600, longestWaitMs: 3_000 }

/** Where the browser keeps nothing, only what has reached the server outlives the page. */
export const hurriedTiming: SaveTiming = { keepMs: 200, pauseMs: 400, longestWaitMs: 1_000 }

const firstRetryMs = 1_000
const longestRetryMs = 10_000

/** How long to wait after so many failures in a row. */
export const retryDelayMs = (failures: number) => Math.min(longestRetryMs, firstRetryMs * 2 ** failures)
