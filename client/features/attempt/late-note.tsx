import { Alert, Text } from '@mantine/core'
import { IconClockExclamation } from '@tabler/icons-react'

/** Says what became of code that reached the server after the end. */
export function LateNote(props: { count: number }) {
  if (props.count === 0) return null
  return (
    <Alert
      role="status"
      color="yellow"
      icon={<IconClockExclamation size={18} />}
      title={props.count === 1 ? 'A change came after the end' : `${props.count} changes came after the end`}
    >
      <Text size="sm">
        They reached us too late to be part of what was handed in. They are kept beside it, and the recruiter
        can see that they came. If a fault of ours held them up, write to the person who invited you.
      </Text>
    </Alert>
  )
}
