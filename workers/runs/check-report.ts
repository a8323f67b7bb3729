import { runReportSchema, type RunReport } from '#contracts/jobs.ts'
import { unreadableCause, type RunResult } from '#contracts/runs.ts'

/**
 * A report as the server will read it. What a run printed may have made a part of it that no schema takes; that ends the run as
 * its own failure. It is no error of ours, so it is not tried again, and no time is given for it.
 */
export function sendable(report: RunReport): RunReport {
  const read = asRead(report)
  if (read !== null) return read
  const { outcome } = report
  if (outcome.kind !== 'verdict') {
    return { ...report, outcome: { kind: 'platform_error', message: 'The report of this run had no form.' } }
  }
  return { ...report, outcome: { kind: 'verdict', result: unreadable(outcome.result) } }
}

/** Numbers such as Infinity pass as numbers here, and are null on the other side: it is read as it will be there. */
function asRead(report: RunReport): RunReport | null {
  const read = runReportSchema.safeParse(JSON.parse(JSON.stringify(report)))
  return read.success ? read.data : null
}

/** What of such a result is certainly ours stays. */
function unreadable(result: RunResult): RunResult {
  const { output, outputTruncated, durationMs, image, provenance } = result
  return {
    verdict: 'crashed',
    cause: unreadableCause,
    tests: [],
    evidence: [],
    output,
    outputTruncated,
    durationMs: Number.isFinite(durationMs) ? Math.max(0, durationMs) : 0,
    image,
    ...(provenance !== undefined && { provenance }),
  }
}
