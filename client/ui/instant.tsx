import { Text, Tooltip } from '@mantine/core'
import { formatInstant, formatRelative } from '../lib/times.ts'
import { useNow } from '../lib/use-now.ts'

/** "in 3 hours", with the exact time and its zone on hover and focus. */
export function RelativeInstant(props: { at: string; zone?: string; inButton?: boolean }) {
  const now = useNow(1_000)
  const instant = new Date(props.at)
  return (
    <Tooltip label={`${formatInstant(instant, props.zone)} · ${formatInstant(instant, 'UTC')}`}>
      <Text
        component="time"
        dateTime={props.at}
        inherit
        {...(props.inButton === true ? {} : { tabIndex: 0 })}
      >
        {formatRelative(instant, now)}
      </Text>
    </Tooltip>
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
