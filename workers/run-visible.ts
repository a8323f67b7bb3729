import type { ClaimedRun } from '#contracts/api/worker.ts'
import type { RunResult } from '#contracts/runs.ts'
import type { ExecuteDeps, RunWatch } from './execution.ts'
import { languageKits, visibleKit } from './languages/kits.ts'
import { LineSplitter, OutputKeeper } from './sandbox/output.ts'
import type { SandboxImages } from '../sandbox-images/build.ts'
import type { Box, BoxShape } from './sandbox/sandbox.ts'
import { judgeVisible } from './verdict.ts'

const kibibyte = 1024
/** A machine-readable report is longer than the text that it carries; beyond this factor it is a flood all the same. */
const rawPerShown = 16
const cpus = 2

/** The box that a visible run asks for; one of this shape may wait for it. */
export function visibleShape(images: SandboxImages, run: Pick<ClaimedRun, 'language' | 'limits'>) {
  const image = images[languageKits[run.language].image]
  return { role: 'candidate', image, limits: run.limits, cpus } satisfies BoxShape
}

/** Runs the visible tests in one fresh box, streaming what they print. */
export async function runVisible(deps: ExecuteDeps, run: ClaimedRun, watch: RunWatch): Promise<RunResult> {
  const kit = visibleKit(run.language, { hasRaceDetector: deps.hasRaceDetector ?? false })
  const shape = visibleShape(deps.images, run)
  const report = kit.openReport()
  const limitBytes = run.limits.outputKiB * kibibyte
  const stopFlood = () => box.stop('output')
  const output = new OutputKeeper(limitBytes, stopFlood)
  const stdout = new LineSplitter((line) => {
    watch.onOutput(output.take(report.takeLine(line)))
    if (report.hasBegun()) watch.onPhase('testing')
  })
  let rawBytes = 0
  watch.onPhase('building')
  const box: Box = await deps.sandbox.open({
    ...shape,
    runId: run.runId,
    command: kit.visibleCommand(run.only),
    env: kit.env(run.limits),
    files: run.files,
    onOutput: (stream, chunk) => {
      rawBytes += chunk.length
      if (rawBytes > limitBytes * rawPerShown) stopFlood()
      if (output.isTruncated) return
      if (stream === 'stdout') stdout.take(chunk)
      else watch.onOutput(output.take(chunk.toString('utf8')))
    },
  })
  const stopBox = () => box.stop('stopped')
  try {
    watch.signal.addEventListener('abort', stopBox)
    if (watch.signal.aborted) stopBox()
    const end = await box.ended
    watch.onPhase('collecting')
    stdout.end()
    const testReport = report.report()
    return {
      ...judgeVisible({ end, report: testReport, limits: run.limits }),
      tests: testReport.tests,
      evidence: [],
      output: output.text(),
      outputTruncated: output.isTruncated || end.endedBy === 'output',
      durationMs: end.durationMs,
      image: shape.image,
    }
  } finally {
    watch.signal.removeEventListener('abort', stopBox)
    await box.close()
  }
}
