import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Redis } from 'ioredis'
import type { RateKind } from '#contracts/route.ts'
import { AppError } from './app-error.ts'

export interface RateLimits {
  /** Throws `too_many` once a key has used up its points. */
  spend(kind: RateKind, key: string): Promise<void>
}

/** Points per second window. Generous per person, so that fifty candidates behind one address never meet them. */
const budgets = {
  guess: { points: 30, duration: 60 },
  change: { points: 1_200, duration: 60 },
  run: { points: 60, duration: 60 },
} as const satisfies Record<RateKind, { points: number; duration: number }>

/** Counts in Redis, shared by all servers; in memory while Redis is away. */
export function createRateLimits(redis: Redis, prefix: string): RateLimits {
  const limiterFor = (kind: RateKind) =>
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `${prefix}-rate-${kind}`,
      ...budgets[kind],
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(budgets[kind]),
    })
  const limiters = { guess: limiterFor('guess'), change: limiterFor('change'), run: limiterFor('run') }
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
