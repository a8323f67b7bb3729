import type { ClaimedRun } from '#contracts/api/worker.ts'
import type { RunResult } from '#contracts/runs.ts'
import { PlatformError, type ExecuteDeps, type RunWatch } from './execution.ts'
import { runPair } from './graded-pair.ts'
import { kitOf } from '../languages/kits.ts'
import { lookForRaces } from './look-for-races.ts'
import { OutputKeeper, StreamDecoders } from '../sandbox/output.ts'
import { judgeGraded } from './verdict.ts'

const kibibyte = 1024

/**
 * Runs the candidate's program and probes it from the box beside it. What the program prints is kept for people to read and
 * never looked at for the verdict.
 */
export async function runGraded(deps: ExecuteDeps, run: ClaimedRun, watch: RunWatch): Promise<RunResult> {
  const { graded } = run
  if (graded === null) throw new PlatformError('A graded run came without its probes.')
  const kit = kitOf(run.language)
  const output = new OutputKeeper(run.limits.outputKiB * kibibyte, () => undefined)
  const decoders = new StreamDecoders()
  const ends = await runPair(deps, {
    run,
    graded,
    watch,
    program: {
      command: kit.gradedCommand(run.entryFile),
      env: kit.env(run.limits),
      takeOutput: (stream, chunk) => {
        output.take(decoders.write(stream, chunk))
        return !output.isTruncated
      },
    },
  })
  output.take(decoders.end())
  const { optionalCheckIds = [] } = graded
  const judgement = judgeGraded({ ...ends, limits: run.limits, optionalCheckIds })
  if ('platformError' in judgement) throw new PlatformError(judgement.platformError)
  const raceCard = await lookForRaces(deps, { run, graded, signal: watch.signal, first: { judgement, ends } })
  return {
    ...judgement,
    tests: [],
    evidence: raceCard === null ? ends.word.cards : [...ends.word.cards, raceCard],
    output: output.text(),
    outputTruncated: output.isTruncated,
    durationMs: (ends.candidateEnd ?? ends.proberEnd).durationMs,
    image: ends.image,
  }
}
