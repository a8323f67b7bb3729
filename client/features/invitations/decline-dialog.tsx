import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useDecline } from './api.ts'

/** "No, thank you" is asked once more, with room for a word to the recruiter. */
export function DeclineDialog(props: { invitationId: string; onClose: () => void }) {
  const decline = useDecline(props.invitationId)
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      opened
      title="Not take part?"
      confirmLabel="No, thank you"
      cancelLabel="Go back"
      busy={decline.isPending}
      onConfirm={() => decline.mutate(reason, { onSuccess: props.onClose })}
      onClose={props.onClose}
    >
      <Text size="sm">
        That is fine. You get no reminders any more, an appointment is given up, and the person who invited
        you is told.
      </Text>
      <Textarea
        label="If you like, say why"
        description="Only the people who invite read it."
        autosize
        minRows={2}
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {decline.isError && <ErrorPanel error={decline.error} />}
    </ConfirmDialog>
  )
}
