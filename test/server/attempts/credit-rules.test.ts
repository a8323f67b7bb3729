import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadline, type ClockFacts } from '#contracts/clock.ts'
import {
  faultCredit,
  noticeMs,
  outageCredit,
  platformCapMs,
  uncovered,
  type Given,
  type Interval,
} from '../../../server/attempts/extra-time/credit-rules.ts'

const startMs = Date.parse('2026-11-24T09:00:00Z')
const minutes = (count: number) => count * 60_000
const span = (fromMinute: number, untilMinute: number): Interval => ({
  from: new Date(startMs + minutes(fromMinute)),
  until: new Date(startMs + minutes(untilMinute)),
})
const facts: ClockFacts = {
  startedAt: new Date(startMs),
  baseDurationMs: minutes(120),
  extraTimeFactor: 1,
  creditsMs: [],
  submittedAt: null,
}
const nothing: Given = { intervals: [], platformMs: 0 }

describe('a lost interval counts once', () => {
  it.each([
    ['nothing else', [], 10],
    ['the same', [span(0, 10)], null],
    ['its middle', [span(4, 6)], 8],
    ['overlaps on both sides, in any order', [span(8, 20), span(-5, 3), span(2, 4)], 4],
    ['what lies elsewhere', [span(20, 30)], 10],
  ])('beside %s', (_name, covered, expected) => {
    const lost = uncovered(span(0, 10), covered)
    expect(lost && lost.amountMs / 60_000).toBe(expected)
  })
})

describe('an outage', () => {
  it.each([
    ['in the middle: the clock stood still', span(30, 37), 7],
    ['before the start', span(-20, -10), null],
    ['that began before the start', span(-5, 5), 5],
    ['after the deadline', span(121, 130), null],
    ['over the deadline, a minute before: five minutes of notice', span(119, 130), 15],
    ['over the deadline, half an hour before: all of it', span(90, 130), 40],
    ['of a night: an hour of the two is there again', span(10, 610), 550],
    ['longer than the cap, with enough left after it', span(10, 85), 60],
  ])('%s', (_name, outage, expected) => {
    const lost = outageCredit(outage, facts, nothing)
    expect(lost && lost.amountMs / 60_000).toBe(expected)
  })
})

describe('a fault', () => {
  it('counts only while the time ran, and up to the cap', () => {
    expect(faultCredit(span(115, 130), facts, nothing)?.amountMs).toBe(minutes(5))
    expect(faultCredit(span(0, 30), facts, { intervals: [], platformMs: minutes(50) })?.amountMs).toBe(
      minutes(10),
    )
    expect(faultCredit(span(0, 30), facts, { intervals: [], platformMs: platformCapMs })).toBeNull()
  })
})

type Event =
  | { kind: 'outage' | 'fault'; forMs: number }
  | { kind: 'wait'; ms: number }
  | { kind: 'staff'; ms: number }
  | { kind: 'accommodation'; factor: number }
  | { kind: 'undo'; which: number }

const eventArbitrary: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ kind: fc.constantFrom('outage', 'fault'), forMs: fc.integer({ min: 1, max: minutes(180) }) }),
  fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: minutes(60) }) }),
  fc.record({ kind: fc.constant('staff'), ms: fc.integer({ min: 1, max: minutes(60) }) }),
  fc.record({ kind: fc.constant('accommodation'), factor: fc.double({ min: 1, max: 4, noNaN: true }) }),
  fc.record({ kind: fc.constant('undo'), which: fc.nat(20) }),
)

interface Entry {
  amountMs: number
  by: 'platform' | 'staff' | 'accommodation'
  undone: boolean
  interval: Interval | null
}

/** An attempt as its rows would be, changed by the rules that the server uses. */
class TimedAttempt {
  readonly entries: Entry[] = []
  now = startMs
  readonly factor: number

  constructor(factor: number) {
    this.factor = factor
  }

  sumOf = (by: Entry['by']) =>
    this.entries
      .filter((each) => each.by === by && !each.undone)
      .reduce((sum, each) => sum + each.amountMs, 0)

  get facts(): ClockFacts {
    const creditsMs = this.entries.flatMap(({ amountMs, undone }) =>
      undone ? [amountMs, -amountMs] : [amountMs],
    )
    return { ...facts, extraTimeFactor: this.factor, creditsMs }
  }

  give(kind: 'outage' | 'fault', interval: Interval): number {
    const given = {
      intervals: this.entries.flatMap((each) => each.interval ?? []),
      platformMs: this.sumOf('platform'),
    }
    const lost = (kind === 'outage' ? outageCredit : faultCredit)(interval, this.facts, given)
    if (lost === null) return 0
    this.entries.push({ amountMs: lost.amountMs, by: 'platform', undone: false, interval: lost })
    return lost.amountMs
  }

  apply(event: Event): void {
    if ('forMs' in event) return this.#fail(event)
    if (event.kind === 'wait') this.now += event.ms
    else if (event.kind === 'staff') this.#add('staff', event.ms)
    else if (event.kind === 'undo') {
      const entry = this.entries[event.which]
      if (entry !== undefined) entry.undone = true
    } else {
      const more = facts.baseDurationMs * (event.factor - this.factor) - this.sumOf('accommodation')
      if (more > 0) this.#add('accommodation', more)
    }
  }

  #fail({ kind, forMs }: Extract<Event, { forMs: number }>): void {
    const from = new Date(this.now)
    this.now += forMs
    const interval = { from, until: new Date(this.now) }
    const before = deadline(this.facts)
    const first = this.give(kind, interval)
    expect(first).toBeGreaterThanOrEqual(0)
    const again = this.give(kind, interval)
    // A fault that goes on past the deadline takes of the time that was just given, too; but nothing of it counts twice.
    if (kind === 'fault') expect(first + again).toBeLessThanOrEqual(forMs)
    else expect(again, 'the same outage again').toBe(0)
    const platformMs = this.sumOf('platform')
    if (kind === 'fault' && platformMs > platformCapMs) expect(first + again).toBe(0)
    if (kind === 'outage' && before > from && before < interval.until)
      expect(deadline(this.facts).getTime() - this.now).toBeGreaterThanOrEqual(noticeMs - 1)
  }

  #add(by: Entry['by'], amountMs: number) {
    this.entries.push({ amountMs, by, undone: false, interval: null })
  }
}

it('over 10,000 orders of events the deadline comes earlier by an explicit undo alone', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 4, noNaN: true }),
      fc.array(eventArbitrary, { maxLength: 20 }),
      (factor, events) => {
        const attempt = new TimedAttempt(factor)
        for (const event of events) {
          const before = deadline(attempt.facts).getTime()
          attempt.apply(event)
          if (event.kind !== 'undo') expect(deadline(attempt.facts).getTime()).toBeGreaterThanOrEqual(before)
        }
      },
    ),
    { numRuns: 10_000 },
  )
})
