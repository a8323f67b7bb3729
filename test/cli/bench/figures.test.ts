import { expect, test } from 'vitest'
import { exitCodeOf, figuresOf, type Figure } from '../../../cli/bench/figures.ts'
import type { Measurement } from '../../../cli/bench/measure.ts'

const fairness = { idleStartMs: [100], busyStartMs: [150], accepted: 1, refused: 499 }
const measurement = (changes: Partial<Measurement> = {}): Measurement => ({
  workload: 'Go',
  bareMs: [1_000],
  compileMs: [700],
  naiveMs: [2_000],
  clicks: [{ verdictMs: 1_050, firstLineMs: 1_000, startMs: 20, boxMs: 1_000 }],
  wholePerSecond: 0.9,
  barePerSecond: 1,
  workerMiB: 100,
  ...changes,
})
const missedOf = (figures: readonly Figure[]) =>
  figures.filter((figure) => !figure.isReached).map((figure) => figure.what)

test('where every bar is reached the bench ends well', () => {
  const figures = figuresOf([measurement()], fairness)
  expect(missedOf(figures)).toEqual([])
  expect(exitCodeOf(figures, { isReportOnly: false })).toBe(0)
})

test('the first line may come 400 ms after what compiling takes, and tests that run after it buy no time', () => {
  const clicks = [{ verdictMs: 1_050, firstLineMs: 1_101, startMs: 20, boxMs: 1_000 }]
  const [late] = figuresOf([measurement({ clicks })], fairness).filter((figure) => !figure.isReached)
  expect(late).toMatchObject({
    what: 'first output line after click, idle, p95, less compile',
    value: 401,
    bar: 400,
  })
})

test('a bar that was missed fails the bench, unless only a report was asked for', () => {
  const figures = figuresOf([measurement({ wholePerSecond: 0.5 })], fairness)
  expect(missedOf(figures)).toEqual(['saturated throughput / bare loops'])
  expect(exitCodeOf(figures, { isReportOnly: false })).toBe(1)
  expect(exitCodeOf(figures, { isReportOnly: true })).toBe(0)
})

test('without a first line nothing is said to be fast', () => {
  const clicks = [{ verdictMs: 1_050, firstLineMs: null, startMs: 20, boxMs: 1_000 }]
  expect(missedOf(figuresOf([measurement({ clicks })], fairness))).toEqual([
    'first output line after click, idle, p95, less compile',
  ])
})
