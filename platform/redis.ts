import { Redis, type RedisOptions } from 'ioredis'

/** Accepts `redis://…`, `rediss://…`, `unix:///path` and a bare socket path. */
export function connectRedis(url: string, options: RedisOptions): Redis {
  const path = url.startsWith('unix://') ? url.slice('unix://'.length) : url
  // Redis only wakes people up and may come back any moment, so reconnecting never ends; it slows down to every two seconds.
  const settings = { ...options, retryStrategy: (times: number) => Math.min(times * 100, 2_000) }
  return path.startsWith('/') ? new Redis({ ...settings, path }) : new Redis(path, settings)
}

/** Waits for commands that are not answered yet; disconnects without waiting where Redis does not answer. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status !== 'ready') return redis.disconnect()
  await redis.quit().catch(() => redis.disconnect())
}
