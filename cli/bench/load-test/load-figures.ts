import { judged, type Figure } from '../figures.ts'
import { p50, p95, quantile } from '../statistics.ts'
import type { SubmissionRoutes } from './submitting.ts'
import type { Starting } from './starting.ts'
import type { Typing } from './typing.ts'

const ms = (value: number) => `${value.toFixed(0)} ms`
const p99 = (samples: readonly number[]) => quantile(samples, 0.99)

/** The bars for many candidates at once, each beside what was measured. */
export function loadFigures(measured: {
  typing: Typing
  starting: Starting
  ending: SubmissionRoutes
  interactiveMs: readonly number[]
}): Figure[] {
  const { typing, starting, ending, interactiveMs } = measured
  return [
    judged({
      what: `save acknowledged, p99, ${typing.typing} of ${typing.connected} typing`,
      workload: 'typing',
      value: p99(typing.acknowledgedMs),
      unit: 'ms',
      bar: 250,
      mustBe: 'at most',
      detail: `p50 ${ms(p50(typing.acknowledgedMs))}, ${typing.acknowledgedMs.length} saves; server ${typing.serverCores.toFixed(2)} cores, ${typing.serverMiB.toFixed(0)} MiB`,
    }),
    failed('typing', 'saves that failed', typing.failures),
    judged({
      what: `start pressed until details are there, p99, ${starting.startedMs.length} in one second`,
      workload: 'starting',
      value: p99(starting.startedMs),
      unit: 'ms',
      bar: 2_000,
      mustBe: 'at most',
      detail: `p50 ${ms(p50(starting.startedMs))}`,
    }),
    failed('starting', 'starts that failed', starting.failures),
    judged({
      what: `end of grace until all ${ending.submitted} are submitted`,
      workload: 'ending',
      value: ending.allSubmittedMs,
      unit: 'ms',
      bar: 5_000,
      mustBe: 'at most',
    }),
    judged({
      what: 'a page opened by others meanwhile, p95',
      workload: 'ending',
      value: p95(ending.pageMs),
      unit: 'ms',
      bar: 500,
      mustBe: 'at most',
      detail: `p50 ${ms(p50(ending.pageMs))}, ${ending.pageMs.length} times`,
    }),
    judged({
      what: 'submissions missing or not as acknowledged last',
      workload: 'ending',
      value: ending.lost,
      unit: '',
      bar: 0,
      mustBe: 'at most',
    }),
    judged({
      what: 'workspace opened again until its first keystroke is on the screen, p50',
      workload: 'browser',
      value: p50(interactiveMs),
      unit: 'ms',
      bar: 2_000,
      mustBe: 'at most',
      detail: `${interactiveMs.length} openings, longest ${ms(Math.max(...interactiveMs))}`,
    }),
  ]
}

function failed(workload: string, what: string, failures: readonly string[]): Figure {
  return judged({
    what,
    workload,
    value: failures.length,
    unit: '',
    bar: 0,
    mustBe: 'at most',
    detail: failures[0] ?? '',
  })
}
