import { Button, Group, Stack, Text } from '@mantine/core'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { type Appointment, useCalendarFile } from '../api.ts'
import { AppointmentTime } from './appointment-time.tsx'

/** For the candidate alone, while they sit: to move the time, and to give it up. */
export function AppointmentSection(props: {
  invitationId: string
  appointment: Appointment
  onMove: () => void
  onDrop: () => void
}) {
  const file = useCalendarFile(props.invitationId)
  return (
    <Stack gap={6}>
      <div>
        <Text size="xs" c="dimmed">
          Your appointment
        </Text>
        <AppointmentTime appointment={props.appointment} />
      </div>
      <Group gap={4} ml={-8}>
        <Button size="compact-sm" variant="subtle" onClick={props.onMove}>
          Move it
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={props.onDrop}>
          Give it up
        </Button>
        <Button size="compact-sm" variant="subtle" loading={file.isPending} onClick={() => file.mutate()}>
          Calendar file
        </Button>
      </Group>
      {file.isError && <ErrorPanel error={file.error} />}
    </Stack>
  )
}
