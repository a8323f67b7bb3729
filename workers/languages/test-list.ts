import { testBounds, type TestCounts, type TestResult } from '#contracts/runs.ts'
import { cleanText, cutText } from '../sandbox/output.ts'

/** All messages of a report together; what comes after is cut short. */
const maxTextLength = 1_000_000
const shortMessageLength = 200
/** Beyond any time limit of a run: a duration is what the runner prints, and may be forged. */
const maxDurationMs = 24 * 3_600_000

/** A test on its list, where the groups around it may still be added. */
export type ListedTest = TestResult & { path: string[] }

/** Collects test results within the bounds that a report may have; counts all, also those that it has no room for. */
export class TestList {
  readonly tests: ListedTest[] = []
  readonly counts: TestCounts = { passed: 0, failed: 0, skipped: 0 }
  /** Where tests stand that give way to a failure once the list is full. */
  readonly #passedAt: number[] = []
  #textLength = 0

  /** Answers with the test as it is kept, or with null where the list is full. */
  add(test: ListedTest): ListedTest | null {
    if (test.kind === undefined) this.counts[test.status] += 1
    const index = this.#roomFor(test)
    if (index === null) return null
    const listed = {
      ...(test.kind !== undefined && { kind: test.kind }),
      name: cleanName(test.name),
      suite: cleanName(test.suite),
      path: test.path.slice(0, testBounds.depth).map(cleanName),
      status: test.status,
      durationMs: sane(test.durationMs),
      message: this.#cutMessage(cleanText(test.message)),
    }
    this.tests[index] = listed
    if (listed.status === 'passed') this.#passedAt.push(index)
    return listed
  }

  putInto(group: string, test: ListedTest): void {
    if (test.path.length < testBounds.depth) test.path.unshift(cleanName(group))
  }

  #roomFor(test: ListedTest): number | null {
    if (this.tests.length < testBounds.tests) return this.tests.length
    return test.status === 'failed' ? (this.#passedAt.pop() ?? null) : null
  }

  #cutMessage(message: string): string {
    const room = this.#textLength < maxTextLength ? testBounds.messageLength : shortMessageLength
    const kept = cutMiddle(message, room)
    this.#textLength += kept.length
    return kept
  }
}

/** A message's beginning and its end: what explains a failure stands at either. */
export function cutMiddle(message: string, maxLength: number = testBounds.messageLength): string {
  if (message.length <= maxLength) return message
  const begin = cutText(message, Math.floor(maxLength / 3)).toWellFormed()
  const end = message.slice(begin.length - maxLength + 3).toWellFormed()
  return `${begin}\n…\n${end}`
}

/** Text that may grow without bound, of which the beginning and the end are kept. */
export class GrowingText {
  #begin = ''
  #end = ''

  add(text: string): void {
    const room = testBounds.messageLength - this.#begin.length
    this.#begin += text.slice(0, Math.max(0, room))
    const rest = this.#end + text.slice(Math.max(0, room))
    this.#end = rest.length > 2 * testBounds.messageLength ? rest.slice(-testBounds.messageLength) : rest
  }

  text(): string {
    return cutMiddle(this.#begin + this.#end)
  }
}

function sane(durationMs: number): number {
  return Number.isFinite(durationMs) ? Math.min(Math.max(0, durationMs), maxDurationMs) : 0
}

function cleanName(name: string): string {
  return cutText(cleanText(name), testBounds.nameLength)
}
