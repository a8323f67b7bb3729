import { Text } from '@mantine/core'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useDropAppointment } from '../api.ts'

export function DropDialog(props: { invitationId: string; onClose: () => void }) {
  const drop = useDropAppointment(props.invitationId)
  return (
    <ConfirmDialog
      opened
      title="Give the appointment up?"
      confirmLabel="Give it up"
      cancelLabel="Keep it"
      busy={drop.isPending}
      onConfirm={() => drop.mutate(undefined, { onSuccess: props.onClose })}
      onClose={props.onClose}
    >
      <Text size="sm">
        Your invitation stays open, and it does not count against you. Start whenever you like, or pick
        another time later.
      </Text>
      {drop.isError && <ErrorPanel error={drop.error} />}
    </ConfirmDialog>
  )
}
