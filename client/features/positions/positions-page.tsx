import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Position } from '#contracts/api/positions.ts'
import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { usePositions } from '../../lib/use-positions.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { PositionsTable } from './positions-table.tsx'

const PositionDrawer = lazy(async () => ({ default: (await import('./position-drawer.tsx')).PositionDrawer }))

export function PositionsPage() {
  const positions = usePositions()
  const [open, setOpen] = useState<Position | 'new' | null>(null)
  return (
    <Stack gap="lg">
      <title>Positions · Fairtime</title>
      <PositionsHeader onCreate={() => setOpen('new')} />
      {positions.isError && <ErrorPanel error={positions.error} onRetry={() => void positions.refetch()} />}
      {positions.data === undefined && !positions.isError && (
        <Skeleton h={220} role="status" aria-label="Loading" />
      )}
      {positions.data !== undefined && positions.data.positions.length > 0 && (
        <PositionsTable positions={positions.data.positions} onEdit={setOpen} />
      )}
      {positions.data?.positions.length === 0 && (
        <EmptyState title="No position yet">
          Candidates are invited for a position. Open the first one: a title and one exercise are enough to
          begin.
        </EmptyState>
      )}
      {open !== null && (
        <Suspense fallback={null}>
          <PositionDrawer position={open === 'new' ? null : open} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Stack>
  )
}

function PositionsHeader(props: { onCreate: () => void }) {
  return (
    <Group justify="space-between" align="flex-end">
      <div>
        <Title order={1} size="h2">
          Positions
        </Title>
        <Text c="dimmed">
          What you hire for: which exercises are allowed, who reviews, and what they look for.
        </Text>
      </div>
      <Group gap="sm">
        <Button component={Link} to={paths.calendars()} variant="default">
          Business calendars
        </Button>
        <Button leftSection={<IconPlus size={17} />} onClick={props.onCreate}>
          Open a position
        </Button>
      </Group>
    </Group>
  )
}
