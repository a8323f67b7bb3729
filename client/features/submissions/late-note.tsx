import { Text } from '@mantine/core'
import { IconClockExclamation } from '@tabler/icons-react'

/** Says what became of code that reached the server after the end. */
export function LateNote(props: { count: number }) {
  if (props.count === 0) return null
  return (
    <div className="notice" role="status">
      <IconClockExclamation size={18} stroke={1.7} aria-hidden="true" />
      <div>
        <Text size="sm" fw={600}>
          {props.count === 1 ? 'A change came after the end.' : `${props.count} changes came after the end.`}
        </Text>
        <Text size="sm">
          That was too late to be part of what was handed in. It is kept beside it, and the recruiter can see
          that it came. If a fault of ours held it up, write to the person who invited you.
        </Text>
      </div>
    </div>
  )
}
