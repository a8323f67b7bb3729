import { z } from 'zod'
import { runPhaseSchema, runResultSchema, type RunKind } from './runs.ts'

const runJobSchema = z.object({ runId: z.uuid(), claimNo: z.int().min(0) })

/** The worker's final word on one claim of a run. Recorded only while that claim is still the newest. */
export const runReportSchema = z.object({
  runId: z.uuid(),
  claimNo: z.int().min(1),
  workerId: z.string(),
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('verdict'), result: runResultSchema }),
    z.object({ kind: z.literal('platform_error'), message: z.string().max(2_000) }),
    /** Given back unfinished because the worker is being stopped: nobody's fault, so it is not counted as an error. */
    z.object({ kind: z.literal('released') }),
  ]),
})
export type RunReport = z.infer<typeof runReportSchema>

/** Every queue, with what its jobs carry. A consumer must handle a job that is delivered twice. */
export const jobCatalogue = {
  runs: runJobSchema,
  submissions: runJobSchema,
  /** Submissions to be graded again: taken only while nobody waits for a run. */
  regrades: runJobSchema,
  'run-reports': runReportSchema,
  /** Mails that are due. The text is composed when it is sent, from what is true then. */
  mails: z.object({ mailId: z.uuid() }),
  /** What other programs are to be told. */
  webhooks: z.object({ deliveryId: z.uuid() }),
  /** Lists of people whose invitations are to be made. */
  imports: z.object({ importId: z.uuid() }),
} as const
export type QueueName = keyof typeof jobCatalogue
export type RunQueueName = Exclude<QueueName, 'run-reports' | 'mails' | 'webhooks' | 'imports'>

/** The queue in which a run waits. */
export function runQueueOf(run: { kind: RunKind; isRegrade: boolean }): RunQueueName {
  if (run.isRegrade) return 'regrades'
  return run.kind === 'visible' ? 'runs' : 'submissions'
}

/** Job ids: no colon, not all digits. The claim number makes a run that is enqueued again a new job, and enqueuing the same claim twice one job. */
export const runJobId = (runId: string, claimNo: number) => `run-${runId}-${claimNo}`
export const mailJobId = (mailId: string, tries: number) => `notice-${mailId}-${tries}`
export const deliveryJobId = (deliveryId: string, tries: number) => `delivery-${deliveryId}-${tries}`
/** With the moment: a job that was lost with its server holds up none that is enqueued later. */
export const importJobId = (importId: string, at: Date) => `import-${importId}-${at.getTime()}`
export const runReportJobId = (runId: string, claimNo: number) => `report-${runId}-${claimNo}`

/** Redis pub/sub channel of live run events; the prefix keeps installations that share a Redis apart. */
export const liveChannel = (queuePrefix: string) => `${queuePrefix}-live`

/** What a worker tells while it works. Lossy: the page shows it, nothing depends on it. */
export const liveRunEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phase'), runId: z.uuid(), attemptId: z.uuid(), phase: runPhaseSchema }),
  z.object({
    kind: z.literal('output'),
    runId: z.uuid(),
    attemptId: z.uuid(),
    seq: z.int().min(0),
    text: z.string().max(70_000),
  }),
])
export type LiveRunEvent = z.infer<typeof liveRunEventSchema>

/** Workers set this key every few seconds with a short expiry; its presence means that somebody is there to run things. */
export const workerPresenceKey = (queuePrefix: string) => `${queuePrefix}-workers`
export const workerPresenceTtlMs = 15_000
