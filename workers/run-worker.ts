import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Queue, Worker, type Job } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { heartbeatEveryMs, type ClaimedRun } from '#contracts/api/worker.ts'
import {
  jobCatalogue,
  runReportJobId,
  type LiveRunEvent,
  type RunQueueName,
  type RunReport,
} from '#contracts/jobs.ts'
import { sendable } from './runs/check-report.ts'
import type { WorkerConfig } from './config.ts'
import { executeRun } from './runs/execute-run.ts'
import type { ExecuteDeps, RunOutcome } from './runs/execution.ts'
import { withTimeout } from '../platform/with-timeout.ts'
import { PriorityGate } from './link/priority-gate.ts'
import { openLiveFeed } from './link/live-feed.ts'
import type { ServerClient } from './link/server-client.ts'

export interface RunWorkerDeps {
  config: WorkerConfig
  /** Both for BullMQ: consumers block on theirs. */
  consumerRedis: Redis
  producerRedis: Redis
  server: ServerClient
  /** Names the policy of all boxes here, for the record. */
  policySha256: string
  execution: () => ExecuteDeps
  publish: (event: LiveRunEvent) => void
  /** Called when a run has been reported: now nothing waits for what is still to be cleared up. */
  onReported: () => void
  log: Logger
}

export interface RunWorker {
  resume: () => void
  /** Takes no further job; those under way go on. */
  pause: () => Promise<void>
  stop: () => Promise<void>
}

/** A run that is still going then is given back, and the server rings again at once. */
const finishWithinMs = 8_000
/** A box that was told to stop may take so long to be gone; a hung engine must not hold its run. */
const abandonAfterMs = 4_000
/** A Redis that is there and does not answer is not waited for either. */
const shutdownTimeoutMs = 1_000

/** Takes runs, submissions and regrades from their queues. A run ends in a report, or is left for whoever claims it next. */
export function openRunWorker(deps: RunWorkerDeps): RunWorker {
  const { config, log } = deps
  const shared = { prefix: config.queuePrefix }
  const reports = new Queue('run-reports', { ...shared, connection: deps.producerRedis })
  const stopping = new AbortController()
  const closing = new AbortController()
  let isAccepting = false
  const awaited = ['runs', 'submissions'].map(
    (name) => new Queue(name, { ...shared, connection: deps.producerRedis }),
  )
  const priorityGate = new PriorityGate({
    countWaiting: async () => {
      const counts = await Promise.all(awaited.map((queue) => queue.count()))
      return counts.reduce((sum, count) => sum + count, 0)
    },
    isAccepting: () => isAccepting,
  })
  const executions = new Set<Promise<unknown>>()
  const jobDeps = { ...deps, reports, executions, signal: stopping.signal }
  const handle = (job: Job) => handleJob(jobDeps, jobCatalogue.runs.parse(job.data))
  const serve = (job: Job) => priorityGate.serve(() => handle(job))
  /** Not claimed before its turn, so it is nobody's loss if this worker goes. Candidates hear nothing of it. */
  const regrade = async (job: Job) => {
    if (!(await priorityGate.waitUntilIdle(closing.signal))) return
    await handleJob({ ...jobDeps, publish: () => undefined }, jobCatalogue.regrades.parse(job.data))
  }
  const consume = (name: RunQueueName, concurrency: number) => {
    const worker = new Worker(name, name === 'regrades' ? regrade : serve, {
      ...shared,
      connection: deps.consumerRedis,
      concurrency,
      autorun: false,
      // A dead worker's run is another's within 15 s: its lock has to run out, and the next look may have just been missed.
      lockDuration: 8_000,
      stalledInterval: 3_000,
      maxStalledCount: 2,
    })
    worker.on('error', (err) => log.debug({ err }, 'queue'))
    worker.on('failed', (job, err) =>
      log.error({ err, runId: job?.data?.runId }, 'a run was given up; the server rings again'),
    )
    return worker
  }
  // Submissions have slots of their own, so that no queue of practice runs can hold one up.
  const workers = [
    consume('runs', config.runSlots),
    consume('submissions', config.submissionSlots),
    consume('regrades', config.regradeSlots),
  ]
  for (const queue of [reports, ...awaited]) queue.on('error', (err) => log.debug({ err }, 'queue'))
  return {
    resume: () => {
      isAccepting = true
      for (const worker of workers) {
        // A paused one that has come to rest starts again only by resuming.
        if (worker.isPaused()) void worker.resume()
        else if (!worker.isRunning())
          worker.run().catch((err: unknown) => log.error({ err }, 'queue consumer ended'))
      }
    },
    pause: async () => {
      isAccepting = false
      await Promise.all(workers.map((worker) => worker.pause(true)))
    },
    stop: async () => {
      closing.abort()
      const giveUp = setTimeout(() => stopping.abort(), finishWithinMs)
      const stopAnnouncement = announceStop(deps.consumerRedis, workers)
      const announceStopTimeoutMs = finishWithinMs + abandonAfterMs + shutdownTimeoutMs
      if (!(await withTimeout(announceStopTimeoutMs, stopAnnouncement)))
        log.warn('Redis does not answer; left without a good-bye')
      // Whatever still waits for Redis has lost its chance to be told of: its boxes are closed, and its lease runs out.
      stopping.abort()
      await withTimeout(abandonAfterMs, Promise.allSettled(executions))
      clearTimeout(giveUp)
      await withTimeout(shutdownTimeoutMs, Promise.all([reports, ...awaited].map((queue) => queue.close())))
    },
  }
}

/** Ends consuming once their jobs are over; at once when Redis is away, or goes meanwhile, for then no job can come to its end. */
async function announceStop(redis: Redis, workers: Worker[]): Promise<void> {
  const isThere = redis.status === 'ready'
  const closing = Promise.all(workers.map((worker) => worker.close(!isThere)))
  if (!isThere) return void (await closing)
  const enough = new AbortController()
  const gone = once(redis, 'close', { signal: enough.signal }).catch(() => undefined)
  await Promise.race([closing, gone]).finally(() => enough.abort())
}

type JobDeps = RunWorkerDeps & {
  reports: Queue
  /** What has boxes open. */
  executions: Set<Promise<unknown>>
  signal: AbortSignal
}

async function handleJob(deps: JobDeps, { runId }: { runId: string }): Promise<void> {
  const log = deps.log.child({ runId })
  const claim = await deps.server.claim(runId, deps.signal)
  if (claim.status === 'gone') return log.info('nothing is left to do for this run')
  const fenced = new AbortController()
  const signal = AbortSignal.any([deps.signal, fenced.signal])
  const heart = setInterval(() => {
    void deps.server.mayGoOn(runId, claim.claimNo).then((goOn) => {
      if (!goOn) fenced.abort()
    })
  }, heartbeatEveryMs)
  // How far a grading has come is nothing that its candidate may see.
  const feed = openLiveFeed(claim, claim.kind === 'graded' ? () => undefined : deps.publish)
  try {
    feed.onPhase('preparing')
    const executing = executeRun({ ...deps.execution(), log }, claim, { signal, ...feed })
    deps.executions.add(executing)
    executing.finally(() => deps.executions.delete(executing)).catch(() => undefined)
    const outcome = await Promise.race([executing, abandon(signal)])
    feed.end()
    if (fenced.signal.aborted) return log.info('this claim is no longer ours; its result is dropped')
    if (deps.signal.aborted) {
      await report(deps, claim, { kind: 'released' })
      return log.info('given back, because this worker stops')
    }
    if (outcome === null) return
    await report(deps, claim, withProvenance(deps, outcome))
    log.info({ outcome: outcome.kind === 'verdict' ? outcome.result.verdict : outcome.kind }, 'run done')
  } finally {
    clearInterval(heart)
    feed.end()
    deps.onReported()
  }
}

/** Answers a while after a run was called off, whether or not its boxes are gone by then. */
async function abandon(calledOff: AbortSignal): Promise<null> {
  if (!calledOff.aborted) await once(calledOff, 'abort')
  return delay(abandonAfterMs, null, { ref: false })
}

function withProvenance({ config, policySha256 }: JobDeps, outcome: RunOutcome): RunOutcome {
  if (outcome.kind !== 'verdict') return outcome
  const provenance = { workerId: config.workerId, policySha256, checksSha256: null }
  return { ...outcome, result: { ...outcome.result, provenance } }
}

/** Reported until Redis takes it: the job stays ours while we try, and the server records each claim once. */
async function report(deps: JobDeps, claim: ClaimedRun, outcome: RunReport['outcome']): Promise<void> {
  const { runId, claimNo } = claim
  const word = sendable({ runId, claimNo, workerId: deps.config.workerId, outcome })
  await deps.reports.add('report', word, {
    jobId: runReportJobId(runId, claimNo),
    attempts: 20,
    backoff: { type: 'exponential', delay: 500 },
    removeOnComplete: { age: 3_600 },
    removeOnFail: { age: 7 * 24 * 3_600 },
  })
}
