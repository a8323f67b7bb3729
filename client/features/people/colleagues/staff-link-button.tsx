import { Button, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import type { StaffMember } from '#contracts/api/people.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { CopyField } from '../../../ui/copy-field.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useRenewStaffLink } from './use-renew-staff-link.ts'

/** Makes a one-time sign-in link, for a colleague who has no password or forgot it. */
export function StaffLinkButton(props: { member: StaffMember }) {
  const { member } = props
  const [open, setOpen] = useState(false)
  const renew = useRenewStaffLink()
  const close = () => {
    setOpen(false)
    renew.reset()
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        New sign-in link
      </Button>
      {open && renew.data === undefined && (
        <ConfirmDialog
          opened
          title={`New sign-in link for ${member.name}?`}
          confirmLabel="Make the link"
          busy={renew.isPending}
          onConfirm={() => renew.mutate(member.id)}
          onClose={close}
        >
          <Text size="sm">It works once; earlier links stop working.</Text>
          {renew.isError && <ErrorPanel error={renew.error} />}
        </ConfirmDialog>
      )}
      {open && renew.data !== undefined && (
        <Modal opened onClose={close} title={`Sign-in link for ${member.name}`} centered size="lg">
          <CopyField
            label="One-time link"
            description="It is shown only now. Hand it to nobody else."
            value={renew.data.link}
          />
        </Modal>
      )}
    </>
  )
}
