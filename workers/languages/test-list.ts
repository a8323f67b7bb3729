import type { TestResult } from '#contracts/runs.ts'
import { cleanText } from '../sandbox/output.ts'

const maxTests = 500
const maxNameLength = 300
const maxMessageLength = 8_000

/** Collects test results within the bounds that a report may have. */
export class TestList {
  readonly tests: TestResult[] = []

  add(test: TestResult): void {
    if (this.tests.length >= maxTests) return
    const name = cleanText(test.name).slice(0, maxNameLength)
    const suite = cleanText(test.suite).slice(0, maxNameLength)
    const durationMs = Math.max(0, test.durationMs)
    this.tests.push({ ...test, name, suite, durationMs, message: this.clip(cleanText(test.message)) })
  }

  clip(message: string): string {
    return message.length <= maxMessageLength ? message : `${message.slice(0, maxMessageLength - 1)}…`
  }
}
