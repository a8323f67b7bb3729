import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { type Appointment, type InvitationView, useCalendarFile, useSetAppointment } from '../api.ts'
import { AppointmentForm } from './appointment-form.tsx'
import { AppointmentTime } from './appointment-time.tsx'

export function AppointmentDialog(props: { invitation: InvitationView; onClose: () => void }) {
  const { invitation, onClose } = props
  const set = useSetAppointment(invitation.id)
  return (
    <Modal
      opened
      onClose={onClose}
      title={titleOf(invitation.appointment !== null, set.data !== undefined)}
      centered
      size={520}
      transitionProps={{ duration: 120 }}
    >
      {set.data === undefined ? (
        <AppointmentForm
          invitation={invitation}
          busy={set.isPending}
          error={set.error}
          onSet={(request) => set.mutate(request)}
          onClose={onClose}
        />
      ) : (
        <Done invitationId={invitation.id} {...set.data} onClose={onClose} />
      )}
    </Modal>
  )
}

function titleOf(isMoved: boolean, isDone: boolean): string {
  if (isDone) return 'Your appointment is set'
  return isMoved ? 'Move your appointment' : 'Pick a time'
}

function Done(props: {
  invitationId: string
  appointment: Appointment
  mailed: boolean
  onClose: () => void
}) {
  const file = useCalendarFile(props.invitationId)
  return (
    <Stack gap="md">
      <AppointmentTime appointment={props.appointment} />
      <Text size="sm" role="status">
        {props.mailed ? 'A calendar file is on its way to your mail.' : 'Take the calendar file along.'}{' '}
        Nothing starts by itself: come back by your link then, and press start when you are ready. Until that
        moment you may move the time or give it up.
      </Text>
      {file.isError && <ErrorPanel error={file.error} />}
      <Group justify="flex-end" gap="sm">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          loading={file.isPending}
          onClick={() => file.mutate()}
        >
          Download the calendar file
        </Button>
        <Button data-autofocus onClick={props.onClose}>
          Done
        </Button>
      </Group>
    </Stack>
  )
}
