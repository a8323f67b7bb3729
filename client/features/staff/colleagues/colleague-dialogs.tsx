import { Modal, Text } from '@mantine/core'
import type { Colleague } from '#contracts/api/staff/staff.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { CopyField } from '../../../ui/inputs/copy-field.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useEnableStaff, useRenewStaffLink, useSignStaffOut } from '../api.ts'
import { ChangeAccess } from './change-access.tsx'
import { DisableColleague } from './disable-colleague.tsx'

export type ColleagueDialog = 'access' | 'link' | 'sign_out' | 'disable' | 'enable'

interface DialogProps {
  member: Colleague
  onClose: () => void
}

export function ColleagueDialogs(props: DialogProps & { open: ColleagueDialog }) {
  const { open, ...dialog } = props
  switch (open) {
    case 'access':
      return <ChangeAccess {...dialog} />
    case 'link':
      return <NewLink {...dialog} />
    case 'sign_out':
      return <SignOut {...dialog} />
    case 'disable':
      return <DisableColleague {...dialog} />
    case 'enable':
      return <Enable {...dialog} />
  }
}

function LinkShown(props: DialogProps & { link: string }) {
  return (
    <Modal opened onClose={props.onClose} title={`Sign-in link for ${props.member.name}`} centered size="lg">
      <CopyField
        label="One-time link"
        description="It is shown only now. Hand it to nobody else."
        value={props.link}
      />
    </Modal>
  )
}

function NewLink(props: DialogProps) {
  const { member, onClose } = props
  const renew = useRenewStaffLink(member.id)
  if (renew.data !== undefined) return <LinkShown {...props} link={renew.data.link} />
  return (
    <ConfirmDialog
      opened
      title={`New sign-in link for ${member.name}?`}
      confirmLabel="Make the link"
      busy={renew.isPending}
      onConfirm={() => renew.mutate(undefined)}
      onClose={onClose}
    >
      <Text size="sm">
        It works once. Earlier links stop working, and {member.name} is signed out everywhere.
      </Text>
      {renew.isError && <ErrorPanel error={renew.error} />}
    </ConfirmDialog>
  )
}

function SignOut(props: DialogProps) {
  const { member, onClose } = props
  const signOut = useSignStaffOut(member.id)
  return (
    <ConfirmDialog
      opened
      title={`Sign ${member.name} out everywhere?`}
      confirmLabel="Sign out everywhere"
      busy={signOut.isPending}
      onConfirm={() => signOut.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Text size="sm">
        For a lost computer, say. Their password stays; if somebody else may know it, ask for a new one.
      </Text>
      {signOut.isError && <ErrorPanel error={signOut.error} />}
    </ConfirmDialog>
  )
}

function Enable(props: DialogProps) {
  const { member, onClose } = props
  const enable = useEnableStaff(member.id)
  if (enable.data !== undefined) return <LinkShown {...props} link={enable.data.link} />
  return (
    <ConfirmDialog
      opened
      title={`Let ${member.name} in again?`}
      confirmLabel="Let in"
      busy={enable.isPending}
      onConfirm={() => enable.mutate(undefined)}
      onClose={onClose}
    >
      <Text size="sm">
        With the roles of before, and in no reviewer pool. You get a new sign-in link to hand over.
      </Text>
      {enable.isError && <ErrorPanel error={enable.error} />}
    </ConfirmDialog>
  )
}
