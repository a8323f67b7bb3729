import { z } from 'zod'
import { runReportSchema, type RunReport } from '#contracts/jobs.ts'
import { unreadableCause, type RunResult } from '#contracts/runs.ts'

/** Whose report it is, where nothing else of it can be read. */
const senderSchema = runReportSchema.pick({ runId: true, claimNo: true, workerId: true })
const verdictSchema = z.object({ outcome: z.object({ kind: z.literal('verdict') }) })

const unreadable: RunResult = {
  verdict: 'crashed',
  cause: unreadableCause,
  tests: [],
  evidence: [],
  output: '',
  outputTruncated: false,
  durationMs: 0,
  image: '',
}

/**
 * A job of the queue as a report. What no schema takes comes from what a run printed, whatever the worker that sent it let
 * through: the run ends as its own failure, once, and is not tried again. Null where not even the run is named.
 */
export function readReport(data: unknown): RunReport | null {
  const report = runReportSchema.safeParse(data)
  if (report.success) return report.data
  const sender = senderSchema.safeParse(data)
  if (!sender.success) return null
  if (verdictSchema.safeParse(data).success)
    return { ...sender.data, outcome: { kind: 'verdict', result: unreadable } }
  return { ...sender.data, outcome: { kind: 'platform_error', message: 'The report had no form.' } }
}
