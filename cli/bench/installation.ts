import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pino } from 'pino'
import { configFor } from '../../server/config.ts'
import { startServer, type RunningServer } from '../../server/start-server.ts'
import type { Services } from '../../scripts/setup/services.ts'
import { createDatabase } from './own-database.ts'

const checkout = join(import.meta.dirname, '..', '..')

export interface Installation {
  server: RunningServer
  /** A worker process of its own, as it really runs. */
  startWorker: (environment: Record<string, string>) => Promise<BenchWorker>
  stop: () => Promise<void>
}

export interface BenchWorker {
  residentMiB: () => number
  stop: () => Promise<void>
}

/** A whole product with a database of its own, dropped at the end. */
export async function openInstallation(services: Services): Promise<Installation> {
  const database = await createDatabase(services.adminUrl)
  const workerToken = randomBytes(24).toString('hex')
  const queuePrefix = `bench-${randomBytes(5).toString('hex')}`
  const config = configFor({
    databaseUrl: database.url,
    redisUrl: services.redisUrl,
    workerToken,
    authSecret: randomBytes(32).toString('hex'),
    queuePrefix,
    exercisesDir: join(checkout, 'exercises'),
    clientDir: join(checkout, 'client/dist'),
  })
  const server = await startServer({ config, log: pino({ level: 'error' }) })
  const startWorker = (environment: Record<string, string>) =>
    openWorker(server, {
      PATH: process.env['PATH'],
      REDIS_URL: services.redisUrl,
      SERVER_URL: server.deps.publicUrl,
      WORKER_TOKEN: workerToken,
      DOCKER_HOST: services.dockerHost,
      QUEUE_PREFIX: queuePrefix,
      LOG_LEVEL: 'error',
      ...environment,
    })
  const stop = async () => {
    await server.stop()
    await database.drop()
  }
  return { server, startWorker, stop }
}

async function openWorker(
  server: RunningServer,
  env: Record<string, string | undefined>,
): Promise<BenchWorker> {
  const child = spawn(process.execPath, [join(checkout, 'workers', 'main.ts')], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const exited = once(child, 'exit')
  while (!(await server.deps.jobs.workerOnline())) {
    if (child.exitCode !== null) throw new Error('The worker ended before it was ready.')
    await delay(100)
  }
  return {
    residentMiB: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024
    },
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
