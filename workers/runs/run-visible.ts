import type { ClaimedRun } from '#contracts/api/worker.ts'
import { causeLength, type TestFilter, type RunResult } from '#contracts/runs.ts'
import type { ExecuteDeps, RunWatch } from './execution.ts'
import { visibleKit } from '../languages/kits.ts'
import type { LanguageKit } from '../languages/language.ts'
import { withStart } from '../languages/typescript/try-start.ts'
import type { SandboxImages } from '../../sandbox-images/build.ts'
import { cutText } from '../sandbox/output.ts'
import type { Box, BoxShape } from '../sandbox/sandbox.ts'
import { ShownRun, triesStart } from './shown-run.ts'

const cpus = 2

/** The box that a visible run asks for; one of this shape may wait for it. */
export function visibleShape(images: SandboxImages, run: Pick<ClaimedRun, 'language' | 'limits'>) {
  const image = images[run.language]
  return { role: 'candidate', image, limits: run.limits, cpus } satisfies BoxShape
}

/** Each costs a box; after that what is outermost is run. */
const widenings = 3

/** Runs the visible tests, streaming what they print. One test alone that its runner does not find there is looked for wider. */
export async function runVisible(deps: ExecuteDeps, run: ClaimedRun, watch: RunWatch): Promise<RunResult> {
  const { widen } = visibleKit(run.language, { hasRaceDetector: false })
  let result = await runOnce(deps, run, watch)
  let only = run.only
  for (let left = widenings; left > 0; left -= 1) {
    const wider: TestFilter | null = only === undefined ? null : (widen?.(only) ?? null)
    if (wider === null || result.verdict !== 'no_tests' || watch.signal.aborted) return result
    only = left === 1 ? { ...wider, path: wider.path.slice(0, 1) } : wider
    result = sayWider(await runOnce(deps, { ...run, only }, watch), only)
  }
  return result
}

function sayWider(result: RunResult, { path }: TestFilter): RunResult {
  if (result.verdict === 'no_tests') return result
  const cause = `${result.cause} A test inside another runs only with it, so “${path.at(-1) ?? ''}” was run.`
  return { ...result, cause: cutText(cause, causeLength) }
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
