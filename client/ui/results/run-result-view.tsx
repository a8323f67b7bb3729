import { Group, Stack, Text } from '@mantine/core'
import type { TestFilter, RunResult } from '#contracts/runs.ts'
import { formatElapsed } from '../../lib/clock/times.ts'
import { OnlyNote } from './only-note.tsx'
import { OutputBlock } from './output-block.tsx'
import { TestTree, type TestActions } from './test-tree.tsx'
import { PartBadge, VerdictBadge } from './verdict-badge.tsx'

/** How a run ended: verdict and cause first, then tests, then everything it printed. */
export function RunResultView(props: { result: RunResult; only?: TestFilter | null; actions?: TestActions }) {
  const { result, only = null, actions } = props
  const { passed, total } = countsOf(result)
  return (
    <Stack gap="md">
      <div>
        <Group gap="xs">
          <VerdictBadge verdict={result.verdict} />
          {only !== null && <PartBadge />}
          {total > 0 && (
            <Text size="sm" c="dimmed">
              {passed} of {total} tests passed
            </Text>
          )}
          <Text size="sm" c="dimmed" className="tabular" ml="auto">
            {formatElapsed(result.durationMs)}
          </Text>
        </Group>
        <Text size="sm" mt={6}>
          {result.cause}
          {result.verdict === 'platform_error' && ' This costs you nothing; run it again.'}
        </Text>
        {only !== null && <OnlyNote only={only} />}
      </div>
      {result.tests.length > 0 && <TestTree tests={result.tests} actions={actions} />}
      {result.output !== '' && (
        <div>
          <Text size="xs" fw={600} c="dimmed" mb={4}>
            Output
          </Text>
          <OutputBlock text={result.output} truncated={result.outputTruncated} label="Output of the run" />
        </div>
      )}
    </Stack>
  )
}

/** Results from before counts were recorded list every test. */
function countsOf({ tests, testCounts }: RunResult): { passed: number; total: number } {
  if (testCounts !== undefined) {
    const { passed, failed, skipped } = testCounts
    return { passed, total: passed + failed + skipped }
  }
  return { passed: tests.filter((test) => test.status === 'passed').length, total: tests.length }
}
