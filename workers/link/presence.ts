import type { Redis } from 'ioredis'
import { workerPresenceKey, workerPresenceTtlMs } from '#contracts/jobs.ts'
import type { WorkerConfig } from '../config.ts'

interface PresenceDeps {
  config: Pick<WorkerConfig, 'queuePrefix' | 'workerId'>
  redis: Redis
  isUp: () => boolean
}

/** Says in Redis, for as long as the engine is up, that a worker is there; the server shows it to candidates whose run waits. */
export function announcePresence({ config, redis, isUp }: PresenceDeps) {
  const publish = async () => {
    await redis
      .set(workerPresenceKey(config.queuePrefix), config.workerId, 'PX', workerPresenceTtlMs)
      .catch(() => null)
  }
  const timer = setInterval(() => void (isUp() && publish()), workerPresenceTtlMs / 3)
  return { publish, stop: () => clearInterval(timer) }
}
