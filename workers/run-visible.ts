import type { ClaimedRun } from '#contracts/api/worker.ts'
import type { RunResult } from '#contracts/runs.ts'
import type { ExecuteDeps, RunWatch } from './execution.ts'
import { languageKits, visibleKit } from './languages/kits.ts'
import type { LanguageKit } from './languages/language.ts'
import { withStart } from './languages/try-start.ts'
import type { SandboxImages } from '../sandbox-images/build.ts'
import type { Box, BoxShape } from './sandbox/sandbox.ts'
import { ShownRun, triesStart } from './shown-run.ts'

const cpus = 2

/** The box that a visible run asks for; one of this shape may wait for it. */
export function visibleShape(images: SandboxImages, run: Pick<ClaimedRun, 'language' | 'limits'>) {
  const image = images[languageKits[run.language].image]
  return { role: 'candidate', image, limits: run.limits, cpus } satisfies BoxShape
}

/** Runs the visible tests, streaming what they print. One test alone that its runner does not find there is looked for wider. */
export async function runVisible(deps: ExecuteDeps, run: ClaimedRun, watch: RunWatch): Promise<RunResult> {
  const { widen } = visibleKit(run.language, { hasRaceDetector: false })
  const wider = run.only === undefined ? null : (widen?.(run.only) ?? null)
  const result = await runOnce(deps, run, watch)
  if (wider === null || result.verdict !== 'no_tests' || watch.signal.aborted) return result
  return runVisible(deps, { ...run, only: wider }, watch)
}

async function runOnce(deps: ExecuteDeps, run: ClaimedRun, watch: RunWatch): Promise<RunResult> {
  const kit = visibleKit(run.language, { hasRaceDetector: deps.hasRaceDetector ?? false })
  const shape = visibleShape(deps.images, run)
  const shown = new ShownRun(kit, {
    limits: run.limits,
    watch,
    stopFlood: () => box.stop('output'),
  })
  watch.onPhase('building')
  const box: Box = await deps.sandbox.open({
    ...shape,
    runId: run.runId,
    command: commandOf(kit, run),
    env: kit.env(run.limits),
    files: run.files,
    onOutput: (stream, chunk) => shown.take(stream, chunk),
  })
  const stopBox = () => box.stop('stopped')
  try {
    watch.signal.addEventListener('abort', stopBox)
    if (watch.signal.aborted) stopBox()
    const end = await box.ended
    watch.onPhase('collecting')
    return { ...shown.result(run, end), durationMs: end.durationMs, image: shape.image }
  } finally {
    watch.signal.removeEventListener('abort', stopBox)
    await box.close()
  }
}

/** All tests, and beside them whether the program is built and started as it will be when it is graded. */
function commandOf(kit: LanguageKit, run: ClaimedRun): readonly string[] {
  const tests = kit.visibleCommand(run.only, run.files)
  return triesStart(run) ? withStart(kit.start, kit.start.programOf(run.entryFile), tests) : tests
}
