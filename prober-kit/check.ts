import type { Candidate } from './candidate.ts'
import type { Expect } from './expect.ts'
import type { Random } from './random.ts'
import type { Replies } from './replies.ts'
import type { Upstream } from './upstream.ts'

/**
 * What a check is given. Probes reach the kit through this object alone and import its types only, so an exercise's
 * probes run wherever the kit was put.
 */
export type CheckContext = {
  upstream: Upstream
  candidate: Candidate
  reply: Replies
  expect: Expect
  random: Random
  /** Lets time pass, to see that something does *not* happen. To wait for something, use `upstream.until`. */
  letPass: (durationMs: number) => Promise<void>
}

/** When a check is over whatever happens: 5 s, unless it says what it needs and why. Reviewers read the reason where it was not enough. */
type Cap = { capMs?: undefined } | { capMs: number; capReason: string }

/** One graded expectation. `run` resolves to what was seen when all is well, and throws through `expect` when not. */
export type Check = Cap & {
  id: string
  title: string
  expected: string
  run: (context: CheckContext) => Promise<string>
}
