import type { Fairness, Measurement } from './measure.ts'
import { p50, p95 } from './statistics.ts'

export interface Figure {
  what: string
  workload: string
  value: number
  unit: string
  bar: number
  /** Whether the bar is a floor or a ceiling. */
  mustBe: 'at most' | 'at least'
  isReached: boolean
  detail: string
}

type Plain = Omit<Figure, 'isReached' | 'detail'> & { detail?: string }

/** The bars of the project, each beside what was measured. */
export function figuresOf(measurements: readonly Measurement[], fairness: Fairness): Figure[] {
  return [
    ...measurements.flatMap(figuresOfWorkload),
    figureOfFairness(fairness),
    figureOfMemory(measurements),
  ]
}

function figuresOfWorkload(measured: Measurement): Figure[] {
  const bare = p50(measured.bareMs)
  return [
    ...figuresOfClicks(measured, bare),
    judged({
      what: 'saturated throughput / bare loops',
      workload: measured.workload,
      value: measured.wholePerSecond / measured.barePerSecond,
      unit: '',
      bar: 0.85,
      mustBe: 'at least',
      detail: `${measured.wholePerSecond.toFixed(2)} against ${measured.barePerSecond.toFixed(2)} runs/s`,
    }),
    figureOfFirstLine(measured),
  ]
}

function figuresOfClicks({ workload, clicks, bareMs, naiveMs }: Measurement, bare: number): Figure[] {
  const whole = clicks.map((click) => click.verdictMs)
  const naive = p50(naiveMs)
  const inBox = p50(clicks.map((click) => click.boxMs))
  const figure = (plain: Omit<Plain, 'workload' | 'mustBe'>) =>
    judged({ ...plain, workload, mustBe: 'at most' })
  return [
    figure({
      what: 'click to verdict, idle, p50: whole minus bare',
      value: p50(whole) - bare,
      unit: 'ms',
      bar: 100,
      detail: `whole ${ms(p50(whole))}, in the box ${ms(inBox)}, bare ${ms(bare)}, naive ${ms(naive)}`,
    }),
    figure({
      what: 'click to verdict, idle, p50: whole / naive',
      value: p50(whole) / naive,
      unit: '',
      bar: 0.75,
    }),
    figure({
      what: 'click to verdict, idle: p95 / p50',
      value: p95(whole) / p50(whole),
      unit: '',
      bar: 1.5,
      detail: `p95 ${ms(p95(whole))}; bare p95 / p50 ${(p95(bareMs) / bare).toFixed(2)}`,
    }),
  ]
}

function figureOfFirstLine({ workload, clicks, compileMs }: Measurement): Figure {
  // A line that never came is the slowest of all.
  const firstLine = p95(clicks.map((click) => click.firstLineMs ?? Infinity))
  const compile = p50(compileMs)
  return judged({
    what: 'first output line after click, idle, p95, less compile',
    workload,
    value: firstLine - compile,
    unit: 'ms',
    bar: 400,
    mustBe: 'at most',
    detail: `p95 ${ms(firstLine)}, compiling and linking alone ${ms(compile)} (p50)`,
  })
}

function figureOfFairness(fairness: Fairness): Figure {
  return judged({
    what: "B's start while A has clicked 500 times, later than idle",
    workload: 'Go',
    value: Math.max(...fairness.busyStartMs) - p50(fairness.idleStartMs),
    unit: 'ms',
    bar: 2_000,
    mustBe: 'at most',
    detail: `idle ${ms(p50(fairness.idleStartMs))}; of A's clicks ${fairness.accepted} accepted, ${fairness.refused} refused`,
  })
}

function figureOfMemory(measurements: readonly Measurement[]): Figure {
  const value = Math.max(...measurements.map((measured) => measured.workerMiB))
  return judged({
    what: 'worker memory with a full pool, after load',
    workload: 'all',
    value,
    unit: 'MiB',
    bar: 250,
    mustBe: 'at most',
  })
}

/** A measured value beside its bar. */
export function judged(plain: Plain): Figure {
  const isReached = plain.mustBe === 'at most' ? plain.value <= plain.bar : plain.value >= plain.bar
  return { detail: '', ...plain, isReached }
}

export function printFigures(figures: readonly Figure[]): void {
  for (const { workload, what, value, unit, bar, mustBe, isReached, detail } of figures) {
    const digits = unit === '' ? 2 : 0
    const measured = `${value.toFixed(digits)} ${unit}`.trim().padStart(9)
    const wanted = `${mustBe} ${bar} ${unit}`.trim().padEnd(16)
    console.log(
      `${isReached ? 'ok  ' : 'MISS'} ${workload.padEnd(11)}${what.padEnd(54)}${measured}  ${wanted} ${detail}`,
    )
  }
}

/** What the process ends with: a bar that was missed is a failure, unless somebody only wants the figures. */
export function exitCodeOf(figures: readonly Figure[], { isReportOnly }: { isReportOnly: boolean }): number {
  const missed = figures.filter((figure) => !figure.isReached)
  if (missed.length > 0) console.log(`${missed.length} of ${figures.length} bars were missed`)
  return missed.length > 0 && !isReportOnly ? 1 : 0
}

const ms = (value: number) => `${value.toFixed(0)} ms`
