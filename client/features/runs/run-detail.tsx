import { Skeleton } from '@mantine/core'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RunResultView } from '../../ui/results/run-result-view.tsx'
import { OpenRun } from './open-run.tsx'
import type { LiveRuns } from './live-runs.ts'
import { useRun } from './use-run.ts'

export function RunDetail(props: { attemptId: string; runId: string; live: LiveRuns }) {
  const run = useRun(props.attemptId, props.runId)
  if (run.data === undefined) {
    return run.isError ? (
      <ErrorPanel error={run.error} onRetry={() => void run.refetch()} />
    ) : (
      <Skeleton h={180} />
    )
  }
  if (run.data.result !== null) return <RunResultView result={run.data.result} />
  return <OpenRun run={run.data} live={props.live} />
}
