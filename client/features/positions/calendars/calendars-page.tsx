import { Anchor, Button, Drawer, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import type { BusinessCalendarView } from '#contracts/api/calendars.ts'
import { paths } from '../../../lib/paths.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { PanelBoundary } from '../../../ui/panel-boundary.tsx'
import { useCalendars, useWriteCalendar } from './api.ts'
import { CalendarCard } from './calendar-card.tsx'

const CalendarForm = lazy(async () => ({ default: (await import('./calendar-form.tsx')).CalendarForm }))

/** By what answers are promised. */
export function CalendarsPage() {
  const calendars = useCalendars()
  const [open, setOpen] = useState<BusinessCalendarView | 'new' | null>(null)
  return (
    <Stack gap="lg">
      <title>Business calendars · Fairtime</title>
      <CalendarsHeader onCreate={() => setOpen('new')} />
      {calendars.isError && <ErrorPanel error={calendars.error} onRetry={() => void calendars.refetch()} />}
      {calendars.data === undefined && !calendars.isError && (
        <Skeleton h={220} role="status" aria-label="Loading" />
      )}
      {(calendars.data?.calendars ?? []).map((calendar) => (
        <CalendarCard key={calendar.id} calendar={calendar} onEdit={() => setOpen(calendar)} />
      ))}
      {open !== null && (
        <CalendarDrawer calendar={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
    </Stack>
  )
}

function CalendarsHeader(props: { onCreate: () => void }) {
  return (
    <Group justify="space-between" align="flex-end">
      <div>
        <Anchor component={Link} to={paths.positions()} size="sm">
          Positions
        </Anchor>
        <Title order={1} size="h2">
          Business calendars
        </Title>
        <Text c="dimmed" maw={680}>
          Candidates are promised an answer by close of business after so many working days. These calendars
          say which days those are; each position names one.
        </Text>
      </div>
      <Button leftSection={<IconPlus size={17} />} onClick={props.onCreate}>
        New calendar
      </Button>
    </Group>
  )
}

function CalendarDrawer(props: { calendar: BusinessCalendarView | null; onClose: () => void }) {
  const { calendar, onClose } = props
  const write = useWriteCalendar(calendar?.id ?? null)
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={calendar === null ? 'New calendar' : `Edit “${calendar.name}”`}
      transitionProps={{ duration: 150 }}
    >
      <PanelBoundary>
        <Suspense fallback={<Skeleton h={320} role="status" aria-label="Loading" />}>
          <CalendarForm
            calendar={calendar}
            busy={write.isPending}
            error={write.error}
            onSubmit={(draft) => write.mutate(draft, { onSuccess: onClose })}
          />
        </Suspense>
      </PanelBoundary>
    </Drawer>
  )
}
