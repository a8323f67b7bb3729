import { Text } from '@mantine/core'
import { wallTimeOf } from '../../../lib/clock/read-wall-time.ts'
import { formatInstant, viewerZone } from '../../../lib/clock/times.ts'
import { ExactInstant } from '../../../ui/instant.tsx'
import type { Appointment } from '../api.ts'

/** In the viewer's zone and in UTC, and in the zone it was made in where that is another. */
export function AppointmentTime(props: { appointment: Appointment }) {
  const { startsAt, zone } = props.appointment
  const instant = new Date(startsAt)
  const isElsewhere = zone !== 'UTC' && wallTimeOf(instant, zone) !== wallTimeOf(instant, viewerZone())
  return (
    <Text component="div" size="sm" fw={550}>
      <ExactInstant at={startsAt} />
      {isElsewhere && (
        <Text size="xs" c="dimmed">
          {formatInstant(instant, zone)} ({zone})
        </Text>
      )}
    </Text>
  )
}
