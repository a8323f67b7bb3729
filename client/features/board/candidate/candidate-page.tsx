import { Badge, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { BoardRow } from '#contracts/api/board/board.ts'
import { ApiError } from '../../../lib/api/api-error.ts'
import { paths } from '../../../lib/paths.ts'
import { useMe } from '../../../lib/use-me.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { invitationStates } from '../invitation-state.ts'
import { rowActions } from '../row/row-actions.ts'
import { RowBadges } from '../row/row-badges.tsx'
import { RowDialogs, type RowDialog } from '../row/row-dialogs-context.tsx'
import { Overview } from './overview.tsx'
import { Timeline } from './timeline.tsx'
import { useCandidate } from './use-candidate.ts'

const DataSection = lazy(async () => ({ default: (await import('./data/data-section.tsx')).DataSection }))

/** Everything of one invitation in one place, for whoever asks "what happened with …?". */
export function CandidatePage() {
  const { invitationId = '' } = useParams()
  const candidate = useCandidate(invitationId)
  return (
    <Stack gap="lg">
      <title>{`${candidate.row?.candidateName ?? 'Candidate'} · Fairtime`}</title>
      <Link to={paths.board()} className="back-line">
        <IconArrowLeft size={16} stroke={1.7} /> Board
      </Link>
      {candidate.error !== null && <Failed error={candidate.error} onRetry={candidate.retry} />}
      {candidate.error === null && candidate.row === undefined && (
        <Skeleton h={320} role="status" aria-label="Loading" />
      )}
      {candidate.row !== undefined && candidate.timeline !== undefined && (
        <>
          <Heading row={candidate.row} />
          <div className="candidate-columns">
            <Timeline entries={candidate.timeline.entries} />
            <Overview row={candidate.row} timeline={candidate.timeline} />
          </div>
          <AdminsData invitationId={invitationId} />
        </>
      )}
    </Stack>
  )
}

/** Fetched for admins alone. */
function AdminsData({ invitationId }: { invitationId: string }) {
  const isAdmin = useMe().data?.staff?.roles.includes('admin') ?? false
  return <Suspense fallback={null}>{isAdmin && <DataSection invitationId={invitationId} />}</Suspense>
}

function Failed(props: { error: Error; onRetry: () => void }) {
  const { error } = props
  const isGone = error instanceof ApiError && (error.status === 404 || error.status === 400)
  return (
    <>
      <Title order={1} size="h2">
        Candidate
      </Title>
      {isGone ? (
        <EmptyState title="This invitation is not here">
          It may have been erased, or the address is incomplete. The board lists everything that there is.
        </EmptyState>
      ) : (
        <ErrorPanel error={error} onRetry={props.onRetry} />
      )}
    </>
  )
}

function Heading({ row }: { row: BoardRow }) {
  const [open, setOpen] = useState<RowDialog | null>(null)
  const state = invitationStates[row.state]
  return (
    <Stack gap="sm">
      <Group gap="sm" align="center">
        <Title order={1} size="h2" className="plain-text">
          {row.candidateName}
        </Title>
        <Badge className="tone-badge" data-tone={state.tone}>
          {state.label}
        </Badge>
      </Group>
      <Text c="dimmed" className="plain-text">
        {row.candidateEmail} · {row.positionTitle}
      </Text>
      <RowBadges row={row} onOpen={setOpen} />
      <Group gap="xs">
        {rowActions(row)
          .filter(({ isPossible }) => isPossible)
          .map(({ dialog, label }) => (
            <DialogButton key={dialog} label={label} onOpen={() => setOpen(dialog)} />
          ))}
      </Group>
      <RowDialogs row={row} open={open} onClose={() => setOpen(null)} />
    </Stack>
  )
}

function DialogButton(props: { label: string; onOpen: () => void }) {
  return (
    <Button variant="default" size="xs" onClick={props.onOpen}>
      {props.label}
    </Button>
  )
}
