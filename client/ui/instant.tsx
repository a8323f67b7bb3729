import { Text } from '@mantine/core'
import { formatInstant, formatRelative } from '../lib/clock/times.ts'
import { useNow } from '../lib/clock/use-now.ts'
import { Hint } from './hint.tsx'

/** "in 3 hours", with the exact time and its zone on hover and focus. */
export function RelativeInstant(props: { at: string; zone?: string; inButton?: boolean }) {
  const now = useNow(1_000)
  const instant = new Date(props.at)
  return (
    <Hint
      text={`${formatInstant(instant, props.zone)} · ${formatInstant(instant, 'UTC')}`}
      focusable={props.inButton !== true}
    >
      <time dateTime={props.at}>{formatRelative(instant, now)}</time>
    </Hint>
  )
}

/** The exact time in the viewer's zone, and the same in UTC below where they differ. */
export function ExactInstant(props: { at: string; zone?: string }) {
  const instant = new Date(props.at)
  const local = formatInstant(instant, props.zone)
  const universal = formatInstant(instant, 'UTC')
  return (
    <time dateTime={props.at}>
      {local}
      {local !== universal && (
        <Text component="span" size="xs" c="dimmed" display="block">
          {universal}
        </Text>
      )}
    </time>
  )
}
