import { Anchor, Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import type { InvitationImport } from '#contracts/api/invitations/invitation-imports.ts'
import type { Position } from '#contracts/api/positions.ts'
import { paths } from '../../lib/paths.ts'
import { usePositions } from '../../lib/use-positions.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RelativeInstant } from '../../ui/instant.tsx'
import { useImports } from './api.ts'
import { ImportForm } from './import-form.tsx'

const ImportView = lazy(async () => ({ default: (await import('./import-view.tsx')).ImportView }))

/** Many people for one position: read a list, look at it, send it. The list is in the address, so that a reload comes back to it. */
export function ImportPage() {
  const { positionId = '' } = useParams()
  const positions = usePositions()
  const position = positions.data?.positions.find(({ id }) => id === positionId)
  return (
    <Stack gap="lg">
      <title>Invite several · Fairtime</title>
      <div>
        <Anchor component={Link} to={paths.board()} size="sm">
          Board
        </Anchor>
        <Title order={1} size="h2">
          Invite several
        </Title>
        <Text c="dimmed">{position?.title ?? ' '}</Text>
      </div>
      {positions.isError && <ErrorPanel error={positions.error} onRetry={() => void positions.refetch()} />}
      {positions.isPending && <Skeleton h={320} role="status" aria-label="Loading" />}
      {positions.isSuccess && position === undefined && (
        <EmptyState title="There is no such position">Choose one under "Positions".</EmptyState>
      )}
      {position !== undefined && <ListOrForm position={position} />}
    </Stack>
  )
}

function ListOrForm({ position }: { position: Position }) {
  const [query, setQuery] = useSearchParams()
  const importId = query.get('list')
  const open = (id: string) => setQuery({ list: id })
  if (importId !== null)
    return (
      <Suspense fallback={null}>
        <ImportView key={importId} importId={importId} onLeave={() => setQuery({})} />
      </Suspense>
    )
  return (
    <>
      <EarlierLists positionId={position.id} onOpen={open} />
      <ImportForm position={position} onRead={open} />
    </>
  )
}

function EarlierLists(props: { positionId: string; onOpen: (importId: string) => void }) {
  const imports = useImports()
  const ours = (imports.data?.imports ?? []).filter(({ positionId }) => positionId === props.positionId)
  if (ours.length === 0) return null
  return (
    <Stack gap="xs" component="section" aria-label="Lists so far">
      <Text fw={600}>Lists so far</Text>
      {ours.slice(0, 5).map((list) => (
        <Group key={list.id} gap="sm">
          <Button size="xs" variant="default" onClick={() => props.onOpen(list.id)}>
            {list.state === 'draft' ? 'Go on' : 'Look at it'}
          </Button>
          <Text size="sm">
            {describe(list)} · read <RelativeInstant at={list.createdAt} />
          </Text>
        </Group>
      ))}
    </Stack>
  )
}

function describe({ state, total, invited, skipped }: InvitationImport): string {
  if (state === 'draft') return `${total} rows, not sent`
  if (state === 'making') return `${total} rows, being sent`
  return `${invited} invited, ${skipped} skipped`
}
