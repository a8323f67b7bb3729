import { deadline, type ClockFacts } from '#contracts/clock.ts'

export interface Interval {
  from: Date
  until: Date
}

/** What was given to an attempt before. Intervals stay even where staff took their credit back: that decision stands. */
export interface Given {
  intervals: readonly Interval[]
  /** By the platform, less what was taken back. */
  platformMs: number
}

/** What is lost, and when: the part of a fault that no earlier credit stands for. */
export interface Lost extends Interval {
  amountMs: number
}

/** The platform gives no more than this to one attempt; people may. */
export const platformCapMs = 60 * 60_000
/**
 * The platform gives no more than this by itself for what one candidate alone met: their code may have caused it, and time must
 * not be had that way. Three runs that end through us, or a quarter of an hour without a worker; above it staff decide.
 */
export const ownReachCapMs = 15 * 60_000
/** Nobody comes back from an outage to less than this. */
export const noticeMs = 5 * 60_000
/** What one run that ended through a fault of ours gives back at most. */
export const runFaultCapMs = 5 * 60_000

const later = (a: Date, b: Date) => (a > b ? a : b)
const earlier = (a: Date, b: Date) => (a < b ? a : b)

/** The parts of an interval that none of the others covers, as their sum and their bounds; null where nothing is left. */
export function uncovered(interval: Interval, covered: readonly Interval[]): Lost | null {
  const parts: Interval[] = []
  let from = interval.from
  for (const other of [...covered].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    const until = earlier(other.from, interval.until)
    if (from < until) parts.push({ from, until })
    from = later(from, other.until)
  }
  if (from < interval.until) parts.push({ from, until: interval.until })
  const [first] = parts
  const last = parts.at(-1)
  if (first === undefined || last === undefined) return null
  const amountMs = parts.reduce((sum, part) => sum + part.until.getTime() - part.from.getTime(), 0)
  return { from: first.from, until: last.until, amountMs }
}

/** What a fault gives back while the attempt's time ran: what was lost of it, once, up to the cap. */
export function faultCredit(fault: Interval, facts: ClockFacts, given: Given): Lost | null {
  const running = { from: later(fault.from, facts.startedAt), until: earlier(fault.until, deadline(facts)) }
  const lost = uncovered(running, given.intervals)
  return lost && capped(lost, platformCapMs - given.platformMs)
}

/** What of a lost time the platform gives by itself where its cause may lie with the attempt, and what it leaves to staff. */
export function shareOfOwnReach(
  amountMs: number,
  earlierMs: number,
): { givenMs: number; withheldMs: number } {
  const givenMs = Math.max(0, Math.min(amountMs, ownReachCapMs - earlierMs))
  return { givenMs, withheldMs: amountMs - givenMs }
}

/**
 * What an outage gives back: the clock stands still while nobody can be reached. Where the deadline fell into it, the attempt
 * opens again for what was left of it, up to the cap and never for less than the notice, however long the outage was.
 */
export function outageCredit(outage: Interval, facts: ClockFacts, given: Given): Lost | null {
  const end = deadline(facts)
  if (end <= outage.from || facts.startedAt >= outage.until) return null
  const paused = { from: later(outage.from, facts.startedAt), until: outage.until }
  const lost = uncovered(paused, given.intervals)
  const credit = lost && capped(lost, platformCapMs - given.platformMs)
  if (end >= outage.until) return credit
  const leftMs = Math.min(end.getTime() - paused.from.getTime(), platformCapMs)
  const reopenMs = outage.until.getTime() + Math.max(leftMs, noticeMs) - end.getTime()
  return { ...paused, amountMs: Math.max(reopenMs, credit?.amountMs ?? 0) }
}

function capped(lost: Lost, mostMs: number): Lost | null {
  return mostMs <= 0 ? null : { ...lost, amountMs: Math.min(lost.amountMs, mostMs) }
}
