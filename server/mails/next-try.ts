const minuteMs = 60_000
const longestWaitMs = 60 * minuteMs
const givesUpAfterMs = 2 * 24 * 60 * minuteMs

/**
 * When a mail that is being tried now is tried again, should this try fail or never end: after one minute, two, four, and so on up
 * to an hour. `tries` counts this one.
 */
export function nextTryAt(tries: number, now: Date): Date {
  const waitMs = Math.min(longestWaitMs, minuteMs * 2 ** Math.min(tries - 1, 10))
  return new Date(now.getTime() + waitMs)
}

/** Two days without success: whoever waits for the mail has to be told by other means. */
export const givesUp = (dueAt: Date, now: Date) => now.getTime() - dueAt.getTime() >= givesUpAfterMs
