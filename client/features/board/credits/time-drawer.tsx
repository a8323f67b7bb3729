import { Drawer, Skeleton, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { BoardRow } from '#contracts/api/board/board.ts'
import { formatDuration } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { ExactInstant } from '../../../ui/instant.tsx'
import { Requests } from '../accommodations/accommodation-requests.tsx'
import { useRequests, useTime, type TimeView } from '../api.ts'
import { CreditList } from './credit-list.tsx'
import { ExtraTimeForm } from './extra-time-form.tsx'
import { GiveTimeForm } from './give-time-form.tsx'

/** One candidate's time: what the clock says and why, and the ways to give more of it. */
export function TimeDrawer(props: { row: BoardRow; onClose: () => void }) {
  const { row, onClose } = props
  const time = useTime(row.id)
  const requests = useRequests(row.id)
  // Both before anything is drawn, so that nothing moves away under the pointer.
  const isLoading = time.isLoading || requests.isLoading
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      title={`Time of ${row.candidateName}`}
      transitionProps={{ duration: 150 }}
    >
      {time.isError && <ErrorPanel error={time.error} onRetry={() => void time.refetch()} />}
      {requests.isError && <ErrorPanel error={requests.error} onRetry={() => void requests.refetch()} />}
      {isLoading && <Skeleton h={280} role="status" aria-label="Loading" />}
      {!isLoading && (
        <Stack gap="lg">
          <Requests invitationId={row.id} requests={requests.data?.accommodations ?? []} />
          {time.data !== undefined && <Content invitationId={row.id} time={time.data} />}
        </Stack>
      )}
    </Drawer>
  )
}

function Content(props: { invitationId: string; time: TimeView }) {
  const { invitationId, time } = props
  const isOpen = time.state !== null && time.state !== 'submitted'
  return (
    <Stack gap="lg">
      <Facts time={time} />
      {time.startedAt !== null && (
        <CreditList
          invitationId={invitationId}
          credits={time.credits}
          withheld={time.withheld}
          canUndo={isOpen}
        />
      )}
      {isOpen && <GiveTimeForm invitationId={invitationId} />}
      {time.state !== 'submitted' && (
        <ExtraTimeForm key={time.extraTimeFactor} invitationId={invitationId} time={time} />
      )}
      <Text size="xs" c="dimmed">
        Reviewers see none of this. Every change is written into the audit, and the candidate&apos;s clock
        moves at once.
      </Text>
    </Stack>
  )
}

function Facts(props: { time: TimeView }) {
  const { time } = props
  const zone = time.zone ?? 'UTC'
  return (
    <Stack gap="xs">
      <Fact label="Start">
        {time.startedAt === null ? 'Not started' : <ExactInstant at={time.startedAt} zone={zone} />}
      </Fact>
      {time.deadline !== null && (
        <Fact label="Deadline">
          <ExactInstant at={time.deadline} zone={zone} />
        </Fact>
      )}
      <Fact label="Usual time">{formatDuration(time.baseDurationMs)}</Fact>
      <Fact label="Extra time">{describeExtraTime(time)}</Fact>
      <Text size="xs" c="dimmed">
        {time.zone === null
          ? "The candidate's zone is not known yet."
          : `The candidate's zone is ${time.zone}.`}
      </Text>
    </Stack>
  )
}

function describeExtraTime(time: TimeView): string {
  if (time.extraTimeFactor === 1) return 'none'
  const total = formatDuration(time.baseDurationMs * time.extraTimeFactor)
  return `× ${Number(time.extraTimeFactor.toFixed(2))}, so ${total}`
}

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {props.label}
      </Text>
      <Text size="sm" component="div">
        {props.children}
      </Text>
    </div>
  )
}
