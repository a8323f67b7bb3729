import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { liveChannel } from '#contracts/jobs.ts'
import type { WorkspaceFile } from '#contracts/workspace.ts'
import { connectRedis } from '#platform/redis.ts'
import { withTimeout } from '#platform/with-timeout.ts'
import { ensureSandboxImages, type SandboxImages } from '../sandbox-images/build.ts'
import type { WorkerConfig } from './config.ts'
import { announcePresence } from './link/presence.ts'
import { watchEngine, type EngineWatch } from './link/engine-watch.ts'
import { openServerClient, type ServerClient } from './link/server-client.ts'
import { ToolReporter } from './link/tool-reporter.ts'
import { policySha256 } from './policy-hash.ts'
import { BoxPool } from './pool/pool.ts'
import { prewarmBox } from './pool/prewarm-box.ts'
import { openRunWorker, type RunWorker } from './run-worker.ts'
import { readProberKit } from './runs/read-prober-kit.ts'
import { checkHost } from './sandbox/check-host.ts'
import { openDockerSandbox } from './sandbox/docker.ts'
import type { Sandbox } from './sandbox/sandbox.ts'

const reapEveryMs = 30_000
/** A hung engine holds nothing up: what it did not remove then is left to the next boot, or to a sibling. */
const clearUpWithinMs = 8_000

interface WorkerDeps {
  config: WorkerConfig
  now: () => number
  log: Logger
}

/** What the parts of one worker share. Images are known once the engine has answered. */
interface Parts extends WorkerDeps {
  redis: ReturnType<typeof openRedis>
  server: ServerClient
  engineSandbox: Sandbox
  pool: BoxPool
  images: { current: SandboxImages | null }
}

/** Starts a whole worker and answers with the way to stop it. */
export async function startWorker(deps: WorkerDeps): Promise<{ stop: () => Promise<void> }> {
  const proberKit = await readProberKit(deps.config.proberKitDir)
  const parts = openParts(deps, (problem) => engine.doubt(problem))
  const runWorker = openRuns(parts, proberKit)
  const tools = new ToolReporter(parts)
  const prepare = () =>
    prepareBoxes(parts)
      .then(() => tools.report(parts.images.current))
      .catch((err: unknown) => {
        if (!tools.isStopped()) deps.log.warn({ err }, 'not all is prepared; it is tried again')
      })
  const presence = announcePresence({ ...deps, redis: parts.redis.live, isUp: () => engine.isUp() })
  const engine = watchParts(parts, runWorker, async () => {
    await presence.publish()
    void prepare()
  })
  const reaping = setInterval(() => {
    if (engine.isUp())
      reap(parts).then(prepare, (err: unknown) => deps.log.warn({ err }, 'could not remove left boxes'))
  }, reapEveryMs)
  const stop = async () => {
    presence.stop()
    clearInterval(reaping)
    tools.stop()
    await engine.stop()
    await Promise.all([withTimeout(clearUpWithinMs, tools.settled()), runWorker.stop()])
    if (!(await withTimeout(clearUpWithinMs, parts.pool.drain())))
      deps.log.warn('some boxes are left to be removed')
    for (const client of Object.values(parts.redis)) client.disconnect()
  }
  return { stop }
}

function openParts(deps: WorkerDeps, onTrouble: (problem: string) => void): Parts {
  const { config, log } = deps
  const owner = {
    installationId: config.installationId,
    workerId: config.workerId,
    bootId: randomUUID(),
    runtime: config.sandboxRuntime,
  }
  const engineSandbox = openDockerSandbox({ dockerHost: config.dockerHost, owner, now: deps.now, onTrouble })
  return {
    ...deps,
    redis: openRedis(deps),
    server: openServerClient({ ...config, onTrouble: (problem) => log.warn({ problem }, 'server') }),
    engineSandbox,
    pool: new BoxPool({ sandbox: engineSandbox, ...config.pool, log }),
    images: { current: null },
  }
}

function openRedis({ config, log }: WorkerDeps) {
  const redis = {
    consumer: connectRedis(config.redisUrl, { maxRetriesPerRequest: null }),
    producer: connectRedis(config.redisUrl, { maxRetriesPerRequest: null }),
    live: connectRedis(config.redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }),
  }
  for (const client of Object.values(redis)) client.on('error', (err: Error) => log.debug({ err }, 'redis'))
  return redis
}

function openRuns(
  { config, log, redis, server, pool, images }: Parts,
  proberKit: WorkspaceFile[],
): RunWorker {
  return openRunWorker({
    config,
    consumerRedis: redis.consumer,
    producerRedis: redis.producer,
    server,
    policySha256: policySha256(config.sandboxRuntime),
    execution: () => {
      if (images.current === null) throw new Error('A job was taken before the sandbox images were known.')
      const { hasRaceDetector } = config
      return { sandbox: pool, images: images.current, proberKit, hasRaceDetector, log }
    },
    // Lossy by contract: a page that misses a line gets the whole output with the report.
    publish: (event) =>
      void redis.live.publish(liveChannel(config.queuePrefix), JSON.stringify(event)).catch(() => 0),
    onReported: () => void pool.refill(),
    log,
  })
}

function watchParts(parts: Parts, runWorker: RunWorker, onReady: () => Promise<void>): EngineWatch {
  const { config, log, pool } = parts
  const { dockerHost } = config
  return watchEngine({
    sandbox: pool,
    onUp: async (signal) => {
      await checkHost({ config, log, signal })
      await reap(parts)
      const images = await ensureSandboxImages({ dockerHost, log: (line) => log.info(line), signal })
      parts.images.current = images
      await pool.tryOut(images.prober)
      if (signal.aborted) return
      runWorker.resume()
      await onReady()
      log.info({ slots: config.runSlots, submissionSlots: config.submissionSlots }, 'ready for runs')
    },
    onDown: () => void runWorker.pause(),
    logDown: (reason) =>
      log.error({ dockerHost, reason }, 'no boxes can be opened: runs wait in their queues'),
  })
}

async function prepareBoxes({ images, server, pool }: Parts): Promise<void> {
  if (images.current === null) return
  for (const hint of await server.prewarmHints()) prewarmBox(pool, images.current, hint)
  await pool.refill()
}

async function reap({ pool, now, log }: Parts): Promise<void> {
  const count = await pool.reap(now())
  if (count > 0) log.warn({ count }, 'removed boxes that nobody looked after')
}
