import { List, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Api } from '#contracts/api.ts'
import type { ErasureKind } from '#contracts/api/privacy.ts'
import type { ResponseOf } from '#contracts/route.ts'
import { paths } from '../../../../lib/paths.ts'
import { ConfirmDialog } from '../../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../../ui/error-panel.tsx'
import { useErasure } from './api.ts'

interface ErasureDialogProps {
  invitationId: string
  kind: ErasureKind
  data: ResponseOf<Api['getCandidateData']>
  onClose: () => void
}

const words = {
  erase: {
    title: 'Erase everything about this person?',
    does: 'Their work, its runs and its reviews are gone too, and figures about the past change with them.',
    label: 'Erase for good',
  },
  anonymise: {
    title: 'Anonymise this person?',
    does: 'Name, address, links, commits, notes and requests go. Code, runs and reviews stay under no name; what somebody wrote into their code is not looked through.',
    label: 'Anonymise for good',
  },
} as const

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`

/** What it takes, before it is taken; the name is written by hand, so that nobody goes by a slip. */
export function ErasureDialog({ invitationId, kind, data, onClose }: ErasureDialogProps) {
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const erasure = useErasure(invitationId, () => void navigate(paths.board()))
  const { title, does, label } = words[kind]
  return (
    <ConfirmDialog
      opened
      danger
      title={title}
      confirmLabel={label}
      busy={erasure.isPending}
      disabled={name !== data.candidateName || data.isAtWork}
      onConfirm={() => erasure.mutate({ kind, candidateName: name })}
      onClose={onClose}
    >
      <Text size="sm">{does} It cannot be taken back.</Text>
      <List size="sm">
        <List.Item>{counted(data.invitations, 'invitation')} of this person</List.Item>
        <List.Item>{counted(data.submissions, 'submission')}</List.Item>
        <List.Item>{counted(data.reviews, 'review')}</List.Item>
      </List>
      {data.isAtWork && (
        <Text size="sm" c="var(--warn)" role="alert">
          They are at work just now. Wait until the attempt has ended.
        </Text>
      )}
      <TextInput
        label={`To go on, write the name: ${data.candidateName}`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoComplete="off"
      />
      {erasure.isError && <ErrorPanel error={erasure.error} />}
    </ConfirmDialog>
  )
}
