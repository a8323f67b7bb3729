import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectRedis } from '#platform/redis.ts'
import { eventually } from '../eventually.ts'
import type { TestServer } from './test-server.ts'
import { workerEnvironment } from '../worker/test-worker.ts'

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

/** Ends a process by a signal, unless it has ended already, and waits until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

type WorkerSettings = { WORKER_ID: string } & Record<string, string>

/** A worker as it really runs, in a process of its own, which may not have got anywhere yet. */
export function spawnWorker(
  server: TestServer,
  settings: WorkerSettings,
): { child: ChildProcess; printed: () => string } {
  const child = spawn(process.execPath, ['workers/main.ts'], {
    env: { PATH: process.env['PATH'], ...workerEnvironment(server), ...settings, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout?.on('data', (chunk) => (printed += String(chunk)))
  return { child, printed: () => printed }
}

/** The same once it takes runs. */
export async function startWorkerProcess(
  server: TestServer,
  settings: WorkerSettings,
): Promise<ChildProcess> {
  const { child, printed } = spawnWorker(server, settings)
  await eventually(async () => hasEnded(child) || printed().includes('ready for runs'), 120_000)
  return child
}

/** For a further server on the same database and with the same secrets; what it announces, nobody hears. */
export function siblingEnvironment(
  installation: TestServer,
  settings: { PORT: string } & Record<string, string>,
): Record<string, string | undefined> {
  return {
    PATH: process.env['PATH'],
    DATABASE_URL: installation.config.databaseUrl,
    REDIS_URL: installation.config.redisUrl,
    QUEUE_PREFIX: `test-${randomBytes(5).toString('hex')}`,
    WORKER_TOKEN: installation.config.workerToken,
    AUTH_SECRET: installation.config.authSecret,
    LOG_LEVEL: 'error',
    ...settings,
  }
}

/** The server as it really runs, not waited for. */
export function spawnServer(environment: Record<string, string | undefined>): {
  child: ChildProcess
  printed: () => string
} {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout?.on('data', (chunk) => (printed += String(chunk)))
  return { child, printed: () => printed }
}

/** The same once it is ready, with what it printed until then. */
export async function startServerProcess(
  environment: Record<string, string | undefined>,
): Promise<{ child: ChildProcess; printed: string }> {
  const { child, printed } = spawnServer(environment)
  await eventually(async () => hasEnded(child) || /Fairtime is at.*\n$/s.test(printed()), 60_000)
  if (hasEnded(child)) throw new Error(`The server ended with ${child.exitCode ?? child.signalCode}`)
  return { child, printed: printed() }
}

export interface OwnRedis {
  url: string
  /** Kills it at once, so that it loses everything. */
  kill(): Promise<void>
  /** It keeps its connections and answers nothing any more. */
  freeze(): void
  /** Starts it again, empty. */
  start(): Promise<void>
  stop(): Promise<void>
}

/** A Redis of one test alone: what is done to it must not reach its neighbours. */
export async function startOwnRedis(): Promise<OwnRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'fairtime-redis-'))
  const url = join(folder, 'redis.sock')
  let child: ChildProcess
  const start = async () => {
    await rm(url, { force: true })
    const settings = ['--port', '0', '--unixsocket', url, '--dir', folder, '--save', '']
    child = spawn('redis-server', settings, { stdio: 'ignore' })
    const probe = connectRedis(url, { maxRetriesPerRequest: null })
    probe.on('error', () => undefined)
    await probe.ping()
    probe.disconnect()
  }
  await start()
  return {
    url,
    start,
    kill: () => end(child, 'SIGKILL'),
    freeze: () => void child.kill('SIGSTOP'),
    async stop() {
      await end(child, 'SIGKILL')
      await rm(folder, { recursive: true })
    },
  }
}
