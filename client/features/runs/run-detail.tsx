import { Skeleton } from '@mantine/core'
import type { RunView } from '#contracts/runs.ts'
import { placesOfTest, type CodeBesideRuns } from '../../lib/text/code-places.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RunResultView } from '../../ui/results/run-result-view.tsx'
import { OpenRun } from './open-run.tsx'
import type { LiveRuns } from './live-runs.ts'
import { useRun } from './api.ts'
import { useTellPlaces } from './use-tell-places.ts'

interface RunDetailProps {
  attemptId: string
  runId: string
  live: LiveRuns
  code: CodeBesideRuns
  /** The newest run, of code as it stands on the page. */
  isCurrent: boolean
}

export function RunDetail(props: RunDetailProps) {
  const run = useRun(props.attemptId, props.runId)
  if (run.data === undefined) {
    return run.isError ? (
      <ErrorPanel error={run.error} onRetry={() => void run.refetch()} />
    ) : (
      <Skeleton h={180} />
    )
  }
  return <Loaded {...props} run={run.data} />
}

function Loaded(props: RunDetailProps & { run: RunView }) {
  const { run, code } = props
  useTellPlaces(props.isCurrent ? run.result : null, code)
  if (run.result === null) return <OpenRun run={run} live={props.live} />
  const { canRun, onGoTo, onRunOnly } = code
  const placesOf = (test: Parameters<typeof placesOfTest>[0]) => placesOfTest(test, code.paths)
  return (
    <RunResultView result={run.result} only={run.only} actions={{ placesOf, canRun, onGoTo, onRunOnly }} />
  )
}
