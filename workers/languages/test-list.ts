import type { TestResult } from '#contracts/runs.ts'
import { cleanText } from '../sandbox/output.ts'

const maxTests = 500
const maxNameLength = 300
const maxMessageLength = 8_000
const maxDepth = 20

/** A test on its list, where the groups around it may still be added. */
export type ListedTest = TestResult & { path: string[] }

/** Collects test results within the bounds that a report may have. */
export class TestList {
  readonly tests: ListedTest[] = []

  /** Answers with the test as it is kept, or with null where the list is full. */
  add(test: ListedTest): ListedTest | null {
    if (this.tests.length >= maxTests) return null
    const listed = {
      name: cleanName(test.name),
      suite: cleanName(test.suite),
      path: test.path.slice(0, maxDepth).map(cleanName),
      status: test.status,
      durationMs: Math.max(0, test.durationMs),
      message: this.clip(cleanText(test.message)),
    }
    this.tests.push(listed)
    return listed
  }

  putInto(group: string, test: ListedTest): void {
    if (test.path.length < maxDepth) test.path.unshift(cleanName(group))
  }

  clip(message: string): string {
    return message.length <= maxMessageLength ? message : `${message.slice(0, maxMessageLength - 1)}…`
  }
}

function cleanName(name: string): string {
  return cleanText(name).slice(0, maxNameLength)
}
