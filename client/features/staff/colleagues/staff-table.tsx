import { Badge, Group, Skeleton, Text, VisuallyHidden } from '@mantine/core'
import { lazy } from 'react'
import type { Colleague, StaffMember } from '#contracts/api/staff/staff.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { MenuButton } from '../../../ui/inputs/menu-button.tsx'
import { RowBoundary } from '../../../ui/row-boundary.tsx'
import { useStaff } from '../api.ts'

const ColleagueMenu = lazy(async () => ({ default: (await import('./colleague-menu.tsx')).ColleagueMenu }))

/** Everybody who works here; `me` with the menu of an admin. */
export function StaffTable(props: { me: StaffMember }) {
  const staff = useStaff()
  const isAdmin = props.me.roles.includes('admin')
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
          {isAdmin && <th>Signs in by</th>}
          {isAdmin && (
            <th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {staff.data.staff.map((member) => (
          <RowBoundary key={member.id} title={member.name} columns={isAdmin ? 4 : 2}>
            <StaffLine member={member} isAdmin={isAdmin} isOneself={member.id === props.me.id} />
          </RowBoundary>
        ))}
      </tbody>
    </table>
  )
}

function StaffLine(props: { member: Colleague; isAdmin: boolean; isOneself: boolean }) {
  const { member } = props
  return (
    <tr>
      <td className="card-title">
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {member.name}
          </Text>
          {member.disabledAt !== null && (
            <Badge className="tone-badge" data-tone="plain">
              Disabled
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {member.email}
        </Text>
      </td>
      <td data-label="Roles">{member.roles.join(', ')}</td>
      {props.isAdmin && <td data-label="Signs in by">{describeWays(member.waysIn)}</td>}
      {props.isAdmin && (
        <td className="card-menu">
          <MenuButton label={`Actions for ${member.name}`}>
            {() => <ColleagueMenu member={member} isOneself={props.isOneself} />}
          </MenuButton>
        </td>
      )}
    </tr>
  )
}

const wayNames = { password: 'password', oidc: 'single sign-on' } as const

const describeWays = (ways: Colleague['waysIn']) =>
  ways.length === 0 ? 'one-time link only' : ways.map((way) => wayNames[way]).join(', ')
