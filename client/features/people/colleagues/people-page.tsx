import { Button, Group, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUserPlus } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import type { StaffMember } from '#contracts/api/people.ts'
import { useMe } from '../../../lib/use-me.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { PasswordForm } from './password-form.tsx'
import { StaffLinkButton } from './staff-link-button.tsx'
import { useStaff } from './use-staff.ts'

const InviteColleague = lazy(async () => ({
  default: (await import('./invite-colleague.tsx')).InviteColleague,
}))

export function PeoplePage() {
  const me = useMe()
  const roles = me.data?.staff?.roles ?? []
  const isAdmin = roles.includes('admin')
  const [inviting, dialog] = useDisclosure(false)
  return (
    <Stack gap="xl">
      <title>People · Fairtime</title>
      <Group justify="space-between" align="flex-end">
        <Title order={1} size="h2">
          People
        </Title>
        {isAdmin && (
          <Button leftSection={<IconUserPlus size={17} />} onClick={dialog.open}>
            Invite a colleague
          </Button>
        )}
      </Group>
      {(isAdmin || roles.includes('recruiter')) && <Staff isAdmin={isAdmin} />}
      <PasswordForm />
      {inviting && (
        <Suspense fallback={null}>
          <InviteColleague onClose={dialog.close} />
        </Suspense>
      )}
    </Stack>
  )
}

function Staff(props: { isAdmin: boolean }) {
  const staff = useStaff(true)
  if (staff.data === undefined) {
    return staff.isError ? (
      <ErrorPanel error={staff.error} onRetry={() => void staff.refetch()} />
    ) : (
      <Skeleton h={180} role="status" aria-label="Loading" />
    )
  }
  return (
    <table className="card-table">
      <thead>
        <tr>
          <th>Name</th>
          <th>Roles</th>
          {props.isAdmin && (
            <th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {staff.data.staff.map((member) => (
          <StaffLine key={member.id} member={member} isAdmin={props.isAdmin} />
        ))}
      </tbody>
    </table>
  )
}

function StaffLine(props: { member: StaffMember; isAdmin: boolean }) {
  const { member } = props
  return (
    <tr>
      <td className="card-title">
        <Text size="sm" fw={600}>
          {member.name}
        </Text>
        <Text size="xs" c="dimmed">
          {member.email}
        </Text>
      </td>
      <td data-label="Roles">{member.roles.join(', ')}</td>
      {props.isAdmin && (
        <td data-label="Sign-in" className="card-action">
          <StaffLinkButton member={member} />
        </td>
      )}
    </tr>
  )
}
