import { List, NativeSelect, Skeleton, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Colleague, Leaving } from '#contracts/api/staff/staff.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useDisableStaff, useLeaving } from '../api.ts'

/** Says what would happen before it does, and asks who takes over. */
export function DisableColleague(props: { member: Colleague; onClose: () => void }) {
  const { member, onClose } = props
  const leaving = useLeaving(member.id)
  const disable = useDisableStaff(member.id)
  const [successorId, setSuccessorId] = useState('')
  const needsSuccessor = (leaving.data?.openInvitations.length ?? 0) > 0
  return (
    <ConfirmDialog
      opened
      danger
      title={`Disable ${member.name}?`}
      confirmLabel="Disable"
      cancelLabel="Keep"
      busy={disable.isPending}
      disabled={
        leaving.data === undefined || leaving.data.isOnlyAdmin || (needsSuccessor && successorId === '')
      }
      onConfirm={() =>
        disable.mutate(successorId === '' ? {} : { handOverTo: successorId }, { onSuccess: onClose })
      }
      onClose={onClose}
    >
      {leaving.isPending && <Skeleton h={120} role="status" aria-label="Loading" />}
      {leaving.isError && <ErrorPanel error={leaving.error} onRetry={() => void leaving.refetch()} />}
      {leaving.data !== undefined && (
        <Stack gap="sm">
          <WhatHappens name={member.name} leaving={leaving.data} />
          {needsSuccessor && !leaving.data.isOnlyAdmin && (
            <Successor leaving={leaving.data} value={successorId} onChange={setSuccessorId} />
          )}
        </Stack>
      )}
      {disable.isError && <ErrorPanel error={disable.error} />}
    </ConfirmDialog>
  )
}

function WhatHappens({ name, leaving }: { name: string; leaving: Leaving }) {
  if (leaving.isOnlyAdmin) {
    return (
      <Text size="sm">
        {name} is the only admin: without one, nobody could let people in any more. Make somebody else an
        admin first.
      </Text>
    )
  }
  const { sessions, thinPools } = leaving
  return (
    <>
      <List size="sm" spacing={4}>
        <List.Item>
          Out at once: links, password and single sign-on stop working
          {sessions > 0 &&
            `, and ${sessions === 1 ? 'one browser is' : `${sessions} browsers are`} signed out`}
          .
        </List.Item>
        <List.Item>They leave every reviewer pool. Reviews they handed in stay.</List.Item>
        {thinPools.map((title) => (
          <List.Item key={title}>
            <b>{title}</b> has fewer than two reviewers then.
          </List.Item>
        ))}
      </List>
      <Text size="sm">They can be let in again later.</Text>
    </>
  )
}

function Successor(props: { leaving: Leaving; value: string; onChange: (id: string) => void }) {
  const { openInvitations, successors } = props.leaving
  const total = openInvitations.reduce((sum, { count }) => sum + count, 0)
  const chosen = successors.find(({ id }) => id === props.value)
  const of = openInvitations.map(({ position, count }) => `${position}: ${count}`).join(', ')
  return (
    <>
      <NativeSelect
        label={`Who takes over ${total === 1 ? 'the open invitation' : `the ${total} open invitations`}?`}
        description={`${of}. Candidates' answers and reminders about promised dates go there.`}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        data={[
          { value: '', label: 'Choose a colleague' },
          ...successors.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {chosen !== undefined && chosen.stopsReviewingFor.length > 0 && (
        <Text size="sm" role="status">
          {chosen.name} will know these candidates, and so can review no more for{' '}
          {chosen.stopsReviewingFor.join(', ')}.
        </Text>
      )}
    </>
  )
}
