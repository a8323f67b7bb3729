import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Redis } from 'ioredis'
import type { RateKind } from '#contracts/route.ts'
import { AppError } from '../app-error.ts'

export interface RateLimits {
  /** Throws `too_many` once a key has used up its points. */
  spend(kind: RateKind, key: string): Promise<void>
}

/** Counts what went wrong under a key within the last minutes. */
export interface FailureCounter {
  count(key: string): Promise<number>
  add(key: string): Promise<void>
  clear(key: string): Promise<void>
}

/**
 * Points per second window. Generous per person, so that fifty candidates behind one address never meet them. `token` pays for
 * secrets that were wrong and for nothing else, so that a right one is never refused for others' mistakes.
 */
const budgets = {
  token: { points: 120, duration: 60 },
  change: { points: 1_200, duration: 60 },
  run: { points: 60, duration: 60 },
  key: { points: 600, duration: 60 },
} as const satisfies Record<RateKind, { points: number; duration: number }>

const failureMemorySeconds = 15 * 60

function openLimiter(redis: Redis, keyPrefix: string, budget: { points: number; duration: number }) {
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    ...budget,
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(budget),
  })
}

/** Counts in Redis, shared by all servers; in memory while Redis is away. */
export function createRateLimits(redis: Redis, prefix: string): RateLimits {
  const limiterFor = (kind: RateKind) => openLimiter(redis, `${prefix}-rate-${kind}`, budgets[kind])
  const limiters = {
    token: limiterFor('token'),
    change: limiterFor('change'),
    run: limiterFor('run'),
    key: limiterFor('key'),
  }
  return {
    async spend(kind, key) {
      try {
        await limiters[kind].consume(key)
      } catch (error) {
        if (error instanceof RateLimiterRes) throw new AppError('too_many')
        throw error
      }
    },
  }
}

/** The same store, without a limit: who slows down, and how much, is the caller's business. */
export function createFailureCounter(redis: Redis, prefix: string): FailureCounter {
  const limiter = openLimiter(redis, `${prefix}-failures`, {
    points: Number.MAX_SAFE_INTEGER,
    duration: failureMemorySeconds,
  })
  return {
    count: async (key) => (await limiter.get(key))?.consumedPoints ?? 0,
    add: async (key) => void (await limiter.consume(key)),
    clear: async (key) => void (await limiter.delete(key)),
  }
}
