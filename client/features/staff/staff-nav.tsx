import { Button, Group, Text } from '@mantine/core'
import { IconChevronDown, IconLogout, IconUser } from '@tabler/icons-react'
import { NavLink } from 'react-router'
import type { StaffMember } from '#contracts/api/staff/staff.ts'
import { placesOf } from '../../lib/staff-places.ts'
import { useSignOut } from './api.ts'

const personId = 'signed-in-person'

/** Where staff can go, and who is signed in. The browser's own popover opens without a line of ours on every page. */
export function StaffNav(props: { member: StaffMember }) {
  const open = placesOf(props.member.roles).filter((place) => place.isForOperating !== true)
  return (
    <Group justify="space-between" flex={1} wrap="nowrap" gap="xs" miw={0} className="staff-header">
      <Group component="nav" aria-label="Main" gap={2} wrap="nowrap" className="staff-places">
        {open.map((place) => (
          <NavLink key={place.to} to={place.to} className="nav-link">
            {place.label}
          </NavLink>
        ))}
      </Group>
      <Button
        variant="subtle"
        color="gray"
        rightSection={<IconChevronDown size={14} />}
        px="xs"
        className="nav-person"
        aria-label={`Signed in as ${props.member.name}`}
        popoverTarget={personId}
      >
        <Text component="span" inherit className="truncate" visibleFrom="xs">
          {props.member.name}
        </Text>
        <Text component="span" inherit hiddenFrom="xs">
          <IconUser size={18} stroke={1.6} />
        </Text>
      </Button>
      <PersonPanel member={props.member} />
    </Group>
  )
}

/** Closed by itself when one of them is opened. */
function OperatingPlaces({ member }: { member: StaffMember }) {
  const places = placesOf(member.roles).filter((place) => place.isForOperating === true)
  if (places.length === 0) return null
  const close = () => document.getElementById(personId)?.hidePopover()
  return (
    <nav aria-label="Installation" className="person-places">
      {places.map((place) => (
        <NavLink key={place.to} to={place.to} className="nav-link" onClick={close}>
          {place.label}
        </NavLink>
      ))}
    </nav>
  )
}

function PersonPanel({ member }: { member: StaffMember }) {
  const signOut = useSignOut()
  return (
    <div id={personId} popover="auto" className="person-panel">
      <Text size="sm" fw={600}>
        {member.name}
      </Text>
      <Text size="xs" c="dimmed">
        {member.email}
      </Text>
      <Text size="xs" c="dimmed">
        {member.roles.join(', ')}
      </Text>
      <OperatingPlaces member={member} />
      <Button
        mt="sm"
        size="xs"
        variant="default"
        fullWidth
        leftSection={<IconLogout size={15} />}
        loading={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        Sign out
      </Button>
    </div>
  )
}
