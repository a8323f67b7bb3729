import type { ClaimedRun } from '#contracts/api/worker.ts'
import type { EvidenceCard } from '#contracts/evidence.ts'
import { PlatformError, type ExecuteDeps } from './execution.ts'
import { runPair, type PairEnds } from './graded-pair.ts'
import { kitOf } from '../languages/kits.ts'
import { RaceReports } from '../languages/go/race-reports.ts'
import { describeRaces } from '../languages/go/describe-races.ts'
import { LineSplitter } from '../sandbox/output.ts'
import { EngineError } from '../sandbox/sandbox.ts'
import { judgeGraded, type Judgement } from './verdict.ts'

/** What a program may print beside its reports before it is stopped. */
const maxOutputBytes = 4 * 1024 * 1024
const expected =
  'While the same checks are made once more, Go’s race detector, built into the program, reports no data race.'
const ownWord = 'This is the program’s own word, and no verdict depends on it.'

interface LookCall {
  run: ClaimedRun
  graded: NonNullable<ClaimedRun['graded']>
  signal: AbortSignal
  /** How the run that the verdict is about went. */
  first: { judgement: Judgement; ends: PairEnds }
}

/**
 * For an exercise that asks for it, the card of a second run with the race detector. Nothing that goes wrong in it is more than a
 * sentence on that card. Null where there is nothing to look at, or nobody asked.
 */
export async function lookForRaces(deps: ExecuteDeps, call: LookCall): Promise<EvidenceCard | null> {
  const { raceCheck } = call.graded
  if (raceCheck === undefined || call.first.ends.word.cards.length === 0) return null
  const startedAt = performance.now()
  const found = await look(deps, call)
  const durationMs = performance.now() - startedAt
  return { checkId: raceCheck.id, title: raceCheck.title, expected, ...found, durationMs, timeline: [] }
}

type Found = Pick<EvidenceCard, 'passed' | 'seen' | 'couldNotLook'>

async function look(deps: ExecuteDeps, { run, graded, signal, first }: LookCall): Promise<Found> {
  const kit = kitOf(run.language).race
  if (kit === null) return notLookedAt('this language has no race detector')
  const obstacle = whyNotAgain(first)
  if (obstacle !== null) return notLookedAt(obstacle)
  const reports = new RaceReports(run.files.map((file) => file.path))
  const lines = new LineSplitter((line) => reports.takeLine(line))
  let printedBytes = 0
  try {
    const ends = await runPair(deps, {
      run,
      graded,
      watch: { signal, onPhase: () => undefined },
      program: {
        command: kit.gradedCommand(run.entryFile),
        env: kit.env(run.limits),
        takeOutput: (stream, chunk) => {
          printedBytes += chunk.length
          if (stream === 'stderr') lines.take(chunk)
          return printedBytes <= maxOutputBytes
        },
        isHeardOut: true,
      },
    })
    lines.end()
    reports.end()
    if (reports.races.length > 0) return { passed: false, seen: `${describeRaces(reports)} ${ownWord}` }
    const trouble = whyUnsure(ends, run)
    if (trouble !== null) return notLookedAt(trouble)
    return { passed: true, seen: `No data race was reported. ${ownWord}` }
  } catch (error) {
    if (!(error instanceof PlatformError) && !(error instanceof EngineError)) throw error
    deps.log.warn({ err: error }, 'the race detector’s run did not come about')
    return notLookedAt('the boxes of the second run failed us')
  }
}

/** A run that ended at a limit would meet it again, and take all of its time again. */
function whyNotAgain({ judgement, ends }: LookCall['first']): string | null {
  if (!ends.word.isReady) return 'the program never answered on its port'
  const isAtLimit = ['timed_out', 'memory_exceeded', 'output_exceeded'].includes(judgement.verdict)
  return isAtLimit ? 'the graded run met a limit, and a slower one would meet it too' : null
}

/** Without a report, only a second run that went to its end says that there was none. */
function whyUnsure(ends: PairEnds, run: ClaimedRun): string | null {
  const judgement = judgeGraded({ ...ends, limits: run.limits, optionalCheckIds: [] })
  if ('platformError' in judgement) return 'the checks of the second run did not come to their end'
  if (judgement.verdict === 'passed' || judgement.verdict === 'failed') return null
  return `the second run did not come to its end. ${judgement.cause}`
}

function notLookedAt(reason: string): Found {
  const stop = reason.endsWith('.') ? '' : '.'
  const seen = `Could not be looked at: ${reason}${stop} This says nothing about the code.`
  return { passed: false, couldNotLook: true, seen }
}
