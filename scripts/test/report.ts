import { z } from 'zod'

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.unknown()),
    }),
  ),
})
export type TestReport = z.output<typeof reportSchema>

/** Null when the text is no report, as when vitest was killed while it wrote. */
export function parseReport(text: string): TestReport | null {
  try {
    return reportSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** A file that could not even be loaded counts as one failure, and so does anything else that made vitest fail. */
export function countTests(report: TestReport | null, exitCode: number): { passed: number; failed: number } {
  if (report === null) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, testResults } = report
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = numFailedTests + unloaded.length
  return { passed: numPassedTests, failed: exitCode !== 0 && failed === 0 ? 1 : failed }
}
