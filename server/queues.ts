import { Queue, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import {
  jobCatalogue,
  liveChannel,
  liveRunEventSchema,
  deliveryJobId,
  importJobId,
  mailJobId,
  runJobId,
  runQueueOf,
  workerPresenceKey,
  type LiveRunEvent,
  type QueueName,
  type RunReport,
} from '#contracts/jobs.ts'
import { closeConsumers } from '#platform/graceful-close.ts'
import { closeRedis, connectRedis } from '#platform/redis.ts'
import type { JobQueue, Logger, QueuedRun } from './deps.ts'
import { readReport } from './runs/read-report.ts'

interface QueueOptions {
  redisUrl: string
  prefix: string
  log: Logger
}

interface QueueHandlers {
  onReport: (report: RunReport) => Promise<unknown>
  onLive: (event: LiveRunEvent) => void
  onMail: (mailId: string) => Promise<unknown>
  onImport: (importId: string) => Promise<unknown>
  onDelivery: (deliveryId: string) => Promise<unknown>
}

export interface ServerQueues {
  jobs: JobQueue
  /** Starts taking reports. A report whose recording throws stays in the queue and is tried again. */
  consume(handlers: QueueHandlers): void
  stop(): Promise<void>
}

const nothingKept = { removeOnComplete: true, removeOnFail: true } as const
const timing = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 10 } as const
const presenceReadForMs = 1_000
/** Reports and mails under way are over by then, if Redis still answers. */
const shutdownTimeoutMs = 8_000

/** The server's side of the queues: it enqueues for workers and takes their reports. The only importer of BullMQ here. */
export function openQueues({ redisUrl, prefix, log }: QueueOptions): ServerQueues {
  const redis = {
    producer: connectRedis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 }),
    listener: connectRedis(redisUrl, { maxRetriesPerRequest: null }),
    consumer: connectRedis(redisUrl, { maxRetriesPerRequest: null }),
  }
  const clients = Object.values(redis)
  for (const client of clients) client.on('error', (err: Error) => log.debug({ err }, 'redis'))
  const queues = openProducers(redis.producer, prefix, log)
  const workers: Worker[] = []
  return {
    jobs: { ...enqueueTo(queues, log), workerOnline: readPresence(redis.producer, prefix) },
    consume({ onReport, onLive, onMail, onImport, onDelivery }) {
      const shared = { connection: redis.consumer, prefix, ...timing }
      workers.push(consumeReports(shared, onReport, log), consumeMails(shared, onMail, log))
      workers.push(consumeImports(shared, onImport, log), consumeDeliveries(shared, onDelivery, log))
      listenToRuns(redis.listener, { prefix, onLive, log })
    },
    async stop() {
      await closeConsumers({ redis: redis.consumer, timeoutMs: shutdownTimeoutMs }, async (isForced) => {
        await Promise.all(workers.map((worker) => worker.close(isForced)))
        await Promise.all(Object.values(queues).map((queue) => queue.close()))
        await closeRedis(redis.producer)
      })
      for (const client of clients) client.disconnect()
    },
  }
}

type Producers = ReturnType<typeof openProducers>

function openProducers(connection: Redis, prefix: string, log: Logger) {
  const open = (name: QueueName) => {
    const queue = new Queue(name, { connection, prefix })
    queue.on('error', (err) => log.debug({ err }, 'queue'))
    return queue
  }
  return {
    runs: open('runs'),
    submissions: open('submissions'),
    regrades: open('regrades'),
    mails: open('mails'),
    webhooks: open('webhooks'),
    imports: open('imports'),
  }
}

function enqueueTo(queues: Producers, log: Logger): Omit<JobQueue, 'workerOnline'> {
  const queueOf = ({ kind, regrade_id }: QueuedRun) =>
    queues[runQueueOf({ kind, isRegrade: regrade_id !== null })]
  return {
    enqueue(run) {
      const { id, claim_no } = run
      const job = { runId: id, claimNo: claim_no }
      queueOf(run)
        .add('run', job, { jobId: runJobId(id, claim_no), ...nothingKept })
        .catch((err: unknown) =>
          log.warn({ err, runId: id }, 'could not enqueue a run; the sweeper enqueues it again'),
        )
    },
    cancel(run) {
      queueOf(run)
        .remove(runJobId(run.id, run.claim_no))
        .catch((err: unknown) => log.debug({ err, runId: run.id }, 'could not remove the job of a run'))
    },
    enqueueMail({ id, tries }) {
      queues.mails
        .add('mail', { mailId: id }, { jobId: mailJobId(id, tries), ...nothingKept })
        .catch((err: unknown) =>
          log.warn({ err, mailId: id }, 'could not enqueue a mail; the sweeper enqueues it again'),
        )
    },
    enqueueDelivery: enqueueDeliveryTo(queues, log),
    enqueueImport(importId, at) {
      queues.imports
        .add('import', { importId }, { jobId: importJobId(importId, at), ...nothingKept })
        .catch((err: unknown) =>
          log.warn({ err, importId }, 'could not enqueue a list; the sweeper enqueues it again'),
        )
    },
  }
}

const enqueueDeliveryTo =
  (queues: Producers, log: Logger): JobQueue['enqueueDelivery'] =>
  ({ id, tries }) => {
    queues.webhooks
      .add('webhook', { deliveryId: id }, { jobId: deliveryJobId(id, tries), ...nothingKept })
      .catch((err: unknown) =>
        log.warn({ err, deliveryId: id }, 'could not enqueue a webhook; the sweeper enqueues it again'),
      )
  }

function consumeImports(shared: ConsumerOptions, onImport: QueueHandlers['onImport'], log: Logger): Worker {
  const imports = new Worker(
    'imports',
    async (job) => onImport(jobCatalogue.imports.parse(job.data).importId),
    {
      ...shared,
      concurrency: 1,
    },
  )
  imports.on('error', (err) => log.debug({ err }, 'import consumer'))
  imports.on('failed', (job, err) =>
    log.error({ err, importId: job?.data.importId }, 'invitations could not be made; it is tried again'),
  )
  return imports
}

/** Whether any worker said in the last seconds that it is there; asked of Redis at most once a second. */
function readPresence(redis: Redis, prefix: string): () => Promise<boolean> {
  let presence: { readAt: number; online: Promise<boolean> } | null = null
  return () => {
    const now = performance.now()
    if (presence === null || now - presence.readAt > presenceReadForMs) {
      const online = redis.exists(workerPresenceKey(prefix)).then(
        (count) => count > 0,
        () => false,
      )
      presence = { readAt: now, online }
    }
    return presence.online
  }
}

type ConsumerOptions = { connection: Redis; prefix: string } & typeof timing

function consumeReports(shared: ConsumerOptions, onReport: QueueHandlers['onReport'], log: Logger): Worker {
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
  reports.on('error', (err) => log.debug({ err }, 'report consumer'))
  reports.on('failed', (job, err) =>
    log.error({ err, runId: job?.data.runId }, 'a report could not be recorded'),
  )
  return reports
}

function consumeMails(shared: ConsumerOptions, onMail: QueueHandlers['onMail'], log: Logger): Worker {
  // A mail server may take its time; that one of many waits for it must not hold the others up.
  const mails = new Worker('mails', async (job) => onMail(jobCatalogue.mails.parse(job.data).mailId), {
    ...shared,
    concurrency: 4,
  })
  mails.on('error', (err) => log.debug({ err }, 'mail consumer'))
  mails.on('failed', (job, err) =>
    log.error({ err, mailId: job?.data.mailId }, 'a mail could not be made; it is tried again'),
  )
  return mails
}

function consumeDeliveries(
  shared: ConsumerOptions,
  onDelivery: QueueHandlers['onDelivery'],
  log: Logger,
): Worker {
  // A receiver may take its time; that one of many waits for it must not hold the others up.
  const deliveries = new Worker(
    'webhooks',
    async (job) => onDelivery(jobCatalogue.webhooks.parse(job.data).deliveryId),
    { ...shared, concurrency: 8 },
  )
  deliveries.on('error', (err) => log.debug({ err }, 'webhook consumer'))
  deliveries.on('failed', (job, err) =>
    log.error({ err, deliveryId: job?.data.deliveryId }, 'a webhook could not be made; it is tried again'),
  )
  return deliveries
}

function listenToRuns(
  listener: Redis,
  { prefix, onLive, log }: { prefix: string; onLive: QueueHandlers['onLive']; log: Logger },
): void {
  listener.on('message', (_channel: string, text: string) => {
    const event = liveRunEventSchema.safeParse(JSON.parse(text))
    if (event.success) onLive(event.data)
    else log.warn('a live event of an unknown form was dropped')
  })
  listener.subscribe(liveChannel(prefix)).catch((err: unknown) => log.warn({ err }, 'no live output'))
}
