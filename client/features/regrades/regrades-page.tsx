import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRefresh } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useMe } from '../../lib/use-me.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RegradesTable } from './regrades-table.tsx'
import { useRegrades } from './api.ts'

const RegradeDrawer = lazy(async () => ({ default: (await import('./regrade-drawer.tsx')).RegradeDrawer }))

/** What was graded again and why; recruiters may look, admins and authors may start one. */
export function RegradesPage() {
  const roles = useMe().data?.staff?.roles ?? []
  const mayStart = roles.includes('admin') || roles.includes('author')
  const [asking, drawer] = useDisclosure(false)
  return (
    <Stack gap="lg">
      <title>Regrades · Fairtime</title>
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1} size="h2">
            Regrades
          </Title>
          <Text c="dimmed">
            When checks were wrong, all submissions are graded again. Earlier results are kept.
          </Text>
        </div>
        {mayStart && (
          <Button leftSection={<IconRefresh size={17} />} onClick={drawer.open}>
            Grade a version again
          </Button>
        )}
      </Group>
      <AllRegrades />
      {asking && (
        <Suspense fallback={null}>
          <RegradeDrawer onClose={drawer.close} />
        </Suspense>
      )}
    </Stack>
  )
}

function AllRegrades() {
  const regrades = useRegrades()
  if (regrades.data === undefined) {
    return regrades.isError ? (
      <ErrorPanel error={regrades.error} onRetry={() => void regrades.refetch()} />
    ) : (
      <Skeleton h={220} role="status" aria-label="Loading" />
    )
  }
  if (regrades.data.regrades.length > 0) return <RegradesTable rows={regrades.data.regrades} />
  return (
    <EmptyState title="Nothing was graded again yet">
      If a check turns out to be wrong, correct it in a new version of the exercise, and have the submissions
      of the earlier one graded again by it.
    </EmptyState>
  )
}
