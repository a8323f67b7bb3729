const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** Between one try and the next: ten tries over 75 hours. */
const waitsMs = [
  ...[5 * secondMs, 5 * minuteMs, 30 * minuteMs],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hourMs),
]

/** Whoever asks for a longer pause gets none that is longer than this. */
const longestAskedMs = 24 * hourMs
const jitter = 0.1

interface Tried {
  /** Counts the one that has just failed. */
  tries: number
  now: Date
  /** What the receiver asked for. */
  retryAfterMs: number | null
  /** From 0 to 1: many that failed at once do not come back at once. */
  random: number
}

/** When a delivery is tried again, or null where that was the last try. */
export function nextTryAt({ tries, now, retryAfterMs, random }: Tried): Date | null {
  const waitMs = waitsMs[tries - 1]
  if (waitMs === undefined) return null
  const spreadMs = waitMs * (1 + jitter * (2 * random - 1))
  const askedMs = Math.min(retryAfterMs ?? 0, longestAskedMs)
  return new Date(now.getTime() + Math.max(spreadMs, askedMs))
}

/** The value of a `Retry-After` header, which is seconds or a date; null where it is neither. */
export function readRetryAfter(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * secondMs
  const at = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}
