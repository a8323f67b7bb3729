import { Text } from '@mantine/core'
import { wallTimeOf } from '../../../lib/clock/read-wall-time.ts'
import { explainOtherRules, formatByServer, hasOtherRules } from '../../../lib/clock/server-wall-time.ts'
import { formatInstant, viewerZone } from '../../../lib/clock/times.ts'
import { ExactInstant } from '../../../ui/instant.tsx'
import type { Appointment } from '../api.ts'

/** In the viewer's zone and in UTC, and in the zone it was made in where that is another. */
export function AppointmentTime(props: { appointment: Appointment }) {
  const { appointment } = props
  if (hasOtherRules(appointment)) return <ByServer appointment={appointment} />
  const { startsAt, zone } = appointment
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

/** Where the rules of this browser are others than the server's, its own wall times would send somebody to the wrong hour. */
function ByServer({ appointment }: { appointment: Appointment }) {
  return (
    <div role="note">
      <Text component="div" size="sm" fw={550}>
        <time dateTime={appointment.startsAt}>
          {formatByServer(appointment)} ({appointment.zone})
        </time>
        <Text size="xs" c="dimmed">
          {formatInstant(new Date(appointment.startsAt), 'UTC')}
        </Text>
      </Text>
      <Text size="xs" c="var(--warn)" mt={4}>
        {explainOtherRules(appointment)}
      </Text>
    </div>
  )
}
