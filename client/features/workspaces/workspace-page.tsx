import { useState, type ComponentType } from 'react'
import { Navigate, useParams } from 'react-router'
import type { RunsPanelProps } from '../../lib/text/code-places.ts'
import { callApi } from '../../lib/api/call-api.ts'
import { paths } from '../../lib/paths.ts'
import { ServerClock } from '../../lib/clock/server-clock.ts'
import { ErrorPage } from '../../ui/pages/error-page.tsx'
import { useAttempt, type AttemptView } from './api.ts'
import { useSession } from '../../sync/session/use-session.ts'
import { WorkspaceScreen } from './workspace-screen.tsx'
import { WorkspaceSkeleton } from './workspace-skeleton.tsx'

/** The attempt itself. The panel of runs is passed in, because runs are a room of their own. */
export function WorkspacePage(props: { RunsPanel: ComponentType<RunsPanelProps> }) {
  const { attemptId = '' } = useParams()
  const attempt = useAttempt(attemptId, false)
  if (attempt.data === undefined) {
    return attempt.isError ? (
      <ErrorPage error={attempt.error} onRetry={() => void attempt.refetch()} />
    ) : (
      <WorkspaceSkeleton />
    )
  }
  if (attempt.data.state === 'submitted') return <Navigate to={paths.receipt(attemptId)} replace />
  return <Opened key={attemptId} attempt={attempt.data} RunsPanel={props.RunsPanel} />
}

function Opened(props: { attempt: AttemptView; RunsPanel: ComponentType<RunsPanelProps> }) {
  const { attempt, RunsPanel } = props
  const session = useSession(attempt.id)
  const [clock] = useState(
    () =>
      new ServerClock(attempt.clock, {
        ask: () => callApi('getClock', { params: { attemptId: attempt.id } }),
        monotonicMs: () => performance.now(),
      }),
  )
  if (session.kind === 'failed') return <ErrorPage error={session.error} onRetry={session.retry} />
  if (session.kind === 'opening') return <WorkspaceSkeleton title={attempt.exercise.title} />
  return <WorkspaceScreen attempt={attempt} session={session.session} clock={clock} RunsPanel={RunsPanel} />
}
