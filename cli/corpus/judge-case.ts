import { runResultSchema } from '#contracts/runs.ts'
import type { RunOutcome } from '../../workers/runs/execution.ts'
import type { RunnableExpectation } from './case-file.ts'

/** What was seen of one run of a case. */
export interface SeenRun {
  outcome: RunOutcome
  /** Everything that was sent to the candidate's page while it ran. */
  live: string
  tookMs: number
  limits: { wallMs: number; outputKiB: number }
}

/** What was seen around all runs of a case. */
export interface SeenCase {
  runs: SeenRun[]
  /** Whether the machine had nothing else to do, so that closer bounds on time mean something. */
  isTimed: boolean
  /** How its boxes differed from the golden policy. */
  drifts: string[]
  remains: string[]
  /** Of all memory of the host, how much did not come back. */
  memoryKeptShare: number | null
  /** How many times slower an honest run beside it was; null when that was not looked at. */
  neighbour: { verdict: string; slowdown: number } | null
}

const graceMs = 5_000
/** How much later than its time limit a box may be seen to end. */
const wallMarginMs = 1_000
const maxMemoryShare = 0.02
export const maxSlowdown = 2
// Live output and stored output are bounded alike; a few bytes more are the mark of a character that was cut.
const kibibyte = 1_024

/** Every way in which what was seen is not what was promised, in words. */
export function judgeCase(expect: RunnableExpectation, seen: SeenCase, canary: string): string[] {
  const { neighbour, memoryKeptShare } = seen
  const faults = seen.runs.flatMap((run) => judgeRun(expect, run, { canary, isTimed: seen.isTimed }))
  faults.push(...seen.drifts)
  faults.push(...seen.remains.map((what) => `left behind: ${what}`))
  if (memoryKeptShare !== null && memoryKeptShare > maxMemoryShare)
    faults.push(`${(memoryKeptShare * 100).toFixed(1)} % of the host's memory did not come back`)
  if (neighbour && neighbour.verdict !== 'passed')
    faults.push(`an honest run beside it ended as ${neighbour.verdict}`)
  if (neighbour && neighbour.slowdown > maxSlowdown)
    faults.push(`an honest run beside it took ${neighbour.slowdown.toFixed(1)} times as long`)
  return faults
}

function judgeRun(
  expect: RunnableExpectation,
  run: SeenRun,
  { canary, isTimed }: { canary: string; isTimed: boolean },
): string[] {
  const { outcome } = run
  const faults = judgeTime(expect, run, isTimed)
  if (outcome.kind === 'platform_error') return [...faults, `our failure: ${outcome.message}`]
  const { verdict, cause, output } = outcome.result
  if (!expect.verdicts.some((allowed) => allowed === verdict))
    faults.push(`${verdict}, expected ${expect.verdicts.join(' or ')} (${cause})`)
  faults.push(...judgeText(expect, run, output))
  // As it will be on the other side of the queue, where Infinity is null.
  if (!runResultSchema.safeParse(JSON.parse(JSON.stringify(outcome.result))).success)
    faults.push('its result is none that the server can read')
  const seenByCandidate = JSON.stringify(outcome.result) + run.live
  if (seenByCandidate.includes(canary)) faults.push('the canary of the hidden checks was found in its output')
  if (expect.kind === 'graded' && run.live !== '') faults.push('output of a graded run was sent to a page')
  return faults
}

function judgeTime(expect: RunnableExpectation, run: SeenRun, isTimed: boolean): string[] {
  const { wallMs } = run.limits
  const boundMs = (isTimed ? expect.withinMs : undefined) ?? wallMs + graceMs
  const ranMs = isTimed && run.outcome.kind === 'verdict' ? run.outcome.result.durationMs : 0
  const faults: string[] = []
  if (run.tookMs > boundMs) faults.push(`took ${Math.round(run.tookMs)} ms, allowed are ${boundMs} ms`)
  if (ranMs > wallMs + wallMarginMs)
    faults.push(`ran for ${Math.round(ranMs)} ms, its time limit is ${wallMs} ms`)
  return faults
}

function judgeText(expect: RunnableExpectation, run: SeenRun, output: string): string[] {
  const faults: string[] = []
  const bound = run.limits.outputKiB * kibibyte
  for (const [name, text] of Object.entries({ stored: output, live: run.live })) {
    if (Buffer.byteLength(text) > bound) faults.push(`${name} output is over ${run.limits.outputKiB} KiB`)
    if (text.includes('\0') || !text.isWellFormed())
      faults.push(`${name} output holds what no database takes`)
  }
  for (const word of expect.mustSay)
    if (!output.includes(word)) faults.push(`it did not come to say "${word}"`)
  for (const word of expect.mustNotSay) if (output.includes(word)) faults.push(`it could say "${word}"`)
  return faults
}
