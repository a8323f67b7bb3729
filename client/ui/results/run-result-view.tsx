import { Group, Stack, Text } from '@mantine/core'
import type { RunResult } from '#contracts/runs.ts'
import { formatElapsed } from '../../lib/clock/times.ts'
import { OutputBlock } from './output-block.tsx'
import { TestList } from './test-list.tsx'
import { VerdictBadge } from './verdict-badge.tsx'

/** How a run ended: verdict and cause first, then tests, then everything it printed. */
export function RunResultView(props: { result: RunResult }) {
  const { result } = props
  const passed = result.tests.filter((test) => test.status === 'passed').length
  return (
    <Stack gap="md">
      <div>
        <Group gap="xs">
          <VerdictBadge verdict={result.verdict} />
          {result.tests.length > 0 && (
            <Text size="sm" c="dimmed">
              {passed} of {result.tests.length} tests passed
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
      </div>
      {result.tests.length > 0 && <TestList tests={result.tests} />}
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
