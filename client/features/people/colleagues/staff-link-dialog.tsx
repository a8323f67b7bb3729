import { Modal, Text } from '@mantine/core'
import type { StaffMember } from '#contracts/api/people.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { CopyField } from '../../../ui/copy-field.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useRenewStaffLink } from './use-renew-staff-link.ts'

export function StaffLinkDialog(props: { member: StaffMember; onClose: () => void }) {
  const { member, onClose } = props
  const renew = useRenewStaffLink()
  if (renew.data !== undefined) {
    return (
      <Modal opened onClose={onClose} title={`Sign-in link for ${member.name}`} centered size="lg">
        <CopyField
          label="One-time link"
          description="It is shown only now. Hand it to nobody else."
          value={renew.data.link}
        />
      </Modal>
    )
  }
  return (
    <ConfirmDialog
      opened
      title={`New sign-in link for ${member.name}?`}
      confirmLabel="Make the link"
      busy={renew.isPending}
      onConfirm={() => renew.mutate(member.id)}
      onClose={onClose}
    >
      <Text size="sm">It works once; earlier links stop working.</Text>
      {renew.isError && <ErrorPanel error={renew.error} />}
    </ConfirmDialog>
  )
}
