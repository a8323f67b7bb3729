import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { languageSchema, type Language } from '#contracts/languages.ts'
import { liveChannel, workerPresenceKey, workerPresenceTtlMs } from '#contracts/jobs.ts'
import { ensureSandboxImages, type SandboxImages } from '../sandbox-images/build.ts'
import { askTools } from './ask-tools.ts'
import type { WorkerConfig } from './config.ts'
import { withTimeout } from '../platform/with-timeout.ts'
import { connectRedis } from '../platform/redis.ts'
import { watchEngine } from './link/engine-watch.ts'
import { openServerClient } from './link/server-client.ts'
import { readProberKit } from './runs/read-prober-kit.ts'
import { policySha256 } from './policy-hash.ts'
import { openRunWorker } from './run-worker.ts'
import { openDockerSandbox } from './sandbox/docker.ts'
import { checkHost } from './sandbox/check-host.ts'
import { BoxPool } from './pool/pool.ts'
import { prewarmBox } from './pool/prewarm-box.ts'

const presenceEveryMs = workerPresenceTtlMs / 3
const reapEveryMs = 30_000
/** A hung engine holds nothing up: what it did not remove then is left to the next life, or to a sibling. */
const clearUpWithinMs = 8_000

/** Starts a whole worker and answers with the way to stop it. */
export async function startWorker(deps: {
  config: WorkerConfig
  now: () => number
  log: Logger
}): Promise<{ stop: () => Promise<void> }> {
  const { config, log } = deps
  const proberKit = await readProberKit(config.proberKitDir)
  const owner = {
    installationId: config.installationId,
    workerId: config.workerId,
    bootId: randomUUID(),
    runtime: config.sandboxRuntime,
  }
  const engineSandbox = openDockerSandbox({
    dockerHost: config.dockerHost,
    owner,
    now: deps.now,
    onTrouble: (problem) => engine.doubt(problem),
  })
  const sandbox = new BoxPool({ sandbox: engineSandbox, ...config.pool, log })
  const redis = {
    consumer: connectRedis(config.redisUrl, { maxRetriesPerRequest: null }),
    producer: connectRedis(config.redisUrl, { maxRetriesPerRequest: null }),
    live: connectRedis(config.redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }),
  }
  for (const client of Object.values(redis)) client.on('error', (err: Error) => log.debug({ err }, 'redis'))
  const server = openServerClient({ ...config, onTrouble: (problem) => log.warn({ problem }, 'server') })
  let images: SandboxImages | null = null
  const runWorker = openRunWorker({
    config,
    consumerRedis: redis.consumer,
    producerRedis: redis.producer,
    server,
    policySha256: policySha256(config.sandboxRuntime),
    execution: () => {
      if (images === null) throw new Error('A job was taken before the sandbox images were known.')
      return { sandbox, images, proberKit, hasRaceDetector: config.hasRaceDetector, log }
    },
    // Lossy by contract: a page that misses a line gets the whole output with the report.
    publish: (event) =>
      void redis.live.publish(liveChannel(config.queuePrefix), JSON.stringify(event)).catch(() => 0),
    onReported: () => void sandbox.refill(),
    log,
  })
  const prepareBoxes = async () => {
    if (images === null) return
    for (const wanted of await server.prewarmHints()) prewarmBox(sandbox, images, wanted)
    await sandbox.refill()
  }
  const leaving = new AbortController()
  let unreported: readonly Language[] = languageSchema.options
  let asking: Promise<unknown> = Promise.resolve()
  /** Until the server has taken it: a worker may be there first. */
  const reportTools = async () => {
    if (images === null) return
    const left: Language[] = []
    for (const language of unreported) {
      if (leaving.signal.aborted) return
      const answer = askTools({ sandbox: engineSandbox, images, signal: leaving.signal }, language)
      asking = answer
      const tools = await answer
      if (!(await server.reportTools(language, tools))) left.push(language)
    }
    unreported = left
  }
  const settle = () =>
    prepareBoxes()
      .then(reportTools)
      .catch((err: unknown) => {
        if (!leaving.signal.aborted) log.warn({ err }, 'not all is prepared; it is tried again')
      })
  const reap = async () => {
    const count = await sandbox.reap(deps.now())
    if (count > 0) log.warn({ count }, 'removed boxes that nobody looked after')
  }
  const engine = watchEngine({
    sandbox,
    onUp: async (signal) => {
      const { dockerHost } = config
      await checkHost({ config, log, signal })
      await reap()
      images = await ensureSandboxImages({ dockerHost, log: (line) => log.info(line), signal })
      await sandbox.tryOut(images.prober)
      if (signal.aborted) return
      runWorker.resume()
      await publishPresence()
      void settle()
      log.info({ slots: config.runSlots, submissionSlots: config.submissionSlots }, 'ready for runs')
    },
    onDown: () => void runWorker.pause(),
    sayDown: (reason) =>
      log.error(
        { dockerHost: config.dockerHost, reason },
        'no boxes can be opened: runs wait in their queues',
      ),
  })
  const publishPresence = async () => {
    await redis.live
      .set(workerPresenceKey(config.queuePrefix), config.workerId, 'PX', workerPresenceTtlMs)
      .catch(() => null)
  }
  const presence = setInterval(() => void (engine.isUp() && publishPresence()), presenceEveryMs)
  const reaping = setInterval(() => {
    if (engine.isUp()) reap().then(settle, (err: unknown) => log.warn({ err }, 'reaper'))
  }, reapEveryMs)
  const stop = async () => {
    clearInterval(presence)
    clearInterval(reaping)
    leaving.abort()
    await engine.stop()
    await Promise.all([withTimeout(clearUpWithinMs, asking), runWorker.stop()])
    if (!(await withTimeout(clearUpWithinMs, sandbox.drain()))) log.warn('some boxes are left to be removed')
    for (const client of Object.values(redis)) client.disconnect()
  }
  return { stop }
}
