import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { withTimeout } from './with-timeout.ts'

interface CloseOptions {
  /** The connection over which the consumers acknowledge their jobs. */
  redis: Redis
  /** Of a Redis that is connected and does not answer. */
  timeoutMs: number
}

/**
 * Closes queue consumers and waits for the jobs under way. If Redis is away, or goes meanwhile, it stops waiting, because BullMQ
 * cannot acknowledge a job then: what was cut off stays in its queue. `close` is told whether it must not wait. Answers false when
 * the timeout ended it.
 */
export async function closeConsumers(
  { redis, timeoutMs }: CloseOptions,
  close: (isForced: boolean) => Promise<unknown>,
): Promise<boolean> {
  const isForced = redis.status !== 'ready'
  const closed = close(isForced)
  if (isForced) return withTimeout(timeoutMs, closed)
  const settled = new AbortController()
  const disconnected = once(redis, 'close', { signal: settled.signal }).catch(() => undefined)
  return withTimeout(timeoutMs, Promise.race([closed, disconnected])).finally(() => settled.abort())
}
