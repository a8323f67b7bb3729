import { Button, Group, Stack, Text } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import type { InvitationView } from '../use-invitation.ts'
import { AppointmentTime } from './appointment-time.tsx'
import { useCalendarFile } from './use-appointment.ts'

const AppointmentDialog = lazy(async () => ({
  default: (await import('./appointment-dialog.tsx')).AppointmentDialog,
}))
const DropDialog = lazy(async () => ({ default: (await import('./drop-dialog.tsx')).DropDialog }))

/** The candidate's own hand in when they sit: to pick a time, to move it, to give it up. */
export function AppointmentSection(props: { invitation: InvitationView }) {
  const { invitation } = props
  const [asking, setAsking] = useState<'time' | 'drop' | null>(null)
  const close = () => setAsking(null)
  return (
    <>
      {invitation.appointment === null ? (
        <Button
          variant="default"
          leftSection={<IconCalendar size={17} stroke={1.7} />}
          onClick={() => setAsking('time')}
        >
          Pick a time
        </Button>
      ) : (
        <Appointed
          invitationId={invitation.id}
          appointment={invitation.appointment}
          onMove={() => setAsking('time')}
          onDrop={() => setAsking('drop')}
        />
      )}
      <Suspense fallback={null}>
        {asking === 'time' && <AppointmentDialog invitation={invitation} onClose={close} />}
        {asking === 'drop' && <DropDialog invitationId={invitation.id} onClose={close} />}
      </Suspense>
    </>
  )
}

function Appointed(props: {
  invitationId: string
  appointment: NonNullable<InvitationView['appointment']>
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
