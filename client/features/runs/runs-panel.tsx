import type { RunsPanelProps } from '../../lib/text/code-places.ts'
import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RunDetail } from './run-detail.tsx'
import { RunHistory } from './run-history.tsx'
import { useLiveRuns } from './use-live-runs.ts'
import { useRuns } from './api.ts'

/** The runs of an attempt: the chosen one in full, the newest unless another was picked. */
export function RunsPanel(props: RunsPanelProps) {
  const { attemptId, starting, startError, onRun } = props
  const live = useLiveRuns(attemptId)
  const runs = useRuns(attemptId)
  const [picked, setPicked] = useState<{ runId: string; newest: string } | null>(null)
  if (runs.data === undefined) {
    return runs.isError ? (
      <ErrorPanel error={runs.error} onRetry={() => void runs.refetch()} />
    ) : (
      <PanelSkeleton />
    )
  }
  const newest = runs.data.runs[0]
  if (newest === undefined) return <NoRuns starting={starting} startError={startError} onRun={onRun} />
  // A choice holds until a newer run begins.
  const shown = picked !== null && picked.newest === newest.id ? picked.runId : newest.id
  return (
    <Stack gap="lg">
      {startError !== null && <ErrorPanel error={startError} onRetry={onRun} />}
      <RunDetail
        key={shown}
        attemptId={attemptId}
        runId={shown}
        live={live}
        code={props.code}
        isCurrent={shown === newest.id && Date.parse(newest.createdAt) >= Date.parse(props.code.shownSince)}
      />
      <RunHistory
        runs={runs.data.runs}
        shown={shown}
        onPick={(runId) => setPicked({ runId, newest: newest.id })}
      />
    </Stack>
  )
}

function NoRuns(props: { starting: boolean; startError: unknown; onRun: () => void }) {
  return (
    <Stack align="flex-start" gap="sm">
      {props.startError !== null && <ErrorPanel error={props.startError} />}
      <Text fw={600}>No run yet</Text>
      <Text size="sm" c="dimmed">
        A run takes what is saved and executes the visible tests in a sealed box. Run as often as you like: it
        is feedback for you and is not counted.
      </Text>
      <Button
        variant="default"
        leftSection={<IconPlayerPlay size={15} />}
        loading={props.starting}
        onClick={props.onRun}
      >
        Run the tests
      </Button>
    </Stack>
  )
}

function PanelSkeleton() {
  return (
    <Stack gap="sm" role="status" aria-busy="true" aria-label="Loading runs">
      <Skeleton h={22} w={140} />
      <Skeleton h={160} />
    </Stack>
  )
}
