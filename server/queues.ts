import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Queue, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import {
  jobCatalogue,
  liveChannel,
  liveRunEventSchema,
  mailJobId,
  runJobId,
  runQueueOf,
  workerPresenceKey,
  type LiveRunEvent,
  type QueueName,
  type RunReport,
} from '#contracts/jobs.ts'
import type { JobQueue, Logger, QueuedRun } from './deps.ts'
import { closeRedis, connectRedis } from './redis.ts'
import { readReport } from './runs/read-report.ts'

interface QueueOptions {
  redisUrl: string
  prefix: string
  log: Logger
}

export interface ServerQueues {
  jobs: JobQueue
  /** Starts taking reports. A report whose recording throws stays in the queue and is tried again. */
  consume(handlers: {
    onReport: (report: RunReport) => Promise<unknown>
    onLive: (event: LiveRunEvent) => void
    onMail: (mailId: string) => Promise<unknown>
  }): void
  stop(): Promise<void>
}

const nothingKept = { removeOnComplete: true, removeOnFail: true } as const
const timing = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 10 } as const
const presenceReadForMs = 1_000
/** Reports and mails under way are over by then, if Redis still answers. */
const shutdownTimeoutMs = 8_000

/** The server's side of the queues: it rings for workers and takes their reports. The only importer of BullMQ here. */
export function openQueues({ redisUrl, prefix, log }: QueueOptions): ServerQueues {
  const producer = connectRedis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  const listener = connectRedis(redisUrl, { maxRetriesPerRequest: null })
  const consumer = connectRedis(redisUrl, { maxRetriesPerRequest: null })
  for (const redis of [producer, listener, consumer])
    redis.on('error', (err: Error) => log.debug({ err }, 'redis'))
  const open = (name: QueueName) => {
    const queue = new Queue(name, { connection: producer, prefix })
    queue.on('error', (err) => log.debug({ err }, 'queue'))
    return queue
  }
  const queues = {
    runs: open('runs'),
    submissions: open('submissions'),
    regrades: open('regrades'),
    mails: open('mails'),
  }
  const queueOf = ({ kind, regrade_id }: QueuedRun) =>
    queues[runQueueOf({ kind, isRegrade: regrade_id !== null })]
  const workers: Worker[] = []
  let presence: { readAt: number; online: Promise<boolean> } | null = null

  const jobs: JobQueue = {
    enqueue(run) {
      const { id, claim_no } = run
      const job = { runId: id, claimNo: claim_no }
      queueOf(run)
        .add('run', job, { jobId: runJobId(id, claim_no), ...nothingKept })
        .catch((err: unknown) =>
          log.warn({ err, runId: id }, 'could not ring for a run; it is rung again soon'),
        )
    },
    cancel(run) {
      queueOf(run)
        .remove(runJobId(run.id, run.claim_no))
        .catch((err: unknown) => log.debug({ err, runId: run.id }, 'could not take a ring back'))
    },
    enqueueMail({ id, tries }) {
      queues.mails
        .add('notice', { mailId: id }, { jobId: mailJobId(id, tries), ...nothingKept })
        .catch((err: unknown) =>
          log.warn({ err, mailId: id }, 'could not ring for a mail; it is rung again soon'),
        )
    },
    workerOnline() {
      const now = performance.now()
      if (presence === null || now - presence.readAt > presenceReadForMs) {
        const online = producer.exists(workerPresenceKey(prefix)).then(
          (count) => count > 0,
          () => false,
        )
        presence = { readAt: now, online }
      }
      return presence.online
    },
  }

  return {
    jobs,
    consume({ onReport, onLive, onMail }) {
      const shared = { connection: consumer, prefix, ...timing }
      const reports = new Worker(
        'run-reports',
        async (job) => {
          const report = readReport(job.data)
          // A job that can never be read is told of once; its run's lease runs out.
          if (report === null) throw new UnrecoverableError('a report names no run')
          return onReport(report)
        },
        { ...shared, concurrency: 8 },
      )
      // A mail server may take its time; that one of many waits for it must not hold the others up.
      const mails = new Worker('mails', async (job) => onMail(jobCatalogue.mails.parse(job.data).mailId), {
        ...shared,
        concurrency: 4,
      })
      mails.on('error', (err) => log.debug({ err }, 'mail consumer'))
      mails.on('failed', (job, err) =>
        log.error({ err, mailId: job?.data.mailId }, 'a mail could not be made; it is tried again'),
      )
      workers.push(reports, mails)
      reports.on('error', (err) => log.debug({ err }, 'report consumer'))
      reports.on('failed', (job, err) =>
        log.error({ err, runId: job?.data.runId }, 'a report could not be recorded'),
      )
      listener.on('message', (_channel: string, text: string) => {
        const event = liveRunEventSchema.safeParse(JSON.parse(text))
        if (event.success) onLive(event.data)
        else log.warn('a live event of an unknown form was dropped')
      })
      listener.subscribe(liveChannel(prefix)).catch((err: unknown) => log.warn({ err }, 'no live output'))
    },
    async stop() {
      const isThere = consumer.status === 'ready'
      const closeGracefully = async () => {
        await Promise.all(workers.map((worker) => worker.close(!isThere)))
        await Promise.all(Object.values(queues).map((queue) => queue.close()))
        await closeRedis(producer)
      }
      // Without Redis a graceful close would wait until it is back. What is cut off stays in its queue.
      await unlessDisconnected(consumer, closeGracefully())
      for (const redis of [producer, listener, consumer]) redis.disconnect()
    },
  }
}

/** Waits for a graceful close, but not for a Redis that goes meanwhile, or is there and says nothing. */
async function unlessDisconnected(redis: Redis, closeGracefully: Promise<void>): Promise<void> {
  const enough = new AbortController()
  const { signal } = enough
  const quietly = () => undefined
  const late = delay(shutdownTimeoutMs, undefined, { signal }).catch(quietly)
  const gone = once(redis, 'close', { signal }).catch(quietly)
  await Promise.race([closeGracefully, gone, late]).finally(() => enough.abort())
}
