import { judged, type Figure } from '../figures.ts'
import { p50, p95, quantile } from '../statistics.ts'
import type { Submitting } from './submitting.ts'
import type { Starting } from './starting.ts'
import type { Typing } from './typing.ts'

const ms = (value: number) => `${value.toFixed(0)} ms`
const p99 = (samples: readonly number[]) => quantile(samples, 0.99)

interface Measured {
  typing: Typing
  starting: Starting
  submitting: Submitting
  interactiveMs: readonly number[]
}

/** The bars of the load test, each beside what was measured. */
export function loadFigures({ typing, starting, submitting, interactiveMs }: Measured): Figure[] {
  return [
    ...figuresOfTyping(typing),
    ...figuresOfStarting(starting),
    ...figuresOfSubmitting(submitting),
    ceiling('browser', {
      what: 'workspace opened again until its first keystroke is on the screen, p50',
      value: p50(interactiveMs),
      bar: 2_000,
      detail: `${interactiveMs.length} openings, longest ${ms(Math.max(...interactiveMs))}`,
    }),
  ]
}

/** A time in milliseconds that may be so long and no longer. */
const ceiling = (workload: string, time: { what: string; value: number; bar: number; detail?: string }) =>
  judged({ ...time, workload, unit: 'ms', mustBe: 'at most' })

const figuresOfTyping = (typing: Typing): Figure[] => [
  ceiling('typing', {
    what: `save acknowledged, p99, ${typing.typing} of ${typing.connected} typing`,
    value: p99(typing.acknowledgedMs),
    bar: 250,
    detail: `p50 ${ms(p50(typing.acknowledgedMs))}, ${typing.acknowledgedMs.length} saves; server ${typing.serverCores.toFixed(2)} cores, ${typing.serverMiB.toFixed(0)} MiB`,
  }),
  failed('typing', 'saves that failed', typing.failures),
]

const figuresOfStarting = (starting: Starting): Figure[] => [
  ceiling('starting', {
    what: `start pressed until details are there, p99, ${starting.startedMs.length} in one second`,
    value: p99(starting.startedMs),
    bar: 2_000,
    detail: `p50 ${ms(p50(starting.startedMs))}`,
  }),
  failed('starting', 'starts that failed', starting.failures),
]

const figuresOfSubmitting = (submitting: Submitting): Figure[] => [
  ceiling('submitting', {
    what: `end of grace until all ${submitting.submitted} are submitted`,
    value: submitting.allSubmittedMs,
    bar: 5_000,
  }),
  ceiling('submitting', {
    what: 'a page opened by others meanwhile, p95',
    value: p95(submitting.pageMs),
    bar: 500,
    detail: `p50 ${ms(p50(submitting.pageMs))}, ${submitting.pageMs.length} times`,
  }),
  judged({
    what: 'submissions missing or not as acknowledged last',
    workload: 'submitting',
    value: submitting.lost,
    unit: '',
    bar: 0,
    mustBe: 'at most',
  }),
]

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
