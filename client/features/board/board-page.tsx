import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useGuide } from '../../lib/organisation/use-guide.ts'
import { paths } from '../../lib/paths.ts'
import { usePositions } from '../../lib/use-positions.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useSelection } from './bulk/use-selection.ts'
import { useBoard, useCounts } from './board-query.ts'
import { FilterBar } from './filter/filter-bar.tsx'
import { StageTabs } from './filter/stage-tabs.tsx'
import { isNarrowed, useBoardPlace } from './filter/use-board-filter.ts'
import { GonePosition } from './views/gone-position.tsx'
import { useDefaultView } from './views/use-default-view.ts'
import { BoardTable } from './table/board-table.tsx'
import { PageBar } from './table/page-bar.tsx'

const InviteDrawer = lazy(async () => ({ default: (await import('./invite-drawer.tsx')).InviteDrawer }))

const BulkBar = lazy(async () => ({ default: (await import('./bulk/bulk-bar.tsx')).BulkBar }))

/** A fresh installation holds no position, and nobody can be invited without one. */
function NobodyInvited() {
  const positions = usePositions()
  const guide = useGuide()
  // The guide says the same, and more.
  if (guide.data?.isShown === true || guide.isLoading) return null
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

/** `guide`: the first steps of a fresh installation, which another feature shows while they are not done. */
export function BoardPage(props: { guide: ReactNode }) {
  const place = useBoardPlace()
  const board = useBoard(place.place)
  useDefaultView(place.place, place.open)
  const [inviting, drawer] = useDisclosure(false)
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
          <Button leftSection={<IconUserPlus size={17} />} onClick={drawer.open}>
            Invite a candidate
          </Button>
        </Group>
      </Group>
      {props.guide}
      {board.isError && <ErrorPanel error={board.error} onRetry={() => void board.refetch()} />}
      {board.data === undefined && !board.isError && <Skeleton h={320} role="status" aria-label="Loading" />}
      {board.data !== undefined && <Content place={place} board={board} view={board.data} />}
      {inviting && (
        <Suspense fallback={null}>
          <InviteDrawer asOf={board.data?.asOf} onClose={drawer.close} />
        </Suspense>
      )}
    </Stack>
  )
}

type Board = ReturnType<typeof useBoard>

function Content(props: {
  place: ReturnType<typeof useBoardPlace>
  board: Board
  view: NonNullable<Board['data']>
}) {
  const { place, board, view } = props
  const counts = useCounts(place.filter)
  const selection = useSelection()
  if (view.total === 0 && !isNarrowed(place.filter)) return <NobodyInvited />
  return (
    <Stack gap="sm">
      <StageTabs filter={place.filter} counts={counts} />
      <FilterBar place={place} />
      <GonePosition place={place} />
      {selection.ids.size > 0 && (
        <Suspense fallback={null}>
          <BulkBar selection={selection} filter={place.filter} rows={view.invitations} total={view.total} />
        </Suspense>
      )}
      {board.elsewhere > 0 && <ChangedElsewhere board={board} />}
      {view.total === 0 ? (
        <NothingMatches onClear={place.clear} />
      ) : (
        <>
          <div data-stale={board.isPlaceholderData || undefined} className="board-rows">
            <BoardTable rows={view.invitations} selection={selection} />
          </div>
          <PageBar page={view.page} pages={view.pages} total={view.total} onTurn={place.turnTo} />
        </>
      )}
    </Stack>
  )
}

function NothingMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="Nothing matches"
      action={
        <Button variant="default" onClick={onClear}>
          Show all
        </Button>
      }
    >
      No invitation has all of what is asked for. Ask for less, or look at another stage.
    </EmptyState>
  )
}

/** What changed and is not on this page: said, and brought in when asked, so that nothing moves under the pointer. */
function ChangedElsewhere({ board }: { board: Board }) {
  const { elsewhere } = board
  return (
    <Group gap="xs" role="status">
      <Text size="sm" c="dimmed">
        {elsewhere === 1 ? '1 other invitation has changed' : `${elsewhere} other invitations have changed`}{' '}
        since this page was loaded.
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        loading={board.isFetching}
        onClick={() => void board.reload()}
      >
        Bring the page up to date
      </Button>
    </Group>
  )
}
