import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import type { BusinessCalendarView } from '#contracts/api/calendars.ts'
import { formatDay } from '../../../lib/clock/days.ts'
import { formatInstant } from '../../../lib/clock/times.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useCalendarAction } from './api.ts'
import { describeDays } from './calendar-form-values.ts'

export function CalendarCard(props: { calendar: BusinessCalendarView; onEdit: () => void }) {
  const { calendar } = props
  return (
    <Paper p="lg" component="section" aria-label={calendar.name}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={6}>
          <Group gap="xs">
            <Title order={2} size="h4">
              {calendar.name}
            </Title>
            {calendar.isDefault && (
              <Badge className="tone-badge" data-tone="good">
                Default
              </Badge>
            )}
          </Group>
          <Text size="sm">
            {describeDays(calendar.workingDays)}, close of business {calendar.closesAt} in {calendar.zone}
          </Text>
          <Holidays holidays={calendar.holidays} />
          <Text size="sm" c="dimmed">
            Handed in now, two working days: answer by{' '}
            {formatInstant(new Date(calendar.exampleDueAt), calendar.zone)}
          </Text>
        </Stack>
        <Actions {...props} />
      </Group>
    </Paper>
  )
}

function Holidays({ holidays }: Pick<BusinessCalendarView, 'holidays'>) {
  const today = new Date().toISOString().slice(0, 10)
  const next = holidays.find(({ date }) => date >= today)
  const last = holidays.at(-1)
  if (last === undefined)
    return (
      <Text size="sm" c="var(--warn)">
        No holidays are named, so every weekday counts.
      </Text>
    )
  const count = holidays.length === 1 ? 'One holiday' : `${holidays.length} holidays`
  return next === undefined ? (
    <Text size="sm" c="var(--warn)">
      {count}, the last on {formatDay(last.date)}: add those to come.
    </Text>
  ) : (
    <Text size="sm">
      {count} until {formatDay(last.date)}; the next is {formatDay(next.date)} {next.name && `(${next.name})`}
    </Text>
  )
}

function Actions(props: { calendar: BusinessCalendarView; onEdit: () => void }) {
  const { calendar, onEdit } = props
  const makeDefault = useCalendarAction('makeCalendarDefault', calendar.id)
  const remove = useCalendarAction('removeCalendar', calendar.id)
  const error = makeDefault.error ?? remove.error
  return (
    <Stack gap="xs" align="flex-end">
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={onEdit} aria-label={`Edit ${calendar.name}`}>
          Edit
        </Button>
        {!calendar.isDefault && (
          <QuietButton label="Make it the default" of={calendar.name} action={makeDefault} />
        )}
        {!calendar.isDefault && calendar.positions === 0 && (
          <QuietButton label="Remove" of={calendar.name} action={remove} />
        )}
      </Group>
      <Text size="xs" c="dimmed">
        {usedBy(calendar)}
      </Text>
      {error !== null && <ErrorPanel error={error} />}
    </Stack>
  )
}

function QuietButton(props: { label: string; of: string; action: ReturnType<typeof useCalendarAction> }) {
  return (
    <Button
      size="xs"
      variant="subtle"
      color="gray"
      loading={props.action.isPending}
      onClick={() => props.action.mutate()}
      aria-label={`${props.label}: ${props.of}`}
    >
      {props.label}
    </Button>
  )
}

function usedBy({ positions }: BusinessCalendarView): string {
  if (positions === 0) return 'No position uses it'
  return positions === 1 ? 'One position uses it' : `${positions} positions use it`
}
