import { z } from 'zod'

/** Saves that arrive up to this long after the deadline are accepted and flagged. */
export const graceMs = 60_000

/** The only facts stored about an attempt's time. Everything else is computed from them. */
export interface ClockFacts {
  startedAt: Date
  baseDurationMs: number
  /** 1 for none; 1.5 means half as much time again. */
  extraTimeFactor: number
  /** Time given back for faults of the platform. Append-only; undone by a negative entry. */
  creditsMs: readonly number[]
  submittedAt: Date | null
}

/** `running` until the deadline, `grace` for `graceMs` after it, then `over` until the sweeper has frozen it as `submitted`. */
export const attemptStateSchema = z.enum(['running', 'grace', 'over', 'submitted'])
export type AttemptState = z.infer<typeof attemptStateSchema>

/** The instant at which an attempt ends. */
export function deadline(facts: ClockFacts): Date {
  const creditMs = facts.creditsMs.reduce((sum, credit) => sum + credit, 0)
  return new Date(facts.startedAt.getTime() + facts.baseDurationMs * facts.extraTimeFactor + creditMs)
}

export function attemptState(facts: ClockFacts, now: Date): AttemptState {
  if (facts.submittedAt !== null) return 'submitted'
  const lateMs = now.getTime() - deadline(facts).getTime()
  if (lateMs < 0) return 'running'
  return lateMs < graceMs ? 'grace' : 'over'
}

/** Why time was given back. The platform measures the first three by itself. */
export const creditKindSchema = z.enum(['outage', 'queue', 'platform_error', 'staff'])
export type CreditKind = z.infer<typeof creditKindSchema>

/** Time that was given back and that its candidate has not yet said to have seen. The reason is written for them. */
export const givenBackSchema = z.object({ id: z.uuid(), amountMs: z.number(), reason: z.string() })
export type GivenBack = z.infer<typeof givenBackSchema>

/** A reading of an attempt's clock. The browser counts down from `remainingMs` by its own monotonic clock. */
export const clockReadingSchema = z.object({
  state: attemptStateSchema,
  startedAt: z.iso.datetime(),
  deadline: z.iso.datetime(),
  asOf: z.iso.datetime(),
  remainingMs: z.number().min(0),
  totalMs: z.number(),
  givenBack: z.array(givenBackSchema),
})
export type ClockReading = z.infer<typeof clockReadingSchema>

export function readClock(facts: ClockFacts, now: Date, givenBack: readonly GivenBack[] = []): ClockReading {
  const end = deadline(facts)
  return {
    state: attemptState(facts, now),
    startedAt: facts.startedAt.toISOString(),
    deadline: end.toISOString(),
    asOf: now.toISOString(),
    remainingMs: facts.submittedAt === null ? Math.max(0, end.getTime() - now.getTime()) : 0,
    totalMs: end.getTime() - facts.startedAt.getTime(),
    givenBack: facts.submittedAt === null ? [...givenBack] : [],
  }
}

/** How long a candidate may write notes once the code is frozen, and how much later notes on their way are still taken. */
export const notesWindowMs = 10 * 60_000
export const notesGraceMs = 15_000

/** The instant at which notes close. It counts from when the code was taken, which after an outage is later than the deadline. */
export const notesEnd = (frozenAt: Date) => new Date(frozenAt.getTime() + notesWindowMs)
