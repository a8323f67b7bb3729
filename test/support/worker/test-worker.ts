import { pino } from 'pino'
import { readWorkerConfig } from '../../../workers/config.ts'
import { startWorker } from '../../../workers/start-worker.ts'
import { eventually } from '../eventually.ts'
import { testSettings } from '../run/settings.ts'
import type { TestServer } from '../server/test-server.ts'

/** What a worker of this server would find in its environment. */
export function workerEnvironment(server: TestServer): Record<string, string> {
  return {
    REDIS_URL: server.config.redisUrl,
    SERVER_URL: server.url,
    WORKER_TOKEN: server.config.workerToken,
    DOCKER_HOST: testSettings().dockerHost,
    QUEUE_PREFIX: server.config.queuePrefix,
    LOG_LEVEL: 'warn',
  }
}

/** A whole worker with real boxes, in this process, ready to take runs. */
export async function startTestWorker(server: TestServer): Promise<{ stop(): Promise<void> }> {
  const config = readWorkerConfig({ ...workerEnvironment(server), LOG_LEVEL: 'silent' })
  const worker = await startWorker({ config, now: () => Date.now(), log: pino({ level: 'silent' }) })
  await eventually(() => server.deps.jobs.workerOnline(), 60_000)
  return worker
}
