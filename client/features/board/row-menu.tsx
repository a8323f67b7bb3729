import { ActionIcon, Menu, Modal, Stack, Text } from '@mantine/core'
import { IconBan, IconClockPlus, IconDots, IconLink, IconRefresh } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { BoardRow } from '#contracts/api/invitations.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { CopyField } from '../../ui/copy-field.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { canWithdraw } from './invitation-state.ts'
import { useGradeAgain } from './use-grade-again.ts'
import { useRenewLink } from './use-renew-link.ts'
import { useRevokeInvitation } from './use-revoke-invitation.ts'

const TimeDrawer = lazy(async () => ({ default: (await import('./time/time-drawer.tsx')).TimeDrawer }))

export function RowMenu(props: { row: BoardRow }) {
  const { row } = props
  const [asking, setAsking] = useState<'link' | 'time' | 'grade' | 'withdraw' | null>(null)
  const close = () => setAsking(null)
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${row.candidateName}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconLink size={16} />}
            disabled={row.state === 'revoked'}
            onClick={() => setAsking('link')}
          >
            New link
          </Menu.Item>
          <Menu.Item leftSection={<IconClockPlus size={16} />} onClick={() => setAsking('time')}>
            Time
          </Menu.Item>
          {row.gradingFault !== 'none' && (
            <Menu.Item
              leftSection={<IconRefresh size={16} />}
              disabled={row.gradingFault === 'repeated'}
              onClick={() => setAsking('grade')}
            >
              Grade again
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconBan size={16} />}
            color="red.8"
            disabled={!canWithdraw(row.state)}
            onClick={() => setAsking('withdraw')}
          >
            Withdraw
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'link' && <NewLink row={row} onClose={close} />}
      {asking === 'time' && (
        <Suspense fallback={null}>
          <TimeDrawer row={row} onClose={close} />
        </Suspense>
      )}
      {asking === 'grade' && <GradeAgain row={row} onClose={close} />}
      {asking === 'withdraw' && <Withdraw row={row} onClose={close} />}
    </>
  )
}

function NewLink(props: { row: BoardRow; onClose: () => void }) {
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

function GradeAgain(props: { row: BoardRow; onClose: () => void }) {
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

function Withdraw(props: { row: BoardRow; onClose: () => void }) {
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
