import { Modal, Stack, Text } from '@mantine/core'
import type { BoardRow } from '#contracts/api/board/board.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { CopyField } from '../../../ui/inputs/copy-field.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useGradeAgain, useRenewLink, useRevokeInvitation } from '../api.ts'

interface RowDialogProps {
  row: BoardRow
  onClose: () => void
}

export function NewLink(props: RowDialogProps) {
  const renew = useRenewLink()
  const { row, onClose } = props
  if (renew.data === undefined) {
    return (
      <ConfirmDialog
        opened
        title={`New link for ${row.candidateName}?`}
        confirmLabel="Make a new link"
        busy={renew.isPending}
        onConfirm={() => renew.mutate(row.id)}
        onClose={onClose}
      >
        <Text size="sm">
          Earlier links stop working. What was done so far stays, and the clock is not touched.
        </Text>
        {renew.isError && <ErrorPanel error={renew.error} />}
      </ConfirmDialog>
    )
  }
  return (
    <Modal opened onClose={onClose} title={`New link for ${row.candidateName}`} centered size="lg">
      <Stack>
        <CopyField
          label="Link"
          description="It is shown only now. Send it to nobody but the candidate."
          value={renew.data.link}
        />
      </Stack>
    </Modal>
  )
}

export function GradeAgain(props: RowDialogProps) {
  const again = useGradeAgain()
  const { row, onClose } = props
  return (
    <ConfirmDialog
      opened
      title={`Grade the submission of ${row.candidateName} again?`}
      confirmLabel="Grade again"
      busy={again.isPending}
      onConfirm={() => again.mutate(row.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        The checks could not be run, through a fault of ours. They run again on exactly what was handed in, as
        soon as no candidate needs the machines. If it fails once more, ask whoever operates this installation
        to look at the worker first.
      </Text>
      {again.isError && <ErrorPanel error={again.error} />}
    </ConfirmDialog>
  )
}

export function Withdraw(props: RowDialogProps) {
  const revoke = useRevokeInvitation()
  const { row, onClose } = props
  return (
    <ConfirmDialog
      opened
      danger
      title={`Withdraw the invitation of ${row.candidateName}?`}
      confirmLabel="Withdraw"
      cancelLabel="Keep it"
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate(row.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">The link stops working at once, and says that it was withdrawn.</Text>
      {revoke.isError && <ErrorPanel error={revoke.error} />}
    </ConfirmDialog>
  )
}
