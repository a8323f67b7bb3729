import { Redis, type RedisOptions } from 'ioredis'

/** Accepts `redis://…`, `rediss://…`, `unix:///path` and a bare socket path. */
export function connectRedis(url: string, options: RedisOptions): Redis {
  const path = url.startsWith('unix://') ? url.slice('unix://'.length) : url
  // Reconnecting goes on for ever, a little slower each time: Redis is a job queue and may come back any moment.
  const settings = { ...options, retryStrategy: (times: number) => Math.min(times * 100, 2_000) }
  return path.startsWith('/') ? new Redis({ ...settings, path }) : new Redis(path, settings)
}

/** Waits for what was asked and not yet answered; where Redis does not answer, it is let go of. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status !== 'ready') return redis.disconnect()
  await redis.quit().catch(() => redis.disconnect())
}
