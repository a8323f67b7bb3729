import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { usePositions } from '../../lib/use-positions.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { BoardTable } from './board-table.tsx'
import { useBoard } from './api.ts'

const InviteDrawer = lazy(async () => ({ default: (await import('./invite-drawer.tsx')).InviteDrawer }))

/** A fresh installation holds no position, and nobody can be invited without one. */
function NobodyInvited() {
  const positions = usePositions()
  if (positions.data?.positions.some(({ closedAt }) => closedAt === null) !== false) {
    return (
      <EmptyState title="Nobody is invited yet">
        Invite a candidate: you get a link to send, and see here when it is opened, started and handed in.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title="Begin with a position"
      action={
        <Button component={Link} to={paths.positions()} variant="default">
          To the positions
        </Button>
      }
    >
      A position says what job it is, which exercises its candidates may be given, and who reviews them. Once
      there is one, you can invite for it.
    </EmptyState>
  )
}

/** By the position, where there is one alone; else it is chosen first. */
function InviteSeveral() {
  const positions = usePositions()
  const open = positions.data?.positions.filter(({ closedAt }) => closedAt === null) ?? []
  const [only] = open
  if (only === undefined) return null
  const to = open.length === 1 ? paths.importInvitations(only.id) : paths.positions()
  return (
    <Button component={Link} to={to} variant="default">
      Invite several
    </Button>
  )
}

export function BoardPage() {
  const board = useBoard()
  const [inviting, drawer] = useDisclosure(false)
  const invite = (
    <Button leftSection={<IconUserPlus size={17} />} onClick={drawer.open}>
      Invite a candidate
    </Button>
  )
  return (
    <Stack gap="lg">
      <title>Board · Fairtime</title>
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1} size="h2">
            Board
          </Title>
          <Text c="dimmed">Where every invitation stands. Times are in your zone unless said otherwise.</Text>
        </div>
        <Group gap="sm">
          <InviteSeveral />
          {invite}
        </Group>
      </Group>
      {board.isError && <ErrorPanel error={board.error} onRetry={() => void board.refetch()} />}
      {board.data === undefined && !board.isError && <Skeleton h={320} role="status" aria-label="Loading" />}
      {board.data !== undefined && board.data.invitations.length > 0 && (
        <BoardTable rows={board.data.invitations} />
      )}
      {board.data !== undefined && board.data.invitations.length === 0 && <NobodyInvited />}
      {inviting && (
        <Suspense fallback={null}>
          <InviteDrawer asOf={board.data?.asOf} onClose={drawer.close} />
        </Suspense>
      )}
    </Stack>
  )
}
