import { Text, UnstyledButton } from '@mantine/core'
import { Link } from 'react-router'

export function Brand(props: { to: string }) {
  return (
    <UnstyledButton component={Link} to={props.to} aria-label="Fairtime, to the start page" className="brand">
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="#11635a" />
        <circle cx="16" cy="16" r="8.5" fill="none" stroke="#fffdfa" strokeWidth="2.5" />
        <path d="M16 11v5.2l3.4 2.4" fill="none" stroke="#fffdfa" strokeWidth="2.5" strokeLinecap="round" />
      </svg>
      <Text component="span" fw={650} size="md" lts="-0.01em" visibleFrom="xs">
        Fairtime
      </Text>
    </UnstyledButton>
  )
}
