import { watchOutages } from './attempts/watch-outages.ts'
import { sealAudit } from './db/audit/audit-chain.ts'
import { ping } from './db/ping.ts'
import type { Deps } from './deps.ts'
import type { AnswerWatch } from './http/limits/answer-watch.ts'
import { sweepAppointments } from './invitations/appointments/sweep-appointments.ts'
import { sweepWebhooks } from './integrations/webhooks/deliver-webhook.ts'
import { sweepBulkActions } from './invitations/bulk/carry-out.ts'
import { sweepImports } from './invitations/import/make-invitations.ts'
import { sweepMails } from './mails/deliver-mail.ts'
import { sweepTexts } from './mails/outbox/keep-text.ts'
import { eraseDueCandidates } from './privacy/erase-candidates.ts'
import { repeat } from './repeat.ts'
import { sweepRuns } from './runs/sweep-runs.ts'
import { watchQueue } from './runs/watch-queue.ts'
import { sweepPromises } from './submissions/promise/sweep-promises.ts'
import { sweepDeadlines } from './submissions/sweep-deadlines.ts'

const everyMs = {
  outages: 5_000,
  queue: 5_000,
  deadlines: 1_000,
  erasure: 3_600_000,
  texts: 3_600_000,
  appointments: 5_000,
  mails: 5_000,
  webhooks: 5_000,
  imports: 3_000,
  bulkActions: 1_000,
  promises: 20_000,
  runs: 3_000,
  audit: 2_000,
} as const

const names = [
  'outages',
  'queue',
  'deadlines',
  'erasure',
  'texts',
  'appointments',
  'mails',
  'webhooks',
  'imports',
  'bulkActions',
  'promises',
  'runs',
  'audit',
] as const

interface LoopDeps {
  deps: Deps
  /** With a connection and a clock of its own: whether the service is there is not whether one of the others is free. */
  heartbeat: Deps
  /** For work that may take minutes. */
  patient: Deps
  answers: AnswerWatch
  /** False in tests whose clock jumps, which is no outage: there the watches look when the test says so. */
  isClockReal: boolean
}

/** Everything that this server does without being asked. Each server does it; rows are locked, so twice is harmless. */
export function startBackgroundLoops({ deps, heartbeat, patient, answers, isClockReal }: LoopDeps) {
  const whereTimeIsReal = async (watch: () => Promise<unknown>) => {
    if (isClockReal) await watch()
  }
  const isAnswering = () => answers.isAnswering(() => ping(deps.db))
  const work: Record<keyof typeof everyMs, () => Promise<unknown>> = {
    outages: async () => {
      if (await isAnswering()) await whereTimeIsReal(() => watchOutages(heartbeat))
    },
    queue: () => whereTimeIsReal(() => watchQueue(deps)),
    deadlines: async () => {
      // While nobody is answered, and before what that took is given back, nobody's time is found to be over.
      if (!(await isAnswering())) return
      await whereTimeIsReal(() => watchOutages(heartbeat))
      await sweepDeadlines(deps)
    },
    erasure: () => whereTimeIsReal(() => eraseDueCandidates(patient)),
    texts: () => sweepTexts(deps),
    mails: () => sweepMails(deps),
    webhooks: () => sweepWebhooks(deps),
    appointments: () => sweepAppointments(deps),
    imports: () => sweepImports(deps),
    bulkActions: () => sweepBulkActions(deps),
    promises: () => sweepPromises(deps),
    runs: () => sweepRuns(deps),
    audit: () => sealAudit(patient.db),
  }
  const loops = names.map((name) => repeat({ name, everyMs: everyMs[name], work: work[name], log: deps.log }))
  return { stop: () => Promise.all(loops.map((loop) => loop.stop())) }
}
