import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Queue, Worker, type Job } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { closeConsumers } from '#platform/graceful-close.ts'
import { withTimeout } from '#platform/with-timeout.ts'
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

/** A run that is still going then is given back, and the server enqueues it again at once. */
const finishWithinMs = 8_000
/** A box that was told to stop may take so long to be gone; a hung engine must not hold its run. */
const abandonAfterMs = 4_000
/** A Redis that is there and does not answer is not waited for either. */
const closeQueuesTimeoutMs = 1_000

/** Takes runs, submissions and regrades from their queues. A run ends in a report, or is left for whoever claims it next. */
export function openRunWorker(deps: RunWorkerDeps): RunWorker {
  const { log } = deps
  const open = (name: string) => openQueue(name, deps)
  const reports = open('run-reports')
  const awaited = [open('runs'), open('submissions')]
  const stopping = new AbortController()
  const closing = new AbortController()
  let isAccepting = false
  const gate = new PriorityGate({ countWaiting: () => countWaiting(awaited), isAccepting: () => isAccepting })
  const executions = new Set<Promise<unknown>>()
  const job = { ...deps, reports, executions, signal: stopping.signal }
  const workers = openConsumers(deps, createProcessors(job, gate, closing.signal))
  return {
    resume: () => {
      isAccepting = true
      for (const worker of workers) resumeConsumer(worker, log)
    },
    pause: async () => {
      isAccepting = false
      await Promise.all(workers.map((worker) => worker.pause(true)))
    },
    stop: async () => {
      closing.abort()
      await stopConsumers(job, workers, () => stopping.abort())
      const queues = [reports, ...awaited]
      await withTimeout(closeQueuesTimeoutMs, Promise.all(queues.map((queue) => queue.close())))
    },
  }
}

async function countWaiting(queues: readonly Queue[]): Promise<number> {
  const counts = await Promise.all(queues.map((queue) => queue.count()))
  return counts.reduce((sum, count) => sum + count, 0)
}

function openQueue(name: string, { config, producerRedis, log }: RunWorkerDeps): Queue {
  const queue = new Queue(name, { prefix: config.queuePrefix, connection: producerRedis })
  queue.on('error', (err) => log.debug({ err }, 'queue'))
  return queue
}

function createProcessors(deps: JobDeps, gate: PriorityGate, closing: AbortSignal) {
  return {
    candidates: (job: Job) => gate.track(() => handleJob(deps, jobCatalogue.runs.parse(job.data))),
    /** Not claimed before its turn, so it is nobody's loss if this worker goes. Candidates hear nothing of it. */
    regrades: async (job: Job) => {
      if (!(await gate.waitUntilIdle(closing))) return
      await handleJob({ ...deps, publish: () => undefined }, jobCatalogue.regrades.parse(job.data))
    },
  }
}

/** Submissions have slots of their own, so that no queue of practice runs can hold one up. */
function openConsumers(deps: RunWorkerDeps, jobs: ReturnType<typeof createProcessors>): Worker[] {
  const { runSlots, submissionSlots, regradeSlots } = deps.config
  return [
    openConsumer(deps, { name: 'runs', concurrency: runSlots, onJob: jobs.candidates }),
    openConsumer(deps, { name: 'submissions', concurrency: submissionSlots, onJob: jobs.candidates }),
    openConsumer(deps, { name: 'regrades', concurrency: regradeSlots, onJob: jobs.regrades }),
  ]
}

interface ConsumerOptions {
  name: RunQueueName
  concurrency: number
  onJob: (job: Job) => Promise<void>
}

function openConsumer(deps: RunWorkerDeps, { name, concurrency, onJob }: ConsumerOptions): Worker {
  const worker = new Worker(name, onJob, {
    prefix: deps.config.queuePrefix,
    connection: deps.consumerRedis,
    concurrency,
    autorun: false,
    // A dead worker's run is another's within 15 s: its lock has to run out, and the next look may have just been missed.
    lockDuration: 8_000,
    stalledInterval: 3_000,
    maxStalledCount: 2,
  })
  worker.on('error', (err) => deps.log.debug({ err }, 'queue'))
  worker.on('failed', (job, err) =>
    deps.log.error({ err, runId: job?.data?.runId }, 'a run was given up; the server enqueues it again'),
  )
  return worker
}

/** A paused consumer that has come to rest starts again only by resuming. */
function resumeConsumer(worker: Worker, log: Logger): void {
  if (worker.isPaused()) void worker.resume()
  else if (!worker.isRunning())
    worker.run().catch((err: unknown) => log.error({ err }, 'queue consumer ended'))
}

/** Lets runs end for a while, then gives them back; boxes of runs that Redis can no longer be told of are closed all the same. */
async function stopConsumers(deps: JobDeps, workers: Worker[], giveBack: () => void): Promise<void> {
  const timeoutMs = finishWithinMs + abandonAfterMs + closeQueuesTimeoutMs
  const timer = setTimeout(giveBack, finishWithinMs)
  const isClosed = await closeConsumers({ redis: deps.consumerRedis, timeoutMs }, (isForced) =>
    Promise.all(workers.map((worker) => worker.close(isForced))),
  )
  if (!isClosed) deps.log.warn('Redis does not answer; the jobs under way were not given back')
  giveBack()
  await withTimeout(abandonAfterMs, Promise.allSettled(deps.executions))
  clearTimeout(timer)
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
  const heart = setInterval(() => {
    void deps.server.mayGoOn(runId, claim.claimNo).then((goOn) => {
      if (!goOn) fenced.abort()
    })
  }, heartbeatEveryMs)
  try {
    const outcome = await execute({ ...deps, log }, claim, fenced.signal)
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
    deps.onReported()
  }
}

/** Null where the run was called off: its boxes may still be on their way out then. */
async function execute(deps: JobDeps, claim: ClaimedRun, fenced: AbortSignal): Promise<RunOutcome | null> {
  const signal = AbortSignal.any([deps.signal, fenced])
  // How far a grading has come is nothing that its candidate may see.
  const feed = openLiveFeed(claim, claim.kind === 'graded' ? () => undefined : deps.publish)
  try {
    feed.onPhase('preparing')
    const executing = executeRun({ ...deps.execution(), log: deps.log }, claim, { signal, ...feed })
    deps.executions.add(executing)
    executing.finally(() => deps.executions.delete(executing)).catch(() => undefined)
    return await Promise.race([executing, abandon(signal)])
  } finally {
    feed.end()
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
  const sent = sendable({ runId, claimNo, workerId: deps.config.workerId, outcome })
  await deps.reports.add('report', sent, {
    jobId: runReportJobId(runId, claimNo),
    attempts: 20,
    backoff: { type: 'exponential', delay: 500 },
    removeOnComplete: { age: 3_600 },
    removeOnFail: { age: 7 * 24 * 3_600 },
  })
}
